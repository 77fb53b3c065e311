package dev.daybook.ceiling;

import static dev.daybook.decision.BuiltInRule.DOMAIN_NAME;
import static dev.daybook.decision.BuiltInRule.NOT_IN_FORCE;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;

import dev.daybook.ceiling.CeilingCommand.RemoveCeiling;
import dev.daybook.ceiling.CeilingCommand.SetCeiling;
import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.ceiling.CeilingEvent.CeilingRemoved;
import dev.daybook.ceiling.CeilingState.NotSet;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.DomainNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ceiling that nobody set is {@code deny}: what sets it lower lowers it. */
final class CeilingRules {

  private CeilingRules() {}

  static Verdict<CeilingEvent> decide(CeilingState state, CeilingCommand command) {
    return switch (command) {
      case SetCeiling c -> set(state, c);
      case RemoveCeiling c -> remove(state, c);
    };
  }

  private static Verdict<CeilingEvent> set(CeilingState state, SetCeiling command) {
    String name = command.subject().path();
    if (!DomainNames.isValid(name)) {
      return DOMAIN_NAME.refuse(DomainNames.problem(name), DomainNames.FIX);
    }
    if (command.reason().isBlank()) {
      return reasonMissing();
    }
    return switch (state) {
      case CeilingState.Set(Effect level) when level == command.level() -> Verdict.unchanged();
      case CeilingState.Set(Effect level) ->
          Verdict.accepted(List.of(moved(command, level, level)));
      case NotSet() -> Verdict.accepted(List.of(moved(command, Effect.DENY, null)));
    };
  }

  private static CeilingEvent moved(SetCeiling command, Effect from, @Nullable Effect previous) {
    return command.level().compareTo(from) < 0
        ? new CeilingLowered(command.subject(), command.level(), previous, command.reason())
        : new CeilingRaised(command.subject(), command.level(), previous, command.reason());
  }

  private static Verdict<CeilingEvent> remove(CeilingState state, RemoveCeiling command) {
    if (command.reason().isBlank()) {
      return reasonMissing();
    }
    return switch (state) {
      case NotSet() ->
          NOT_IN_FORCE.refuse(
              "`%s` is not set".formatted(command.subject()),
              "nothing needs to be done; `daybook ceiling` lists what is set");
      case CeilingState.Set(Effect level) ->
          Verdict.accepted(List.of(new CeilingRemoved(command.subject(), level, command.reason())));
    };
  }

  private static Verdict<CeilingEvent> reasonMissing() {
    return REASON_MISSING.refuse(
        "the reason is empty; the ledger keeps it for those who ask later", "say why");
  }

  static CeilingState evolve(CeilingEvent event) {
    return switch (event) {
      case CeilingRaised e -> new CeilingState.Set(e.level());
      case CeilingLowered e -> new CeilingState.Set(e.level());
      case CeilingRemoved _ -> new NotSet();
    };
  }
}

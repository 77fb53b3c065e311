package dev.daybook.params;

import static dev.daybook.decision.BuiltInRule.NOT_IN_FORCE;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.VERSION_IMMUTABLE;

import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Version;
import dev.daybook.params.ParamsCommand.PublishParams;
import dev.daybook.params.ParamsCommand.WithdrawParams;
import dev.daybook.params.ParamsEvent.ParamsPublished;
import dev.daybook.params.ParamsEvent.ParamsWithdrawn;
import dev.daybook.params.ParamsState.Held;
import dev.daybook.params.ParamsState.Published;
import dev.daybook.params.ParamsState.Unpublished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version's bytes never change, as decisions cite their digest. Publishing puts in force: going
 * back is publishing an earlier version again, bytes and all.
 */
final class ParamsRules {

  private ParamsRules() {}

  static Verdict<ParamsEvent> decide(ParamsState state, ParamsCommand command) {
    return switch (command) {
      case PublishParams(ParamsText params) -> publish(published(state), params);
      case WithdrawParams c -> withdraw(state, c);
    };
  }

  private static Verdict<ParamsEvent> publish(Published state, ParamsText params) {
    Optional<Held> known = state.find(params.version());
    if (known.isPresent() && !params.isSameTextAs(known.get().sha256())) {
      return VERSION_IMMUTABLE.refuse(
          "version %s of `%s` has the digest %s; the document sent has %s, and decisions cite params"
                  .formatted(
                      params.version(), params.subject(), known.get().sha256(), params.sha256())
              + " by their bytes",
          "publish the change as a later version, such as %s"
              .formatted(known.get().version().nextMinor()));
    }
    if (known.isPresent() && known.equals(state.inForce())) {
      return Verdict.unchanged();
    }
    return Verdict.accepted(
        List.of(
            new ParamsPublished(
                params.subject(),
                params.version(),
                params.sha256(),
                state.inForce().map(Held::version).orElse(null),
                params.title(),
                params.description(),
                params.owner(),
                params.domains(),
                params.selectedBy())));
  }

  private static Verdict<ParamsEvent> withdraw(ParamsState state, WithdrawParams command) {
    if (command.reason().isBlank()) {
      return REASON_MISSING.refuse(
          "the reason is empty; the ledger keeps it for those who ask later", "say why");
    }
    return switch (state) {
      case Unpublished() ->
          NOT_REGISTERED.refuse(
              "`%s` was never published".formatted(command.subject()),
              "check the name, or publish its document first");
      case Published(_, Optional<Held> inForce) when inForce.isEmpty() ->
          NOT_IN_FORCE.refuse(
              "`%s` is not in force".formatted(command.subject()),
              "nothing needs to be done; `daybook get params` lists what is in force");
      case Published(_, Optional<Held> inForce) ->
          Verdict.accepted(
              List.of(
                  new ParamsWithdrawn(
                      command.subject(), inForce.get().version(), command.reason())));
    };
  }

  static ParamsState evolve(ParamsState state, ParamsEvent event) {
    Published before = published(state);
    return switch (event) {
      case ParamsPublished e -> {
        Version version = e.version();
        Held held = new Held(version, e.sha256());
        List<Held> versions = new ArrayList<>(before.versions());
        if (before.find(version).isEmpty()) {
          versions.add(held);
        }
        yield new Published(List.copyOf(versions), Optional.of(held));
      }
      case ParamsWithdrawn _ -> new Published(before.versions(), Optional.empty());
    };
  }

  private static Published published(ParamsState state) {
    return switch (state) {
      case Published params -> params;
      case Unpublished() -> new Published(List.of(), Optional.empty());
    };
  }
}

package dev.daybook.access;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessState.Holding;
import dev.daybook.access.AccessState.Revoked;
import dev.daybook.access.AccessState.Unknown;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import java.util.Map;

/** The door of an actor's access. */
public final class AccessSlice implements Slice<AccessCommand, AccessEvent, AccessState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.ACTOR;
  }

  @Override
  public Class<AccessCommand> commands() {
    return AccessCommand.class;
  }

  @Override
  public Class<AccessEvent> events() {
    return AccessEvent.class;
  }

  @Override
  public AccessState initial() {
    return new Unknown();
  }

  @Override
  public AccessState evolve(AccessState state, AccessEvent event) {
    return AccessRules.evolve(event);
  }

  @Override
  public Verdict<AccessEvent> decide(AccessState state, AccessCommand command) {
    return AccessRules.decide(state, command);
  }

  /** Whether the actor is {@code holding} a token, and which {@code roles} it has by it. */
  @Override
  public Map<String, Object> facts(AccessState state) {
    return switch (state) {
      case Unknown() -> Map.of();
      case Holding(TokenIssued token) ->
          Map.of("holding", true, "roles", token.roles().stream().map(Actor.Role::word).toList());
      case Revoked _ -> Map.of("holding", false);
    };
  }
}

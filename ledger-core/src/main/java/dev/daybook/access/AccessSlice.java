package dev.daybook.access;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessState.Holding;
import dev.daybook.access.AccessState.Revoked;
import dev.daybook.access.AccessState.Unknown;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * @param holding whether the actor has a token
   * @param roles those it has by it; absent without one
   */
  private record AccessFacts(boolean holding, @Nullable List<Actor.Role> roles) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return AccessFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(AccessState state) {
    return switch (state) {
      case Unknown() -> Optional.empty();
      case Holding(TokenIssued token) -> Optional.of(new AccessFacts(true, token.roles()));
      case Revoked _ -> Optional.of(new AccessFacts(false, null));
    };
  }
}

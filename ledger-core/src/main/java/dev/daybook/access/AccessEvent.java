package dev.daybook.access;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to an actor's access. */
public sealed interface AccessEvent extends SubjectEvent {

  /**
   * An actor has a token; the one it had before is worthless.
   *
   * @param name whom the token is for
   * @param roles what it allows, sorted, each once
   * @param domain the one domain a publisher may write to; absent for all
   * @param expiresAt when it stops working; absent for never
   * @param tokenSha256 digest of the token, lower-case hex
   */
  @Recorded("actor.token-issued")
  record TokenIssued(
      SubjectName subject,
      @Personal String name,
      Actor.Kind actorKind,
      List<Actor.Role> roles,
      @Nullable String domain,
      @Nullable Instant expiresAt,
      String tokenSha256)
      implements AccessEvent {

    public TokenIssued {
      roles = List.copyOf(roles);
    }
  }

  /**
   * An actor's token is worthless.
   *
   * @param tokenSha256 digest of that token
   */
  @Recorded("actor.token-revoked")
  record TokenRevoked(SubjectName subject, String tokenSha256, String reason)
      implements AccessEvent {}
}

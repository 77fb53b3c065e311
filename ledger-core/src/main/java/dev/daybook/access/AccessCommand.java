package dev.daybook.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.daybook.decision.Actor;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked about an actor's access. The subject is {@code actor/<surrogate id>}. */
public sealed interface AccessCommand extends SubjectCommand {

  /**
   * Gives an actor a token, in place of the one it had.
   *
   * @param name whom the token is for
   * @param roles what it allows, at least one, each once
   * @param domain the one domain a publisher may write to; absent for all
   * @param expiresAt when it stops working; absent for never
   * @param tokenSha256 digest of the token, lower-case hex; the token itself is never kept
   * @param askedAt when it is asked for; no part of what is asked, so that a repeat is still the
   *     same command
   */
  record IssueToken(
      SubjectName subject,
      @Personal String name,
      Actor.Kind actorKind,
      List<Actor.Role> roles,
      @Nullable String domain,
      @Nullable Instant expiresAt,
      String tokenSha256,
      @JsonIgnore Instant askedAt)
      implements AccessCommand {

    public IssueToken {
      subject.require(SubjectKind.ACTOR);
      roles = roles.stream().distinct().sorted().toList();
    }

    /** What an admin chooses of a token; its actor's id and its digest are made for him. */
    record Asked(
        @Personal String name,
        Actor.Kind actorKind,
        List<Actor.Role> roles,
        @Nullable String domain,
        @Nullable Instant expiresAt) {}

    @Override
    public IssueToken.Asked asked() {
      return new IssueToken.Asked(name, actorKind, roles, domain, expiresAt);
    }
  }

  /**
   * Gives an actor that holds a token another one in its place, with the same name, roles and
   * domain.
   *
   * @param expiresAt when the new one stops working; absent for never
   * @param tokenSha256 digest of the new one, lower-case hex
   * @param askedAt when it is asked for; no part of what is asked
   */
  record ReplaceToken(
      SubjectName subject,
      @Nullable Instant expiresAt,
      String tokenSha256,
      @JsonIgnore Instant askedAt)
      implements AccessCommand {

    public ReplaceToken {
      subject.require(SubjectKind.ACTOR);
    }

    /** What an admin chooses; the digest is made for him. */
    record Asked(SubjectName subject, @Nullable Instant expiresAt) {}

    @Override
    public ReplaceToken.Asked asked() {
      return new ReplaceToken.Asked(subject, expiresAt);
    }
  }

  /** Makes an actor's token worthless. */
  record RevokeToken(SubjectName subject, String reason) implements AccessCommand {
    public RevokeToken {
      subject.require(SubjectKind.ACTOR);
    }
  }
}

package dev.daybook.decision;

import dev.daybook.mesh.Personal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking.
 *
 * @param id surrogate id, {@code act_} and 16 hex digits; all the ledger's metadata ever carries
 * @param name what the token was issued to
 * @param domain the one domain a publisher may write to; absent for all
 */
public record Actor(
    String id, @Personal String name, Kind kind, Set<Role> roles, @Nullable String domain) {

  /** Whether a natural person or a piece of software holds the token. */
  public enum Kind {
    PERSON,
    SERVICE
  }

  /** What a token allows. {@code ADMIN} includes all others. */
  public enum Role {
    READER,
    PUBLISHER,
    APPROVER,
    AUDITOR,
    ADMIN
  }

  public boolean may(Role role) {
    return roles.contains(Role.ADMIN) || roles.contains(role);
  }
}

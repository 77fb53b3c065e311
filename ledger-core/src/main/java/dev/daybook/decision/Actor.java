package dev.daybook.decision;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.daybook.mesh.Personal;
import java.util.Locale;
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
    SERVICE;

    /** The lower-case word used in JSON and facts: {@code person}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a token allows. {@code ADMIN} includes all others. */
  public enum Role {
    READER,
    PUBLISHER,
    APPROVER,
    AUDITOR,
    ADMIN;

    /** The lower-case word used in JSON and facts: {@code reader}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean may(Role role) {
    return roles.contains(Role.ADMIN) || roles.contains(role);
  }
}

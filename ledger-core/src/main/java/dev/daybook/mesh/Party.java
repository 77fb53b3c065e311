package dev.daybook.mesh;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whoever a document names as owner or contact: a team by name, a person by mail, or both.
 *
 * @param id what the party is called everywhere: the team's name, else the mail address, else the
 *     name as written
 * @param kind what {@code id} is
 * @param name the display name as written, if one was
 * @param mail the mail address, if one was given
 */
public record Party(
    String id, Kind kind, @Personal @Nullable String name, @Personal @Nullable String mail) {

  /**
   * What a party's id is: {@code TEAM} a team's name, {@code MAIL} an address, {@code PERSON} a
   * name.
   */
  public enum Kind {
    TEAM,
    MAIL,
    PERSON;

    /** The lower-case word used in JSON and facts: {@code team}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The team's name, or nothing where the party is a person: what may be told to anybody. */
  public Optional<String> teamName() {
    return kind == Kind.TEAM ? Optional.of(id) : Optional.empty();
  }

  public static Party team(String name) {
    return new Party(name, Kind.TEAM, null, null);
  }
}

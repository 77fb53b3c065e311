package dev.daybook.mesh;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** Everything the party is called, {@link Folded}: its id, its name, its mail address. */
  public List<String> foldedNames() {
    return Stream.of(id, name, mail).filter(Objects::nonNull).map(Folded::name).distinct().toList();
  }

  /** Longest name, in UTF-16 units: a team's is a name of the mesh. */
  public static final int MAX_NAME = 140;

  /**
   * Longest mail address, in UTF-16 units.
   *
   * @see <a href="https://www.rfc-editor.org/errata/eid1690">RFC 3696, erratum 1690</a>
   */
  public static final int MAX_MAIL = 254;

  /** What is wrong with the party, if something is: it is too long to be one. */
  public Optional<String> problem() {
    if (mail != null && mail.length() > MAX_MAIL) {
      return Optional.of(
          "a mail address has %d characters at most; seen %d".formatted(MAX_MAIL, mail.length()));
    }
    int longest = Math.max(kind == Kind.MAIL ? 0 : id.length(), name == null ? 0 : name.length());
    return longest > MAX_NAME
        ? Optional.of(
            "a team's or person's name has %d characters at most; seen %d"
                .formatted(MAX_NAME, longest))
        : Optional.empty();
  }

  /** Whether both are one owner: by id, or where one's id is the other's mail address. */
  public boolean is(Party other) {
    return Folded.same(id, other.id) || isMailOf(other) || other.isMailOf(this);
  }

  private boolean isMailOf(Party other) {
    return kind == Kind.MAIL && other.mail != null && Folded.same(id, other.mail);
  }

  /**
   * Whether both were written alike, whatever team that meant at the time: teams come, and change
   * their mail addresses, and what a document says stays what it says.
   */
  public boolean isWrittenLike(Party other) {
    return (kind == Kind.PERSON) == (other.kind == Kind.PERSON)
        && Objects.equals(writtenName(), other.writtenName())
        && Objects.equals(mail, other.mail);
  }

  private @Nullable String writtenName() {
    if (kind == Kind.PERSON) {
      return id;
    }
    return name != null || mail != null ? name : id;
  }

  /** The same party as the team it means, still knowing how it was written. */
  public Party as(String team) {
    String written = writtenName();
    return new Party(team, Kind.TEAM, team.equals(written) && mail == null ? null : written, mail);
  }

  /** The team's name, or nothing where the party is a person: what may be told to anybody. */
  public Optional<String> teamName() {
    return kind == Kind.TEAM ? Optional.of(id) : Optional.empty();
  }

  private static final Pattern NAME_AND_MAIL =
      Pattern.compile("([^()<>@]*?)\\s*[(<]\\s*([^\\s()<>@]+@[^\\s()<>@]+)\\s*[)>]");

  private static final Pattern MAIL = Pattern.compile("[^\\s()<>@]+@[^\\s()<>@]+");

  private static final Pattern TEAM_WORD =
      Pattern.compile("\\b(?:team|squad|group|department|office)\\b", Pattern.CASE_INSENSITIVE);

  /**
   * Reads an owner or contact in any form documents use: {@code sales-data-team}, {@code
   * orders@example.org}, {@code Ada Byron (ada@example.org)}. One word is a team; words with a
   * space are a person, unless one of them is {@code team} or the like. A mail address is an id
   * without regard to case.
   */
  public static Party parse(String text) {
    String stripped = text.strip();
    Matcher both = NAME_AND_MAIL.matcher(stripped);
    if (both.matches()) {
      String name = both.group(1).strip();
      String mail = both.group(2);
      if (name.isEmpty()) {
        return mail(mail, null);
      }
      return isTeam(name) ? new Party(name, Kind.TEAM, name, mail) : mail(mail, name);
    }
    if (MAIL.matcher(stripped).matches()) {
      return mail(stripped, null);
    }
    return isTeam(stripped) ? team(stripped) : new Party(stripped, Kind.PERSON, stripped, null);
  }

  private static Party mail(String mail, @Nullable String name) {
    return new Party(Folded.name(mail), Kind.MAIL, name, mail);
  }

  private static boolean isTeam(String name) {
    return name.chars().noneMatch(Character::isWhitespace) || TEAM_WORD.matcher(name).find();
  }

  public static Party team(String name) {
    return new Party(name, Kind.TEAM, null, null);
  }
}

package dev.daybook.document;

import dev.daybook.document.Node.Scalar;
import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Invisible;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Quantity;
import dev.daybook.mesh.TimeSpan;
import dev.daybook.mesh.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scalar as what its slot says it should be. What is something else comes back as null
 * after its problem was reported there.
 */
final class Scalars {

  /** Longest name of a product, contract, team or policy, in UTF-16 units. */
  private static final int MAX_NAME = 140;

  /** Longest name of a domain, in UTF-16 units. */
  private static final int MAX_DOMAIN = 60;

  private static final Pattern DAYS = Pattern.compile("\\d{1,6}");

  private static final Pattern HUMP = Pattern.compile("([\\p{Ll}\\p{N}])(\\p{Lu})");

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Scalars() {}

  static @Nullable String text(Slot slot, Scalar scalar) {
    if (scalar.type() == Scalar.Type.BOOLEAN) {
      slot.wrongType("a text", "put it in quotes");
      return null;
    }
    String text = scalar.text().strip();
    if (text.isEmpty()) {
      slot.problem(slot.title() + " is empty", "a text", null);
      return null;
    }
    return text;
  }

  static @Nullable String name(Slot slot, Scalar scalar) {
    return name(slot, scalar, MAX_NAME, "a name", "/");
  }

  static @Nullable String domain(Slot slot, Scalar scalar) {
    return name(slot, scalar, MAX_DOMAIN, "a domain's name", "/.");
  }

  private static @Nullable String name(
      Slot slot, Scalar scalar, int max, String what, String forbidden) {
    String text = text(slot, scalar);
    if (text == null) {
      return null;
    }
    boolean space =
        text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    boolean mark = text.chars().anyMatch(c -> forbidden.indexOf(c) >= 0);
    if (space || mark) {
      String wanted =
          forbidden.length() > 1 ? "no white space, slash or dot" : "no white space or slash";
      slot.problem(
          "%s has %s; seen `%s`".formatted(what, wanted, text),
          wanted,
          "write `%s`".formatted(slug(text)));
      return null;
    }
    if (text.equals(".") || text.equals("..")) {
      slot.problem(
          "%s is more than dots, which a URL takes for a step; seen `%s`".formatted(what, text),
          "a name with a letter or a digit",
          "give it a name");
      return null;
    }
    Optional<String> invisible = Invisible.in(text);
    if (invisible.isPresent()) {
      slot.problem(
          "%s has no character that nobody sees; seen %s".formatted(what, invisible.get()),
          "characters one can see",
          "remove it, or type the name anew");
      return null;
    }
    if (text.length() > max) {
      slot.problem(
          "%s is %d characters long".formatted(slot.title(), text.length()),
          "at most %d characters".formatted(max),
          "shorten it");
      return null;
    }
    return text;
  }

  /** A name made of any text: {@code Supply Chain} becomes {@code supply-chain}. */
  static String slug(String text) {
    String parted = HUMP.matcher(text.strip()).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    String joined = NO_WORD.matcher(parted).replaceAll("-");
    int from = joined.startsWith("-") ? 1 : 0;
    int to = joined.length() - (joined.length() > from && joined.endsWith("-") ? 1 : 0);
    return joined.substring(from, to);
  }

  static @Nullable Version version(Slot slot, Scalar scalar) {
    String text = text(slot, scalar);
    if (text == null) {
      return null;
    }
    if (!Version.isValid(text)) {
      slot.problem("`%s` is no version".formatted(text), "a version such as 2.1.0 (or v2)", null);
      return null;
    }
    return new Version(text);
  }

  static @Nullable LocalDate day(Slot slot, Scalar scalar) {
    Optional<LocalDate> day = Days.read(scalar.text());
    if (day.isEmpty()) {
      slot.problem("`%s` is no day".formatted(scalar.text()), Days.WANTED, Days.FIX);
    }
    return day.orElse(null);
  }

  static @Nullable Boolean flag(Slot slot, Scalar scalar) {
    if (scalar.type() != Scalar.Type.BOOLEAN) {
      slot.wrongType("true or false", flagFix(scalar.text()));
      return null;
    }
    return scalar.text().equalsIgnoreCase("true");
  }

  private static @Nullable String flagFix(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "false" -> "remove the quotes";
      case "yes", "on", "y" -> "write `true`";
      case "no", "off", "n" -> "write `false`";
      default -> null;
    };
  }

  static @Nullable Long integer(Slot slot, Scalar scalar, long min, long max) {
    if (scalar.type() != Scalar.Type.INTEGER) {
      slot.wrongType("a whole number", null);
      return null;
    }
    long number = scalar.text().length() > 17 ? Long.MAX_VALUE : Long.parseLong(scalar.text());
    if (number < min || number > max) {
      slot.problem(
          "%s is out of range; seen %s".formatted(slot.title(), scalar.text()),
          "%d to %d".formatted(min, max),
          null);
      return null;
    }
    return number;
  }

  static @Nullable BigDecimal ratio(Slot slot, Scalar scalar) {
    Optional<Quantity> quantity =
        scalar.type() == Scalar.Type.BOOLEAN ? Optional.empty() : Quantity.parse(scalar.text());
    if (quantity.isEmpty() || quantity.get().unit() == Unit.MILLISECONDS) {
      slot.wrongType("a share such as 0.99 or 99%", null);
      return null;
    }
    BigDecimal number = quantity.get().number();
    if (number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0) {
      slot.problem(
          "`%s` is no share from 0 to 1".formatted(scalar.text()),
          "a share such as 0.99 or 99%",
          Objectives.perCentHint(scalar.text(), number));
      return null;
    }
    return number;
  }

  static @Nullable TimeSpan span(Slot slot, Scalar scalar) {
    String text = scalar.text().strip();
    if (DAYS.matcher(text).matches()) {
      return TimeSpan.days(text, Long.parseLong(text));
    }
    Optional<TimeSpan> span = TimeSpan.parse(text);
    if (span.isEmpty()) {
      slot.wrongType("a span such as 7y, 90 days or 730 (days)", null);
    }
    return span.orElse(null);
  }

  static @Nullable Party party(Slot slot, Scalar scalar) {
    String text = text(slot, scalar);
    if (text == null) {
      return null;
    }
    Party party = Party.parse(text);
    Optional<String> wrong = party.problem();
    wrong.ifPresent(message -> slot.problem(message, "a team or a mail address", null));
    return wrong.isPresent() ? null : party;
  }

  static @Nullable DatasetName dataset(Slot slot, Scalar scalar) {
    String text = text(slot, scalar);
    return text == null ? null : DatasetName.parse(text);
  }

  static <T> @Nullable T oneOf(Slot slot, Scalar scalar, Map<String, T> words) {
    T found = lookUp(words, scalar.text().strip());
    if (found == null) {
      slot.problem(
          "`%s` is not known in %s".formatted(scalar.text(), slot.title()),
          "one of " + String.join(", ", words.keySet()),
          Nearest.question(scalar.text(), words.keySet()).orElse(null));
    }
    return found;
  }

  private static <T> @Nullable T lookUp(Map<String, T> words, String text) {
    T exact = words.get(text);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, T> word : words.entrySet()) {
      if (word.getKey().equalsIgnoreCase(text)) {
        return word.getValue();
      }
    }
    return null;
  }
}

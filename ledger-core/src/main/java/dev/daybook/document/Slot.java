package dev.daybook.document;

import dev.daybook.document.Node.Scalar;
import dev.daybook.document.Section.Presence;
import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Quantity;
import dev.daybook.mesh.TimeSpan;
import dev.daybook.mesh.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One place of a document where a value may stand: a field of a mapping, or an item of a list. Says
 * what the value should be; anything else becomes a problem there.
 */
public final class Slot {

  /** Longest name of a product, contract, team or policy, in UTF-16 units. */
  public static final int MAX_NAME = 140;

  /** Longest name of a domain, in UTF-16 units. */
  public static final int MAX_DOMAIN = 60;

  private static final Version NO_VERSION = new Version("0");

  private static final Pattern DAYS = Pattern.compile("\\d{1,6}");

  private final Section section;
  private final @Nullable String key;
  private final String title;
  private final String pointer;
  private final Place place;
  private final @Nullable Node node;

  Slot(
      Section section,
      @Nullable String key,
      String title,
      String pointer,
      Place place,
      @Nullable Node node) {
    this.section = section;
    this.key = key;
    this.title = title;
    this.pointer = pointer;
    this.place = place;
    this.node = node;
  }

  public boolean isPresent() {
    return node != null;
  }

  /** The value as it was written, if there is one. */
  public @Nullable Node node() {
    return node;
  }

  public String pointer() {
    return pointer;
  }

  /** Where the value stands; for what is missing, where it is missing. */
  public Place place() {
    return node == null ? place : node.place();
  }

  /** The field's name in messages, with ticks: {@code `owner`}, {@code item 2 of `tags`}. */
  String title() {
    return title;
  }

  /** Reports something wrong with what stands here. */
  public void problem(String message, @Nullable String wanted, @Nullable String fix) {
    String seen = node instanceof Scalar scalar ? scalar.text() : null;
    section.reading().problem(Problem.at(place(), pointer, message, seen, wanted, fix));
  }

  /** Reports something wrong at a place inside what stands here. */
  void problemAt(Place at, String message, @Nullable String wanted, @Nullable String fix) {
    section.reading().problem(Problem.at(at, pointer, message, null, wanted, fix));
  }

  /** Remarks on what stands here, though nothing is wrong. */
  public void note(String message) {
    section.reading().note(message, pointer, place());
  }

  /** Keeps whatever stands here under its pointer. */
  public void label() {
    if (node != null) {
      section.reading().label(node);
    }
  }

  /** Keeps a text in place of what stands here under its pointer. */
  void label(String text) {
    section.reading().label(pointer, text);
  }

  /** A text; numbers are taken as they were written, so that {@code 2.10} stays {@code 2.10}. */
  public Value<String> text() {
    return scalar("a text", "", this::toText);
  }

  private @Nullable String toText(Scalar scalar) {
    if (scalar.type() == Scalar.Type.BOOLEAN) {
      wrongType("a text", "put it in quotes");
      return null;
    }
    String text = scalar.text().strip();
    if (text.isEmpty()) {
      problem(title + " is empty", "a text", null);
      return null;
    }
    return text;
  }

  /** A name that can be part of a subject's: no white space, no slash, not too long. */
  public Value<String> name() {
    return scalar("a name", "", scalar -> toName(scalar, MAX_NAME, "a name", "/"));
  }

  /**
   * A domain's name: a name without dots, for the first dot of a product's name ends its domain.
   */
  public Value<String> domain() {
    return scalar("a domain", "", scalar -> toName(scalar, MAX_DOMAIN, "a domain's name", "/."));
  }

  private @Nullable String toName(Scalar scalar, int max, String what, String forbidden) {
    String text = toText(scalar);
    if (text == null) {
      return null;
    }
    boolean space =
        text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    boolean mark = text.chars().anyMatch(c -> forbidden.indexOf(c) >= 0);
    if (space || mark) {
      String wanted =
          forbidden.length() > 1 ? "no white space, slash or dot" : "no white space or slash";
      problem(
          "%s has %s; seen `%s`".formatted(what, wanted, text),
          wanted,
          "write `%s`".formatted(slug(text)));
      return null;
    }
    if (text.length() > max) {
      problem(
          "%s is %d characters long".formatted(title, text.length()),
          "at most %d characters".formatted(max),
          "shorten it");
      return null;
    }
    return text;
  }

  /** A name made of any text: {@code Supply Chain} becomes {@code supply-chain}. */
  public static String slug(String text) {
    String parted = HUMP.matcher(text.strip()).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    String joined = NO_WORD.matcher(parted).replaceAll("-");
    int from = joined.startsWith("-") ? 1 : 0;
    int to = joined.length() - (joined.length() > from && joined.endsWith("-") ? 1 : 0);
    return joined.substring(from, to);
  }

  private static final Pattern HUMP = Pattern.compile("([\\p{Ll}\\p{N}])(\\p{Lu})");

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  public Value<Version> version() {
    return scalar(
        "a version",
        NO_VERSION,
        scalar -> {
          String text = toText(scalar);
          if (text == null) {
            return null;
          }
          if (!Version.isValid(text)) {
            problem("`%s` is no version".formatted(text), "a version such as 2.1.0 (or v2)", null);
            return null;
          }
          return new Version(text);
        });
  }

  public Value<Boolean> flag() {
    return scalar(
        "true or false",
        false,
        scalar -> {
          if (scalar.type() != Scalar.Type.BOOLEAN) {
            wrongType("true or false", flagFix(scalar.text()));
            return null;
          }
          return scalar.text().equalsIgnoreCase("true");
        });
  }

  private static @Nullable String flagFix(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "false" -> "remove the quotes";
      case "yes", "on", "y" -> "write `true`";
      case "no", "off", "n" -> "write `false`";
      default -> null;
    };
  }

  public Value<Long> integer(long min, long max) {
    return scalar(
        "a whole number",
        min,
        scalar -> {
          if (scalar.type() != Scalar.Type.INTEGER) {
            wrongType("a whole number", null);
            return null;
          }
          long number =
              scalar.text().length() > 17 ? Long.MAX_VALUE : Long.parseLong(scalar.text());
          if (number < min || number > max) {
            problem(
                "%s is out of range; seen %s".formatted(title, scalar.text()),
                "%d to %d".formatted(min, max),
                null);
            return null;
          }
          return number;
        });
  }

  /** A share from 0 to 1, written as such or in per cent: {@code 0.99}, {@code 99%}. */
  public Value<BigDecimal> ratio() {
    return scalar(
        "a share",
        BigDecimal.ONE,
        scalar -> {
          Optional<Quantity> quantity =
              scalar.type() == Scalar.Type.BOOLEAN
                  ? Optional.empty()
                  : Quantity.parse(scalar.text());
          if (quantity.isEmpty()
              || quantity.get().unit() == dev.daybook.mesh.Objective.Unit.MILLISECONDS) {
            wrongType("a share such as 0.99 or 99%", null);
            return null;
          }
          BigDecimal number = quantity.get().number();
          if (number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0) {
            problem(
                "`%s` is no share from 0 to 1".formatted(scalar.text()),
                "a share such as 0.99 or 99%",
                Objectives.perCentHint(scalar.text(), number));
            return null;
          }
          return number;
        });
  }

  /** A span of time; a whole number counts days. */
  public Value<TimeSpan> span() {
    return scalar(
        "a span of time",
        TimeSpan.days("0", 0),
        scalar -> {
          String text = scalar.text().strip();
          if (DAYS.matcher(text).matches()) {
            return TimeSpan.days(text, Long.parseLong(text));
          }
          Optional<TimeSpan> span = TimeSpan.parse(text);
          if (span.isEmpty()) {
            wrongType("a span such as 7y, 90 days or 730 (days)", null);
          }
          return span.orElse(null);
        });
  }

  /** An owner or contact in any of the forms {@link Party#parse} reads. */
  public Value<Party> party() {
    return scalar(
        "a team or a mail address",
        Party.team("nobody"),
        scalar -> {
          String text = toText(scalar);
          return text == null ? null : Party.parse(text);
        });
  }

  public Value<DatasetName> dataset() {
    return scalar(
        "a dataset's name",
        new DatasetName("", ""),
        scalar -> {
          String text = toText(scalar);
          return text == null ? null : DatasetName.parse(text);
        });
  }

  /** One of some words, case aside, and what it stands for. */
  public <T> Value<T> oneOf(Map<String, T> words) {
    return scalar(
        "a word",
        words.values().iterator().next(),
        scalar -> {
          T found = lookUp(words, scalar.text().strip());
          if (found == null) {
            problem(
                "`%s` is not known in %s".formatted(scalar.text(), title),
                "one of " + String.join(", ", words.keySet()),
                Nearest.question(scalar.text(), words.keySet()).orElse(null));
          }
          return found;
        });
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

  /** A mapping; anything else is a problem. */
  public Section section() {
    if (node instanceof Node.Mapping) {
      return section.child(this, Presence.PRESENT);
    }
    if (node != null) {
      wrongType("a mapping", null);
    }
    return section.child(this, Presence.ABSENT);
  }

  /** A list of anything; empty where there is none. */
  public <T> List<T> items(Function<Slot, T> each) {
    List<T> all = new ArrayList<>();
    if (node instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        String itemTitle = "item %d of %s".formatted(all.size() + 1, title);
        boolean empty = item instanceof Scalar scalar && scalar.isNull();
        Slot slot =
            new Slot(section, null, itemTitle, item.pointer(), item.place(), empty ? null : item);
        if (empty) {
          slot.problem(itemTitle + " has no value", "a value", "write one, or remove the dash");
        }
        all.add(each.apply(slot));
      }
    } else if (node != null) {
      wrongType("a list", node instanceof Scalar ? "put a dash before each item" : null);
    }
    return all;
  }

  public List<String> texts() {
    return items(item -> item.text().or(""));
  }

  void wrongType(String wanted, @Nullable String fix) {
    String seen =
        switch (node) {
          case Scalar scalar when scalar.isText() -> "`" + cut(scalar.text()) + "`";
          case Scalar scalar -> "%s, `%s`".formatted(scalar.what(), cut(scalar.text()));
          case Node.Mapping mapping -> mapping.what();
          case Node.Sequence sequence -> sequence.what();
          case null -> "nothing";
        };
    problem("%s should be %s; seen %s".formatted(title, wanted, seen), wanted, fix);
  }

  private static String cut(String text) {
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }

  /** Reads a scalar as something; null where it reported a problem instead. */
  private interface ScalarReader<T> {
    @Nullable T read(Scalar scalar);
  }

  private <T> Value<T> scalar(String what, T stand, ScalarReader<T> reader) {
    if (node == null) {
      return new Value<>(this, stand, null);
    }
    if (node instanceof Scalar scalar) {
      return new Value<>(this, stand, reader.read(scalar));
    }
    wrongType(what, null);
    return new Value<>(this, stand, null);
  }

  /** Nothing stands here though something has to; of a list's item, that was told already. */
  void need() {
    if (key != null) {
      section.need(key);
    }
  }
}

package dev.daybook.edge;

import dev.daybook.document.Node;
import dev.daybook.document.Place;
import dev.daybook.document.Problem;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object strictly: each asked for by name, every one nobody asked for
 * refused, all problems collected. A field that could not be read comes back as null after its
 * problem was noted; whoever asks looks at the problems before using any.
 */
public final class Shape {

  private static final String MOMENT = "a moment with offset such as 2026-11-20T09:30:00Z";

  /** How far a caller's clock may be ahead of this server's. */
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private static final int EARLIEST_YEAR = 1970;
  private static final int LATEST_YEAR = 9999;

  private final Node.Mapping mapping;
  private final List<Problem> problems;
  private final TreeSet<String> asked = new TreeSet<>();

  public Shape(Node.Mapping mapping, List<Problem> problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /** A required text that is not blank. */
  public @Nullable String text(String key) {
    Node.Scalar scalar = required(key);
    return scalar == null ? null : nonBlank(key, scalar);
  }

  /** The same for a text that may be left out. */
  public @Nullable String textOrAbsent(String key) {
    Node.Scalar scalar = optional(key);
    return scalar == null ? null : nonBlank(key, scalar);
  }

  /**
   * A text that may be empty or left out, for looking things up rather than keeping: no control
   * characters but line breaks and tabs, at most {@code longest} UTF-16 units.
   */
  public @Nullable String lineOrAbsent(String key, int longest) {
    Node.Scalar scalar = optional(key);
    return scalar == null || scalar.isNull() ? null : line(key, scalar, longest);
  }

  /** At most {@code most} such texts; none where the field is left out. */
  public List<String> linesOrAbsent(String key, int most, int longest) {
    asked.add(key);
    Optional<Node> node = mapping.value(key);
    List<String> lines = new ArrayList<>();
    if (node.isEmpty()) {
      return lines;
    }
    if (!(node.get() instanceof Node.Sequence sequence)) {
      problem(
          node.get(), "`%s` is %s here".formatted(key, node.get().what()), null, "a list of texts");
      return lines;
    }
    if (sequence.items().size() > most) {
      problem(
          sequence,
          "`%s` has %,d items".formatted(key, sequence.items().size()),
          null,
          "at most %,d".formatted(most));
      return lines;
    }
    for (Node item : sequence.items()) {
      String line = item instanceof Node.Scalar scalar ? line(key, scalar, longest) : null;
      if (line != null) {
        lines.add(line);
      } else if (!(item instanceof Node.Scalar)) {
        problem(item, "an item of `%s` is %s".formatted(key, item.what()), null, "a text");
      }
    }
    return lines;
  }

  private @Nullable String line(String key, Node.Scalar scalar, int longest) {
    if (!scalar.isText()) {
      problem(scalar, "`%s` is %s here".formatted(key, scalar.what()), scalar.text(), "a text");
      return null;
    }
    Optional<String> wrong = PlainText.problem(scalar.text(), longest);
    wrong.ifPresent(
        said ->
            problem(
                scalar,
                "`%s` %s".formatted(key, said),
                null,
                "at most %,d characters, no control characters".formatted(longest)));
    return wrong.isPresent() ? null : scalar.text();
  }

  /** A required text that is not blank, read with {@code read}. */
  public <T> @Nullable T textAs(String key, String wanted, Function<String, T> read) {
    Node.Scalar scalar = required(key);
    return scalar == null || nonBlank(key, scalar) == null ? null : read(key, scalar, wanted, read);
  }

  /** A required document, written as a text: its own reader says what may stand in it. */
  public @Nullable String documentAsText(String key) {
    Node.Scalar scalar = required(key);
    return scalar == null ? null : whole(key, scalar);
  }

  /** The same for one that may be left out. */
  public @Nullable String documentAsTextOrAbsent(String key) {
    Node.Scalar scalar = optional(key);
    return scalar == null || scalar.isNull() ? null : whole(key, scalar);
  }

  private @Nullable String whole(String key, Node.Scalar scalar) {
    if (scalar.isText()) {
      return scalar.text();
    }
    problem(
        scalar,
        "`%s` is %s here".formatted(key, scalar.what()),
        scalar.text(),
        "a document, as a text");
    return null;
  }

  /** A required UUID. */
  public @Nullable UUID uuid(String key, String wanted) {
    return value(key, wanted, text -> uuidOf(key, text));
  }

  /** The same for one that may be left out. */
  public @Nullable UUID uuidOrAbsent(String key, String wanted) {
    return valueOrAbsent(key, wanted, text -> uuidOf(key, text));
  }

  private static UUID uuidOf(String key, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "`%s` is no UUID; seen `%s`".formatted(key, Cut.to(text, 200)));
    }
  }

  /** One of a closed list of words, in whatever case, that may be left out. */
  public @Nullable String wordOrAbsent(String key, List<String> known) {
    return valueOrAbsent(
        key,
        "one of " + String.join(", ", known),
        text ->
            known.stream()
                .filter(word -> Folded.same(word, text))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "`%s` cannot be `%s`%s"
                                .formatted(
                                    key,
                                    Cut.to(text, 200),
                                    Nearest.question(text, known).map("; "::concat).orElse("")))));
  }

  /** A whole number that may be left out. */
  public @Nullable Integer countOrAbsent(String key, int least, int most) {
    String wanted = "a whole number, %,d to %,d".formatted(least, most);
    return valueOrAbsent(
        key,
        wanted,
        text -> {
          if (!text.matches("\\d{1,9}")
              || Integer.parseInt(text) < least
              || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("`%s` cannot be `%s`".formatted(key, text));
          }
          return Integer.valueOf(text);
        });
  }

  /** The subject of that kind under {@code subject}. */
  public @Nullable SubjectName subject(SubjectKind kind) {
    return value(
        "subject",
        "a subject such as %s".formatted(example(kind)),
        text -> {
          SubjectName name = SubjectName.parse(text);
          if (name.kind() != kind) {
            throw new IllegalArgumentException(
                "this is about a %s; seen `%s`".formatted(kind.word(), text));
          }
          return name;
        });
  }

  /**
   * A moment that has been, give or take {@link #CLOCKS_DIFFER}. A measurement from the future
   * would tell its objective's status until that future comes.
   */
  public @Nullable Instant past(String key) {
    return value(
        key,
        MOMENT,
        text -> {
          Instant moment = moment(text);
          Instant latest = Instant.now().plus(CLOCKS_DIFFER);
          if (moment.isAfter(latest)) {
            throw new IllegalArgumentException(
                "`%s` lies in the future; this server's clock says %s"
                    .formatted(text, latest.minus(CLOCKS_DIFFER)));
          }
          return moment;
        });
  }

  /** A moment that may be left out, with its offset. */
  public @Nullable Instant instantOrAbsent(String key) {
    return valueOrAbsent(key, MOMENT, Shape::moment);
  }

  /** A required day. */
  public @Nullable LocalDate date(String key) {
    return value(key, "a date such as 2026-11-20", Shape::day);
  }

  /** A required scalar, whatever its type. */
  private Node.@Nullable Scalar required(String key) {
    Node.Scalar scalar = optional(key);
    if (scalar == null && mapping.value(key).isEmpty()) {
      problem(
          mapping.place(),
          mapping.pointerTo(key),
          "`%s` is missing".formatted(key),
          null,
          "`%s`".formatted(key),
          "add it");
    }
    return scalar;
  }

  private Node.@Nullable Scalar optional(String key) {
    asked.add(key);
    Optional<Node> node = mapping.value(key);
    if (node.isEmpty()) {
      return null;
    }
    return switch (node.get()) {
      case Node.Scalar scalar -> scalar;
      case Node other -> {
        problem(other, "`%s` is %s here".formatted(key, other.what()), null, "one value");
        yield null;
      }
    };
  }

  /** Reads a required value's text with {@code read}, whose refusals become problems. */
  public <T> @Nullable T value(String key, String wanted, Function<String, T> read) {
    return read(key, required(key), wanted, read);
  }

  /** The same for a field that may be left out. */
  public <T> @Nullable T valueOrAbsent(String key, String wanted, Function<String, T> read) {
    return read(key, optional(key), wanted, read);
  }

  private <T> @Nullable T read(
      String key, Node.@Nullable Scalar scalar, String wanted, Function<String, T> read) {
    if (scalar == null) {
      return null;
    }
    try {
      return read.apply(scalar.text());
    } catch (IllegalArgumentException e) {
      problem(scalar, String.valueOf(e.getMessage()), scalar.text(), wanted);
    } catch (DateTimeException _) {
      problem(scalar, "`%s` cannot be read".formatted(key), scalar.text(), wanted);
    }
    return null;
  }

  /** A required list of values, each read with {@code read}. */
  public <T> List<T> values(String key, String wanted, Function<String, T> read) {
    List<T> values = new ArrayList<>();
    for (Node item : list(key).map(Node.Sequence::items).orElse(List.of())) {
      if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        @Nullable T value = read(key, scalar, wanted, read);
        if (value != null) {
          values.add(value);
        }
      } else {
        problem(item, "an item of `%s` is %s".formatted(key, item.what()), null, wanted);
      }
    }
    return values;
  }

  /** A required list. */
  public Optional<Node.Sequence> list(String key) {
    asked.add(key);
    Optional<Node> node = mapping.get(key);
    if (node.isPresent() && node.get() instanceof Node.Sequence sequence) {
      return Optional.of(sequence);
    }
    Node at = node.orElse(mapping);
    problem(
        at.place(),
        mapping.pointerTo(key),
        node.isPresent()
            ? "`%s` is %s".formatted(key, at.what())
            : "`%s` is missing".formatted(key),
        null,
        "a list",
        null);
    return Optional.empty();
  }

  /** Notes every field that nobody asked for. To be called last. */
  public void refuseTheRest() {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!asked.contains(key)) {
                problem(
                    entry.keyPlace(),
                    entry.value().pointer(),
                    "`%s` is not known here".formatted(key),
                    key,
                    String.join(", ", asked),
                    Nearest.question(key, asked).orElse("leave it out"));
              }
            });
  }

  /** Notes what is wrong with a value. */
  public void problem(Node node, String message, @Nullable String seen, String wanted) {
    problem(node.place(), node.pointer(), message, seen, wanted, null);
  }

  private void problem(
      Place place,
      String pointer,
      String message,
      @Nullable String seen,
      @Nullable String wanted,
      @Nullable String fix) {
    problems.add(Problem.at(place, pointer, message, seen, wanted, fix));
  }

  private @Nullable String nonBlank(String key, Node.Scalar scalar) {
    if (scalar.isText() && scalar.text().isBlank()) {
      problem(scalar, "`%s` is empty".formatted(key), null, "a text");
      return null;
    }
    return line(key, scalar, PlainText.LONGEST) == null ? null : scalar.text().strip();
  }

  private static Instant moment(String text) {
    OffsetDateTime moment = OffsetDateTime.parse(text);
    withinReach(text, moment.getYear());
    return moment.toInstant();
  }

  private static LocalDate day(String text) {
    LocalDate day = LocalDate.parse(text);
    withinReach(text, day.getYear());
    return day;
  }

  /** What lies outside is a slip of the pen, and no database keeps all of it. */
  private static void withinReach(String text, int year) {
    if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
      throw new IllegalArgumentException(
          "`%s` lies outside the years %d to %d".formatted(text, EARLIEST_YEAR, LATEST_YEAR));
    }
  }

  private static String example(SubjectKind kind) {
    return switch (kind) {
      case DOMAIN -> "domain/sales";
      case TEAM -> "team/sales-analytics";
      case PRODUCT -> "product/sales.customer-360";
      case CONTRACT -> "contract/sales.customer-transactions-contract";
      case POLICY -> "policy/pii-handling";
      case PARAMS -> "params/naming-sales";
      case CEILING -> "ceiling/sales, or ceiling/all";
      case WAIVER -> "waiver/crm-migration";
      case SLO -> "slo/sales.customer-360/freshness";
      case ACTOR -> "actor/act_1f0c9d2e3b4a5c6d";
      case PERSON -> "person/per_1f0c9d2e3b4a5c6d";
      case POSTURE -> "posture/product/sales.customer-360";
      case SEAL -> "seal/daybook/9b39cccd9e89403fb6439c16df6bde77";
      case TAG -> "tag/quarter-2026Q1";
      case VIEW -> "view/catalog";
    };
  }
}

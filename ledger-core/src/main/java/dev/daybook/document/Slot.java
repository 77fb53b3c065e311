package dev.daybook.document;

import dev.daybook.document.Node.Scalar;
import dev.daybook.document.Section.Presence;
import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.TimeSpan;
import dev.daybook.mesh.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One place of a document where a value may stand: a field of a mapping, or an item of a list. Says
 * what the value should be; anything else becomes a problem there.
 */
public final class Slot {

  private static final Version NO_VERSION = new Version("0");

  private static final DatasetName NO_DATASET = new DatasetName("", "");

  private final Section section;
  private final @Nullable String key;
  private final String title;
  private final Pointer path;
  private final Place place;
  private final @Nullable Node node;

  Slot(
      Section section,
      @Nullable String key,
      String title,
      Pointer path,
      Place place,
      @Nullable Node node) {
    this.section = section;
    this.key = key;
    this.title = title;
    this.path = path;
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
    return path.toString();
  }

  Pointer path() {
    return path;
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
    section.reading().problem(Problem.at(place(), pointer(), message, seen, wanted, fix));
  }

  /** Reports something wrong at a place inside what stands here. */
  void problemAt(Place at, String message, @Nullable String wanted, @Nullable String fix) {
    section.reading().problem(Problem.at(at, pointer(), message, null, wanted, fix));
  }

  /** Remarks on what stands here, though nothing is wrong. */
  public void note(String message) {
    section.reading().note(message, pointer(), place());
  }

  /** Keeps whatever stands here under its pointer. */
  public void label() {
    if (node != null) {
      section.reading().label(node);
    }
  }

  /** Keeps a text in place of what stands here under its pointer. */
  void label(String text) {
    section.reading().label(path, place(), text);
  }

  /** A text; numbers are taken as they were written, so that {@code 2.10} stays {@code 2.10}. */
  public Value<String> text() {
    return scalar("a text", "", Scalars::text);
  }

  /** A name that can be part of a subject's: no white space, no slash, not too long. */
  public Value<String> name() {
    return scalar("a name", "", Scalars::name);
  }

  /**
   * A domain's name: a name without dots, for the first dot of a product's name ends its domain.
   */
  public Value<String> domain() {
    return scalar("a domain", "", Scalars::domain);
  }

  public Value<Version> version() {
    return scalar("a version", NO_VERSION, Scalars::version);
  }

  public Value<Boolean> flag() {
    return scalar("true or false", false, Scalars::flag);
  }

  public Value<Long> integer(long min, long max) {
    return scalar("a whole number", min, (slot, scalar) -> Scalars.integer(slot, scalar, min, max));
  }

  /** A share from 0 to 1, written as such or in per cent: {@code 0.99}, {@code 99%}. */
  public Value<BigDecimal> ratio() {
    return scalar("a share", BigDecimal.ONE, Scalars::ratio);
  }

  /** A span of time; a whole number counts days. */
  public Value<TimeSpan> span() {
    return scalar("a span of time", TimeSpan.days("0", 0), Scalars::span);
  }

  /** A day of the calendar, {@code 2026-06-01}. */
  Value<LocalDate> day() {
    return scalar("a day", LocalDate.EPOCH, Scalars::day);
  }

  /** An owner or contact in any of the forms {@link Party#parse} reads. */
  public Value<Party> party() {
    return scalar("a team or a mail address", Party.team("nobody"), Scalars::party);
  }

  /** A dataset as one text, or as OpenLineage's pair {@code {namespace, name}}. */
  public Value<DatasetName> dataset() {
    if (node instanceof Node.Mapping) {
      Section pair = section();
      String namespace = pair.text("namespace").or("");
      String name = pair.text("name").required();
      return new Value<>(this, NO_DATASET, new DatasetName(namespace, name));
    }
    return scalar("a dataset's name", NO_DATASET, Scalars::dataset);
  }

  /** One of some words, case aside, and what it stands for. */
  public <T> Value<T> oneOf(Map<String, T> words) {
    return scalar(
        "a word",
        words.values().iterator().next(),
        (slot, scalar) -> Scalars.oneOf(slot, scalar, words));
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
            new Slot(section, null, itemTitle, item.path(), item.place(), empty ? null : item);
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

  /** What stands here, flat: each scalar by its pointer from here. */
  Map<String, String> flat() {
    return node == null ? Map.of() : section.reading().flat(node);
  }

  /** One more field of the document begins here. */
  void countField() {
    countFieldAt(place());
  }

  /** The same, for one that is written inside what stands here. */
  void countFieldAt(Place at) {
    section.reading().countField(path, at);
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

  /** Reads a scalar as something; null where it reported a problem in its slot instead. */
  private interface ScalarReader<T> {
    @Nullable T read(Slot slot, Scalar scalar);
  }

  private <T> Value<T> scalar(String what, T stand, ScalarReader<T> reader) {
    if (node == null) {
      return new Value<>(this, stand, null);
    }
    if (node instanceof Scalar scalar) {
      return new Value<>(this, stand, reader.read(this, scalar));
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

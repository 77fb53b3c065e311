package dev.daybook.document;

import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.TimeSpan;
import dev.daybook.mesh.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a document as a dialect reads it. Asking for a field makes the field known; what is
 * asked for and not there, not what it should be, or there and never asked for, becomes a problem
 * with its place, and reading goes on. So a dialect reads as a description of its format, and the
 * author hears of everything at once.
 */
public final class Section {

  /** Whether the section stands in the document. */
  enum Presence {
    PRESENT,
    /** It had to be there: one problem names it and what it needs. */
    MISSING,
    /** It need not be there, or is something else, which was told already. */
    ABSENT
  }

  private final Reading reading;
  private final Node.Mapping node;
  private final String title;
  private final Presence presence;
  private final Set<String> known = new LinkedHashSet<>();
  private final Map<String, String> laterFields = new TreeMap<>();
  private final List<String> needed = new ArrayList<>();
  private final List<Section> children = new ArrayList<>();
  private boolean leavesRest;

  Section(Reading reading, Node.Mapping node, String title, Presence presence) {
    this.reading = reading;
    this.node = node;
    this.title = title;
    this.presence = presence;
  }

  public Reading reading() {
    return reading;
  }

  public boolean isPresent() {
    return presence == Presence.PRESENT;
  }

  public String pointer() {
    return node.pointer();
  }

  public Place place() {
    return node.place();
  }

  /** Whether a field is written here, with a value. Does not make it known. */
  public boolean has(String key) {
    return node.value(key).isPresent();
  }

  /** Whether a field is written here, be it as null. Does not make it known. */
  boolean isWritten(String key) {
    return node.get(key).isPresent();
  }

  /** The field {@code key}, whatever it is. */
  public Slot slot(String key) {
    known.add(key);
    return new Slot(
        this,
        key,
        "`" + key + "`",
        node.path().to(key),
        node.keyPlace(key),
        node.value(key).orElse(null));
  }

  public Value<String> text(String key) {
    return slot(key).text();
  }

  public Value<String> name(String key) {
    return slot(key).name();
  }

  public Value<String> domain(String key) {
    return slot(key).domain();
  }

  public Value<Version> version(String key) {
    return slot(key).version();
  }

  public Value<Boolean> flag(String key) {
    return slot(key).flag();
  }

  public Value<Long> integer(String key, long min, long max) {
    return slot(key).integer(min, max);
  }

  public Value<BigDecimal> ratio(String key) {
    return slot(key).ratio();
  }

  public Value<TimeSpan> span(String key) {
    return slot(key).span();
  }

  /** A day of the calendar, {@code 2026-06-01}. */
  Value<LocalDate> day(String key) {
    return slot(key).day();
  }

  public Value<Party> party(String key) {
    return slot(key).party();
  }

  public <T> Value<T> oneOf(String key, Map<String, T> words) {
    return slot(key).oneOf(words);
  }

  /** A list of texts; empty where there is none. */
  public List<String> texts(String key) {
    return slot(key).texts();
  }

  /** A list of mappings; empty where there is none. */
  public <T> List<T> sections(String key, Function<Section, T> each) {
    return slot(key).items(item -> each.apply(item.section()));
  }

  /** A mapping that has to be there. */
  public Section section(String key) {
    Slot slot = slot(key);
    if (!slot.isPresent()) {
      if (presence == Presence.MISSING) {
        need(key);
      }
      return child(slot, isPresent() ? Presence.MISSING : Presence.ABSENT);
    }
    return slot.section();
  }

  /** A mapping that may be left out. */
  public Section sectionIfPresent(String key) {
    Slot slot = slot(key);
    return slot.isPresent() ? slot.section() : child(slot, Presence.ABSENT);
  }

  /** Fields that are kept as they are, by pointer, because the typed form has no place for them. */
  public void label(String... keys) {
    for (String key : keys) {
      slot(key).label();
    }
  }

  /** Fields that only a later version of this format knows. */
  public void later(String version, String... keys) {
    for (String key : keys) {
      laterFields.put(key, version);
    }
  }

  /** Leaves whatever else is written here to somebody else. */
  public void leaveRest() {
    leavesRest = true;
  }

  /** Every field, whatever it is called: for mappings whose keys are names. */
  public <T> List<T> each(BiFunction<String, Slot, T> read) {
    List<T> all = new ArrayList<>();
    for (String key : node.entries().keySet()) {
      Slot slot = slot(key);
      if (slot.isPresent()) {
        all.add(read.apply(key, slot));
      } else {
        slot.problem("`%s` has no value".formatted(key), null, "write one, or remove the key");
      }
    }
    return all;
  }

  /** Remarks on this section, though nothing is wrong. */
  void note(String message) {
    reading.note(message, pointer(), place());
  }

  /** Reports something wrong with this section as a whole. */
  public void problem(String message, @Nullable String wanted, @Nullable String fix) {
    if (isPresent()) {
      reading.problem(Problem.at(place(), pointer(), message, null, wanted, fix));
    }
  }

  Section child(Slot slot, Presence as) {
    Node.Mapping mapping =
        as == Presence.PRESENT && slot.node() instanceof Node.Mapping found
            ? found
            : new Node.Mapping(slot.path(), slot.place(), new LinkedHashMap<>());
    Section child = new Section(reading, mapping, slot.title(), as);
    children.add(child);
    return child;
  }

  /** A field that has to be there is not. */
  void need(String key) {
    switch (presence) {
      case PRESENT -> {
        boolean empty = node.get(key).isPresent();
        reading.problem(
            Problem.at(
                node.keyPlace(key),
                node.pointerTo(key),
                empty
                    ? "`%s` has no value".formatted(key)
                    : "`%s` is missing in %s".formatted(key, title),
                null,
                "a value for `%s`".formatted(key),
                empty ? null : "add `%s: …`".formatted(key)));
      }
      case MISSING -> needed.add(key);
      case ABSENT -> {}
    }
  }

  void reportLeftOvers() {
    switch (presence) {
      case PRESENT -> reportUnknown();
      case MISSING -> reportMissing();
      case ABSENT -> {}
    }
    children.forEach(Section::reportLeftOvers);
  }

  private void reportMissing() {
    reading.problem(
        Problem.at(
            place(),
            pointer(),
            needed.isEmpty()
                ? "%s is missing".formatted(title)
                : "%s is missing; it needs %s".formatted(title, ticked(needed)),
            null,
            "a mapping",
            null));
  }

  private void reportUnknown() {
    for (Map.Entry<String, Node.Entry> field : node.entries().entrySet()) {
      String key = field.getKey();
      if (!leavesRest && !known.contains(key)) {
        reading.problem(
            Problem.at(
                field.getValue().keyPlace(),
                field.getValue().value().pointer(),
                "`%s` is no field of %s".formatted(key, title),
                key,
                known.isEmpty() ? "no field at all" : "one of " + ticked(known),
                hint(key)));
      }
    }
  }

  private String hint(String key) {
    String version = laterFields.get(key);
    if (version != null) {
      return "%s knows it: write `apiVersion: %s`, or remove the field".formatted(version, version);
    }
    return Nearest.question(key, known)
        .or(() -> reading.ownerOf(key).map(Section::home))
        .orElse("remove it");
  }

  private static String home(String owner) {
    return owner.isEmpty() ? "it belongs at the top level" : "it belongs in `%s`".formatted(owner);
  }

  /** Every field that was asked for, here and below. */
  Set<String> fieldNames() {
    Set<String> names = new TreeSet<>(known);
    children.forEach(child -> names.addAll(child.fieldNames()));
    return names;
  }

  /** The first section, this one or one below, that knows a field and stands in the document. */
  Optional<String> ownerOf(String field) {
    if (isPresent() && known.contains(field)) {
      return Optional.of(pointer());
    }
    return children.stream()
        .map(child -> child.ownerOf(field))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String ticked(Collection<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}

package dev.daybook.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.Slice;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.seal.CanonicalJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Every event the ledger can hold, by its wire name: which record reads it, in which revision it is
 * written, whether it changes the policies in force. Class names never reach the ledger.
 */
public final class EventTypes {

  /**
   * One kind of event.
   *
   * @param name the wire name, {@code product.registered}
   * @param revision the shape new ones are written in
   * @param changesPolicies whether commands judged before one must be judged again after it
   */
  public record Kind(String name, int revision, Class<?> event, boolean changesPolicies) {}

  private static final JsonMapper READER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** How records of one class are read: as they are written, or however they are. */
  private record Form(@Nullable CanonicalReader canonical, ObjectReader general) {
    static Form of(Class<?> type) {
      return new Form(CanonicalReader.of(type).orElse(null), READER.readerFor(type));
    }

    Object read(byte[] json) throws IOException {
      Object value = canonical == null ? null : canonical.read(json);
      return value == null ? general.readValue(json) : value;
    }
  }

  private record Known(Kind kind, Form form) {}

  private static final Form METADATA = Form.of(EntryMetadata.class);

  private final SortedMap<String, Kind> kinds;
  private final Map<String, Known> known;
  private final Map<Class<?>, Kind> byClass;
  private final Map<String, Map<Integer, Upcaster>> upcasters;

  private EventTypes(List<Kind> kinds, List<Upcaster> upcasters) {
    this.kinds = new TreeMap<>();
    this.known = new HashMap<>();
    this.byClass = new HashMap<>();
    for (Kind kind : kinds) {
      Kind other = this.kinds.put(kind.name(), kind);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s and %s are both called `%s`; every event has a name of its own"
                .formatted(other.event(), kind.event(), kind.name()));
      }
      known.put(kind.name(), new Known(kind, Form.of(kind.event())));
      byClass.put(kind.event(), kind);
    }
    this.upcasters = new HashMap<>();
    for (Upcaster upcaster : upcasters) {
      Upcaster other =
          this.upcasters
              .computeIfAbsent(upcaster.type(), _ -> new HashMap<>())
              .put(upcaster.from(), upcaster);
      if (other != null) {
        throw new IllegalArgumentException(
            "two upcasters bring `%s` from revision %d to the next; keep one"
                .formatted(upcaster.type(), upcaster.from()));
      }
    }
    for (Kind kind : kinds) {
      for (int from = 1; from < kind.revision(); from++) {
        if (upcaster(kind.name(), from) == null) {
          throw new IllegalArgumentException(
              "`%s` is written in revision %d, but nothing brings revision %d to the next; add an Upcaster"
                  .formatted(kind.name(), kind.revision(), from));
        }
      }
    }
  }

  /** The events of these slices, and decisions. */
  public static EventTypes of(Slice<?, ?, ?>... slices) {
    return of(List.of(slices), List.of());
  }

  /** The same types, and events that follow from no command. */
  public EventTypes and(Class<? extends SubjectEvent> uncommanded) {
    List<Kind> all = new ArrayList<>(kinds.values());
    records(uncommanded).forEach(record -> all.add(kind(record)));
    return new EventTypes(all, upcasters());
  }

  /**
   * The events of these slices, and decisions; {@code upcasters} bring older revisions up to date.
   *
   * @throws IllegalArgumentException when an event has no wire name, two have the same, or an older
   *     revision could not be read
   */
  public static EventTypes of(List<? extends Slice<?, ?, ?>> slices, List<Upcaster> upcasters) {
    List<Kind> kinds = new ArrayList<>();
    kinds.add(kind(DecisionRecorded.class));
    for (Slice<?, ?, ?> slice : slices) {
      records(slice.events()).forEach(record -> kinds.add(kind(record)));
    }
    return new EventTypes(kinds, upcasters);
  }

  /** The same types and one more, for tests of the store itself. */
  EventTypes and(String name, int revision, Class<?> type, Upcaster... more) {
    List<Kind> all = new ArrayList<>(kinds.values());
    all.add(new Kind(name, revision, type, false));
    List<Upcaster> allUpcasters = new ArrayList<>(List.of(more));
    allUpcasters.addAll(upcasters());
    return new EventTypes(all, allUpcasters);
  }

  private List<Upcaster> upcasters() {
    return upcasters.values().stream().flatMap(each -> each.values().stream()).toList();
  }

  private static List<Class<?>> records(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    List<Class<?>> records = new ArrayList<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      records.addAll(records(permitted));
    }
    return records;
  }

  private static Kind kind(Class<?> type) {
    Recorded recorded = type.getAnnotation(Recorded.class);
    if (recorded == null) {
      throw new IllegalArgumentException(
          "%s is an event without a wire name; annotate it with @Recorded".formatted(type));
    }
    return new Kind(recorded.value(), recorded.revision(), type, recorded.changesPolicies());
  }

  /** All of them, by name. */
  public Collection<Kind> kinds() {
    return Collections.unmodifiableCollection(kinds.values());
  }

  /** The kind with this wire name, if there is one. */
  public Optional<Kind> named(String name) {
    return Optional.ofNullable(kinds.get(name));
  }

  /** The kind this class is read and written as. */
  public Kind of(Class<?> event) {
    Kind kind = byClass.get(event);
    if (kind == null) {
      throw new IllegalArgumentException(
          "%s is no event of this ledger; known are %s".formatted(event, names()));
    }
    return kind;
  }

  boolean knows(Class<?> type) {
    return byClass.containsKey(type);
  }

  /** All wire names, sorted. */
  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(kinds.keySet()));
  }

  /** The wire names of one event class, or of all records a sealed one permits. */
  public SortedSet<String> namesOf(Class<? extends SubjectEvent> type) {
    SortedSet<String> names = new TreeSet<>();
    records(type).forEach(record -> names.add(of(record).name()));
    return Collections.unmodifiableSortedSet(names);
  }

  /** The wire names of those that change the policies in force. */
  public SortedSet<String> changingPolicies() {
    return kinds.values().stream()
        .filter(Kind::changesPolicies)
        .map(Kind::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The event's canonical JSON, in its newest revision. */
  public byte[] encode(Object event) {
    return CanonicalJson.write(event);
  }

  /** Reads an event written in {@code revision}, upcasting older ones. */
  Object decode(String name, int revision, byte[] payload) {
    Known known = this.known.get(name);
    if (known == null) {
      throw new IllegalStateException(
          "the ledger holds a `%s`, which this Daybook does not know; it was written by another"
                  .formatted(name)
              + " version");
    }
    Kind kind = known.kind();
    if (revision > kind.revision()) {
      throw new IllegalStateException(
          "the ledger holds a `%s` of revision %d; this Daybook reads up to %d: use the version that wrote it or a newer one"
              .formatted(name, revision, kind.revision()));
    }
    try {
      if (revision == kind.revision()) {
        return known.form().read(payload);
      }
      JsonNode json = READER.readTree(payload);
      for (int from = revision; from < kind.revision(); from++) {
        Upcaster upcaster = upcaster(name, from);
        if (upcaster == null || !(json instanceof ObjectNode object)) {
          throw new IllegalStateException(
              "no way from revision %d of `%s` to the next".formatted(from, name));
        }
        json = upcaster.change().apply(object);
      }
      return known.form().general().readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a recorded `%s` cannot be read: %s".formatted(name, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalStateException("a recorded `%s` cannot be read".formatted(name), e);
    }
  }

  EntryMetadata decodeMetadata(byte[] json) {
    try {
      return (EntryMetadata) METADATA.read(json);
    } catch (IOException e) {
      throw new IllegalStateException("an entry's metadata cannot be read", e);
    }
  }

  /** Axon's view of the same: events under their wire names and revisions, the rest as JSON. */
  public Serializer serializer() {
    return WireSerializer.over(this);
  }

  private @Nullable Upcaster upcaster(String name, int from) {
    return upcasters.getOrDefault(name, Map.of()).get(from);
  }
}

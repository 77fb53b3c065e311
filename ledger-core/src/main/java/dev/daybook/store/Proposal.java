package dev.daybook.store;

import dev.daybook.decision.EntryMetadata;
import dev.daybook.personal.Named;
import dev.daybook.personal.PersonalData;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One caller's append, ready but for its places: everything that can be worked out before the
 * position is known has been, on the caller's own thread.
 */
final class Proposal {

  /** First part of every decision's stream; such a stream has one event. */
  static final String DECISION = "decision/";

  /** What {@link #judgedUnder} says when no policies were asked. */
  static final long UNJUDGED = Long.MAX_VALUE;

  private static final int LONGEST_STREAM = 1500;
  private static final int LARGEST_PAYLOAD = 1 << 20;
  private static final int LARGEST_METADATA = 1 << 16;
  private static final int LARGEST_CONTENT = 1 << 22;

  /** One event with its bytes. */
  static final class Event {
    private final UUID id;
    private final String stream;
    private final long sequence;
    private final EventTypes.Kind kind;
    private final byte[] payload;
    private final byte[] metadata;
    private final LeafEntry.Draft leaf;

    private Event(
        UUID id,
        String stream,
        long sequence,
        EventTypes.Kind kind,
        byte[] payload,
        byte[] metadata,
        LeafEntry.Draft leaf) {
      this.id = id;
      this.stream = stream;
      this.sequence = sequence;
      this.kind = kind;
      this.payload = payload;
      this.metadata = metadata;
      this.leaf = leaf;
    }

    UUID id() {
      return id;
    }

    String stream() {
      return stream;
    }

    long sequence() {
      return sequence;
    }

    EventTypes.Kind kind() {
      return kind;
    }

    byte[] payload() {
      return payload;
    }

    byte[] metadata() {
      return metadata;
    }

    LeafEntry.Draft leaf() {
      return leaf;
    }
  }

  /** Bytes kept beside the entries, by their SHA-256 in lower-case hex, as they are or sealed. */
  static final class Content {
    private final String sha256;
    private final String persons;
    private final byte[] bytes;

    private Content(String sha256, String persons, byte[] bytes) {
      this.sha256 = sha256;
      this.persons = persons;
      this.bytes = bytes;
    }

    private static Content of(Append.Content content, EntryForm form, Named named) {
      bounded("a document", content.bytes(), LARGEST_CONTENT);
      String sha256 = Sha256.hex(content.bytes());
      return (content.namesPersons()
              ? form.personal().sealContent(sha256, content.bytes(), named)
              : Optional.<PersonalData.Sealed>empty())
          .map(
              envelope ->
                  new Content(sha256, String.join(",", envelope.persons()), envelope.envelope()))
          .orElseGet(() -> new Content(sha256, "", content.bytes()));
    }

    /** What tells it from others: the same bytes are kept once for the same persons. */
    String key() {
      return sha256 + persons;
    }

    /** Whose keys it is sealed under, their ids with commas between; empty where it is not. */
    String persons() {
      return persons;
    }

    String sha256() {
      return sha256;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private final List<Event> events;
  private final Map<String, Long> expectedHeads;
  private final Map<String, Long> newHeads;
  private final long judgedUnder;
  private final List<Content> contents;
  private final int bytes;
  private volatile @Nullable Object outcome; // a Receipt, or a RuntimeException
  private volatile @Nullable Thread waiting;

  private Proposal(
      List<Event> events,
      Map<String, Long> expectedHeads,
      Map<String, Long> newHeads,
      long judgedUnder,
      List<Content> contents) {
    this.events = events;
    this.expectedHeads = expectedHeads;
    this.newHeads = newHeads;
    this.judgedUnder = judgedUnder;
    this.contents = contents;
    this.bytes =
        events.stream().mapToInt(event -> event.payload().length + event.metadata().length).sum()
            + contents.stream().mapToInt(content -> content.bytes().length).sum();
  }

  /**
   * Makes the bytes.
   *
   * @throws IllegalArgumentException when an event can never be recorded: unknown, too large, out
   *     of sequence within the append
   */
  static Proposal of(String origin, EntryForm form, List<NewEvent> events, Append append) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("an append has at least one event");
    }
    Named named = named(events, append);
    Map<EntryMetadata, byte[]> metadataBytes = new LinkedHashMap<>();
    Map<String, Long> expected = new LinkedHashMap<>(append.expectedHeads());
    Map<String, Long> heads = new LinkedHashMap<>();
    List<Event> made = new ArrayList<>(events.size());
    for (NewEvent event : events) {
      requireStream(event.stream());
      continued(event.stream(), event.sequence(), expected, heads);
      byte[] metadata =
          metadataBytes.computeIfAbsent(event.metadata(), each -> form.write(each, named));
      made.add(event(origin, form, event, named, metadata));
    }
    List<Content> contents = new ArrayList<>(append.contents().size());
    for (Append.Content content : append.contents()) {
      contents.add(Content.of(content, form, named));
    }
    return new Proposal(
        List.copyOf(made),
        expected,
        heads,
        append.policyPosition().orElse(UNJUDGED),
        List.copyOf(contents));
  }

  /**
   * An event that has its bytes already.
   *
   * @param kind of the revision its payload is in
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Raw(
      UUID id,
      String stream,
      long sequence,
      EventTypes.Kind kind,
      byte[] payload,
      byte[] metadata) {}

  /**
   * Events that were judged when they were made, and lack nothing but their places.
   *
   * @throws IllegalArgumentException when they are none a ledger records: too large, out of
   *     sequence
   */
  static Proposal made(String origin, EntryForm form, List<Raw> events) {
    Map<String, Long> expected = new LinkedHashMap<>();
    Map<String, Long> heads = new LinkedHashMap<>();
    List<Event> made = new ArrayList<>(events.size());
    for (Raw event : events) {
      requireStream(event.stream());
      continued(event.stream(), event.sequence(), expected, heads);
      String actor = form.types().decodeMetadata(event.metadata()).actor();
      made.add(event(origin, event, actor));
    }
    return new Proposal(List.copyOf(made), expected, heads, UNJUDGED, List.of());
  }

  /** Whoever the command and all its events name. */
  private static Named named(List<NewEvent> events, Append append) {
    List<Object> naming = new ArrayList<>(append.naming());
    for (NewEvent event : events) {
      naming.add(event.event());
      naming.add(event.metadata());
    }
    return Named.in(naming);
  }

  private static Event event(
      String origin, EntryForm form, NewEvent event, Named named, byte[] metadata) {
    EventTypes.Kind kind = form.types().of(event.event().getClass());
    byte[] payload = form.write(event.id(), event.event(), named);
    return event(
        origin,
        new Raw(event.id(), event.stream(), event.sequence(), kind, payload, metadata),
        event.metadata().actor());
  }

  private static Event event(String origin, Raw event, String actor) {
    EventTypes.Kind kind = event.kind();
    byte[] payload = bounded(kind.name(), event.payload(), LARGEST_PAYLOAD);
    byte[] metadata =
        bounded("the metadata of a " + kind.name(), event.metadata(), LARGEST_METADATA);
    LeafEntry.Draft leaf =
        LeafEntry.Draft.of(
            origin,
            event.id(),
            event.stream(),
            event.sequence(),
            kind.name(),
            kind.revision(),
            actor,
            LeafEntry.Content.of(payload),
            LeafEntry.Content.of(metadata));
    return new Event(event.id(), event.stream(), event.sequence(), kind, payload, metadata, leaf);
  }

  /** Notes that an append continues a stream, which the append's own events did not end before. */
  private static void continued(
      String stream, long sequence, Map<String, Long> expected, Map<String, Long> heads) {
    Long last = heads.put(stream, sequence);
    if (last == null) {
      Long wanted = expected.put(stream, sequence - 1);
      if (wanted != null && wanted != sequence - 1) {
        throw new IllegalArgumentException(
            "`%s` is expected to end at %d, but the append continues it with %d"
                .formatted(stream, wanted, sequence));
      }
    } else if (sequence != last + 1) {
      throw new IllegalArgumentException(
          "`%s` continues with %d after %d; sequences have no gaps"
              .formatted(stream, sequence, last));
    }
  }

  private static void requireStream(String stream) {
    if (stream.isEmpty() || stream.length() > LONGEST_STREAM || stream.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a stream is named by 1 to %d characters without a null; seen `%s`"
              .formatted(LONGEST_STREAM, stream));
    }
    if (stream.startsWith(DECISION)) {
      decisionId(stream);
    }
  }

  /** The id a decision's stream is named by. */
  static UUID decisionId(String stream) {
    try {
      return UUID.fromString(stream.substring(DECISION.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a decision's stream is decision/ and a UUID; seen `%s`".formatted(stream), e);
    }
  }

  private static byte[] bounded(String what, byte[] bytes, int largest) {
    if (bytes.length > largest) {
      throw new TooLarge(what, bytes.length, largest);
    }
    return bytes;
  }

  List<Event> events() {
    return events;
  }

  /** Streams and the sequence each must end at; -1 for one that must not exist. */
  Map<String, Long> expectedHeads() {
    return expectedHeads;
  }

  /** Streams this append continues and the sequence each ends at after it. */
  Map<String, Long> newHeads() {
    return newHeads;
  }

  long judgedUnder() {
    return judgedUnder;
  }

  List<Content> contents() {
    return contents;
  }

  int bytes() {
    return bytes;
  }

  /** Recorded, durably. */
  void answer(Receipt receipt) {
    settle(receipt);
  }

  /** Not recorded, or not known to be. */
  void refuse(RuntimeException why) {
    settle(why);
  }

  private void settle(Object as) {
    if (outcome == null) { // only the appender's thread settles, so nobody comes between
      outcome = as;
      LockSupport.unpark(waiting);
    }
  }

  /**
   * Waits for the answer. An interrupt does not end the wait, because what was asked is being
   * written and only the answer tells; it is passed on afterwards.
   */
  Receipt await() {
    waiting = Thread.currentThread();
    boolean interrupted = false;
    while (true) {
      Object settled = outcome;
      if (settled == null) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
        continue;
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (settled instanceof Receipt receipt) {
        return receipt;
      }
      throw (RuntimeException) settled;
    }
  }
}

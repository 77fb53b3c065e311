package dev.daybook.store;

import dev.daybook.decision.EntryMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What one append demands besides its events, and the receipt it gets. In a unit of work everything
 * published before its commit is one append: all of it is recorded, or none.
 */
public final class Append {

  private static final String RESOURCE = Append.class.getName();

  private final Map<String, Long> expectedHeads = new LinkedHashMap<>();
  private final List<Content> contents = new ArrayList<>();
  private final List<Object> naming = new ArrayList<>();
  private @Nullable EntryMetadata metadata;
  private @Nullable Long policyPosition;
  private @Nullable Receipt receipt;
  private List<UUID> unplaced = List.of();

  /** The append of this unit of work, one per root. */
  public static Append in(UnitOfWork<?> unitOfWork) {
    return unitOfWork.root().getOrComputeResource(RESOURCE, _ -> new Append());
  }

  /** An append outside of any unit of work, for {@link Ledger#append}. */
  public static Append alone() {
    return new Append();
  }

  /** What every event of this append carries beside its payload. */
  public Append by(EntryMetadata by) {
    this.metadata = by;
    return this;
  }

  /**
   * Records only if the last event of {@code stream} is {@code lastSequence}, -1 for a stream
   * without any. Streams the append itself continues are checked without being named.
   */
  public Append expectHead(String stream, long lastSequence) {
    expectedHeads.put(stream, lastSequence);
    return this;
  }

  /** Records only if nothing after {@code position} changed which policies are in force. */
  public Append judgedUnder(long position) {
    this.policyPosition = position;
    return this;
  }

  /** Keeps {@code bytes} with the append, findable by their SHA-256; twice is once. */
  public Append content(byte[] bytes) {
    contents.add(new Content(bytes, false));
    return this;
  }

  /**
   * Keeps {@code bytes} as {@link #content}, but sealed where they name persons: whoever this
   * append names, and whoever's mail address stands in them.
   */
  public Append personalContent(byte[] bytes) {
    contents.add(new Content(bytes, true));
    return this;
  }

  /** Names whoever {@code record} names, beside those the events name themselves. */
  public Append naming(Object record) {
    naming.add(record);
    return this;
  }

  /** Bytes to keep, and whether they may name persons. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Content(byte[] bytes, boolean namesPersons) {}

  /** Where the events stand. There once the append is durable. */
  public Receipt receipt() {
    Receipt got = receipt;
    if (got == null) {
      throw new IllegalStateException(
          "this append has no receipt: nothing was published in it, or it was not committed");
    }
    return got;
  }

  /** Whether something was recorded. */
  public boolean recorded() {
    return receipt != null;
  }

  /**
   * The ids of events that are durable and have no places yet, which only Axon Server brings about;
   * empty otherwise.
   */
  public List<UUID> unplaced() {
    return unplaced;
  }

  void recorded(Optional<Receipt> places, List<UUID> events) {
    places.ifPresentOrElse(
        this::recorded,
        () -> unplaced = Stream.concat(unplaced.stream(), events.stream()).toList());
  }

  private void recorded(Receipt durable) {
    Receipt before = receipt;
    this.receipt =
        before == null
            ? durable
            : new Receipt(before.first(), durable.last(), durable.recordedAt());
  }

  @Nullable EntryMetadata metadata() {
    return metadata;
  }

  Map<String, Long> expectedHeads() {
    return Collections.unmodifiableMap(expectedHeads);
  }

  OptionalLong policyPosition() {
    Long position = policyPosition;
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  List<Content> contents() {
    return Collections.unmodifiableList(contents);
  }

  List<Object> naming() {
    return Collections.unmodifiableList(naming);
  }
}

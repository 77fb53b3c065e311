package dev.daybook.store;

import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event in its place in the ledger: what was recorded, byte for byte, and the same as values.
 * Byte arrays are handed out as they are and must not be changed.
 */
public final class LedgerEntry {

  /** Key under which an Axon message read from the ledger carries its entry as metadata. */
  public static final String KEY = "entry";

  private final EntryForm form;
  private final long position;
  private final UUID eventId;
  private final String stream;
  private final long sequence;
  private final String type;
  private final int revision;
  private final Instant recordedAt;
  private final byte[] payload;
  private final Circumstances circumstances;
  private final byte @Nullable [] leaf;
  private volatile @Nullable Read read;

  /** The event as it could be read then. */
  private record Read(Object event, long generation) {}

  LedgerEntry(
      EntryForm form,
      long position,
      UUID eventId,
      String stream,
      long sequence,
      String type,
      int revision,
      Instant recordedAt,
      byte[] payload,
      byte[] metadata,
      byte[] leaf) {
    this(
        form,
        position,
        eventId,
        stream,
        sequence,
        type,
        revision,
        recordedAt,
        payload,
        new Circumstances(form, metadata),
        leaf);
  }

  LedgerEntry(
      EntryForm form,
      long position,
      UUID eventId,
      String stream,
      long sequence,
      String type,
      int revision,
      Instant recordedAt,
      byte[] payload,
      Circumstances circumstances,
      byte @Nullable [] leaf) {
    this.form = form;
    this.position = position;
    this.eventId = eventId;
    this.stream = stream;
    this.sequence = sequence;
    this.type = type;
    this.revision = revision;
    this.recordedAt = recordedAt;
    this.payload = payload;
    this.circumstances = circumstances;
    this.leaf = leaf;
  }

  /** Its place in the ledger: 1, 2, 3, without gaps. */
  public long position() {
    return position;
  }

  public UUID eventId() {
    return eventId;
  }

  /** The stream it belongs to, {@code product/sales.customer-360}. */
  public String stream() {
    return stream;
  }

  /** Its place in the stream, from 0. */
  public long sequence() {
    return sequence;
  }

  /** The event's wire name, {@code product.registered}. */
  public String type() {
    return type;
  }

  /** The shape of the payload as it was written; {@link #event()} is in the newest. */
  public int revision() {
    return revision;
  }

  /** When it was recorded, to the microsecond. Never earlier than the entry before. */
  public Instant recordedAt() {
    return recordedAt;
  }

  /** The event's canonical JSON. */
  public byte[] payload() {
    return payload;
  }

  /** The metadata's canonical JSON. */
  public byte[] metadataJson() {
    return circumstances.json();
  }

  /** The leaf statement: what the seal hashes. Entries of an {@link EntryScan} have none. */
  public byte[] leaf() {
    byte[] known = leaf;
    if (known == null) {
      throw new IllegalStateException("position %d was read without its leaf".formatted(position));
    }
    return known;
  }

  /** How much of it is here: bytes of payload, metadata and, where it was read, leaf. */
  public int bytes() {
    byte[] known = leaf;
    return payload.length + circumstances.json().length + (known == null ? 0 : known.length);
  }

  /** The event, of the newest revision. */
  public SubjectEvent event() {
    if (decoded() instanceof SubjectEvent subjectEvent) {
      return subjectEvent;
    }
    throw new IllegalStateException("`%s` is no event of a subject".formatted(type));
  }

  Object decoded() {
    Read known = read;
    long generation = form.generation();
    if (known == null || known.generation() != generation) {
      known = new Read(form.read(eventId, type, revision, payload), generation);
      read = known;
    }
    return known.event();
  }

  /** Who caused it, in which circumstances. */
  public EntryMetadata metadata() {
    return circumstances.metadata();
  }

  @Override
  public String toString() {
    return "%d %s %s#%d".formatted(position, type, stream, sequence);
  }
}

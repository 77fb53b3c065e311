package dev.daybook.replay.verify;

import java.time.Instant;
import java.util.UUID;

/**
 * An entry as it is kept, with everything its leaf states once more beside it.
 *
 * @param payload as it was hashed; not to be changed
 * @param metadata as it was hashed; not to be changed
 * @param leaf the statement; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record StoredEntry(
    long position,
    UUID event,
    String stream,
    long sequence,
    String type,
    int revision,
    Instant recordedAt,
    byte[] payload,
    byte[] metadata,
    byte[] leaf) {}

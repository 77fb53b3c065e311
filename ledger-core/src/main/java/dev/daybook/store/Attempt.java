package dev.daybook.store;

import dev.daybook.seal.LeafEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Proposals with their places: what stands from {@code base.position() + 1} on if this is written.
 *
 * @param recordedAt later than the base's, by at least a microsecond
 * @param policyPosition the head's after this
 */
record Attempt(
    LedgerHead base, List<Proposal> proposals, int size, Instant recordedAt, long policyPosition) {

  /** The head once this is written. */
  LedgerHead after() {
    return new LedgerHead(base.epoch(), base.position() + size, recordedAt, policyPosition);
  }

  String time() {
    return LeafEntry.time(recordedAt);
  }

  /** By what is found at the first place, one knows whether this was written or something else. */
  UUID firstEvent() {
    return proposals.getFirst().events().getFirst().id();
  }
}

package dev.daybook.sealer;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a ledger is sealed, and how far others vouch for it.
 *
 * @param recorded entries the ledger has
 * @param waitingSince when the first entry that is not sealed yet was recorded; empty where all are
 * @param signed the latest checkpoint, and when it was signed
 * @param witnessed the latest whose cosignatures reached the quorum, and when they did
 * @param stamped the latest with a timestamp, and the time its authority says
 * @param standstill why the node that answers signs nothing any more, if so
 */
public record SealState(
    long recorded,
    Optional<Instant> waitingSince,
    Mark signed,
    Mark witnessed,
    Mark stamped,
    Optional<Standstill> standstill) {

  /**
   * How far something got.
   *
   * @param size entries in its last checkpoint; 0 where there is none
   * @param at when; empty where there is none
   */
  public record Mark(long size, Optional<Instant> at) {}

  /** Entries that are recorded and not sealed yet. */
  public long lag() {
    return recorded - signed.size();
  }
}

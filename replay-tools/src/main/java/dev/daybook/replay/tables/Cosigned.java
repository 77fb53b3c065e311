package dev.daybook.replay.tables;

import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Trust;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.sealer.SealScan;

/**
 * What witnesses said of the checkpoints that are kept. Cosignatures lie beside the checkpoints,
 * and the newest one has them a moment later than its signature, if at all; so a policy that asks
 * for witnesses is met by the latest checkpoint that enough of them cosigned.
 */
final class Cosigned {

  private Cosigned() {}

  /**
   * The latest checkpoint that is trusted, and with which {@code latest} begins, which may be of
   * fewer entries; that one itself where it is trusted already, or none is.
   *
   * @throws Wrong when a cosignature claims to be by a witness of the policy and is not, or is of
   *     another checkpoint than it stands beside
   */
  static Trust.Signed trusted(Trust.Signed latest, Trust trust, SealScan seal) throws Wrong {
    if (latest.unknown() == null) {
      return latest;
    }
    for (SealScan.Kept kept : seal.cosigned()) {
      Trust.Signed signed = trust.open(kept.note(), new Place.Checkpoint(kept.size()));
      if (signed.unknown() == null) {
        new Earlier(kept.note()).requireBeginningOf(latest.checkpoint(), trust, seal);
        return signed;
      }
    }
    return latest;
  }
}

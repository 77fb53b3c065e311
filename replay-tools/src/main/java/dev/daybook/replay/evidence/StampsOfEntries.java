package dev.daybook.replay.evidence;

import dev.daybook.replay.evidence.EvidenceSource.Timestamped;
import dev.daybook.replay.verify.Stamps;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fetches the timestamps that tell soonest when entries were there: of each authority, of every
 * checkpoint that is the first it saw to cover one of them.
 */
final class StampsOfEntries {

  private final EvidenceSource source;
  private final PartFolder part;
  private final ProofTiles tiles;

  /** Size of the largest checkpoint that each authority has been seen with. */
  private final Map<String, Long> before = new HashMap<>();

  StampsOfEntries(EvidenceSource source, PartFolder part, ProofTiles tiles) {
    this.source = source;
    this.part = part;
    this.tiles = tiles;
  }

  /**
   * Fetches them.
   *
   * @param size of the checkpoint that proves the entries
   */
  void fetch(Positions positions, long size) throws IOException {
    long after = 0;
    for (List<Timestamped> page = source.timestamps(after);
        !page.isEmpty() && page.getFirst().size() <= size;
        page = source.timestamps(after)) {
      for (Timestamped stamp : page) {
        long seen = before.getOrDefault(stamp.authority(), 0L);
        if (stamp.size() <= size && positions.isAnyIn(seen, stamp.size())) {
          keep(stamp);
        }
        before.merge(stamp.authority(), stamp.size(), Math::max);
      }
      after = page.getLast().size();
    }
  }

  private void keep(Timestamped stamp) throws IOException {
    String folder = BundleNames.TIMESTAMP + stamp.size() + "/";
    tiles.beginning(stamp.size());
    part.put(folder + Stamps.CHECKPOINT, stamp.note());
    part.put(folder + Stamps.name(stamp.token()), stamp.token());
  }
}

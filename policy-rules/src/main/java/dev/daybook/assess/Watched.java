package dev.daybook.assess;

import dev.daybook.mesh.SubjectName;
import dev.daybook.posture.Posture;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One product or contract: what happened to it, and when it was asked last. Not thread-safe. */
final class Watched {

  private final SubjectName name;
  long position;
  Posture posture = Posture.NONE;
  long postureSequence = -1;

  /** Everything up to this ledger position was taken into account when it was asked last. */
  long assessedAt;

  /** The position of the policies it was asked under. */
  long assessedUnder = -1;

  /** The time policies saw. */
  Instant assessedFor = Instant.MIN;

  /** When each waiver of it ends, by the waiver's stream. */
  final Map<String, Instant> waivers = new HashMap<>();

  /** The last entry that granted or ended one. */
  long waiverPosition;

  /** It could not be asked, and is not before this. */
  Instant restsUntil = Instant.MIN;

  Watched(SubjectName name) {
    this.name = name;
  }

  SubjectName name() {
    return name;
  }

  void assessed(long asOf, long under, Instant clock) {
    assessedAt = Math.max(assessedAt, asOf);
    assessedUnder = Math.max(assessedUnder, under);
    if (clock.isAfter(assessedFor)) {
      assessedFor = clock;
    }
  }

  /** Whether a waiver of it ended between the time it was asked for and this one. */
  boolean hasWaiverEndedBy(Instant now) {
    return waivers.values().stream().anyMatch(end -> end.isAfter(assessedFor) && !end.isAfter(now));
  }
}

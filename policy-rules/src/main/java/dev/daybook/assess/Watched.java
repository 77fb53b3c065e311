package dev.daybook.assess;

import dev.daybook.mesh.SubjectName;
import dev.daybook.posture.Posture;
import java.time.Instant;
import java.time.LocalDate;

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

  /** The day, in UTC, that policies saw. */
  LocalDate assessedOn = LocalDate.MIN;

  /** It could not be asked, and is not before this. */
  Instant restsUntil = Instant.MIN;

  Watched(SubjectName name) {
    this.name = name;
  }

  SubjectName name() {
    return name;
  }

  void assessed(long asOf, long under, LocalDate on) {
    assessedAt = Math.max(assessedAt, asOf);
    assessedUnder = Math.max(assessedUnder, under);
    if (on.isAfter(assessedOn)) {
      assessedOn = on;
    }
  }
}

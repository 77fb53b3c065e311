package dev.daybook.waiver;

import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import java.util.Optional;

/** What a waiver is, as far as its rules care. */
sealed interface WaiverState {

  /** Nobody ever asked for one of this name. */
  record Unknown() implements WaiverState {}

  /**
   * @param terms how many times it was asked for
   * @param request what waits for approval
   * @param grant what is in force until its end; what was, afterwards
   * @param unreviewed surrogate id of who granted an emergency that nobody reviewed yet
   * @param over whether it was revoked, or found to be no emergency
   */
  record Known(
      SubjectName covers,
      Waived waives,
      int terms,
      Optional<Request> request,
      Optional<Grant> grant,
      Optional<String> unreviewed,
      boolean over)
      implements WaiverState {

    Known with(Optional<Request> other) {
      return new Known(covers, waives, terms, other, grant, unreviewed, over);
    }
  }

  /** What waits for approval. */
  record Request(String by, Instant expires, String reason, String ticket) {}

  /** What was granted last. */
  record Grant(Instant expires) {}
}

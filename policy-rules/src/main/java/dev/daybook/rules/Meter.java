package dev.daybook.rules;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What bounds one judgement: the wall clock, and what all policies together may spend.
 *
 * @param deadline when to give up without an answer
 * @param together what all of it has spent
 * @param coverage takes down what is looked at; absent where nobody asks
 * @param digest of every step; absent where nothing is recorded
 */
record Meter(
    Deadline deadline,
    Spending together,
    @Nullable Coverage coverage,
    @Nullable TraceDigest digest) {

  /** For one command, given up after a time. */
  static Meter ofCommand(Duration allowed) {
    return new Meter(
        Deadline.in(allowed), new Spending(Bounds.COMMAND, null), null, new TraceDigest());
  }

  /** For a command that has to be answered whatever the policies cost: counts, asks no clock. */
  static Meter ofWayOut() {
    return new Meter(Deadline.never(), new Spending(Bounds.WAY_OUT, null), null, new TraceDigest());
  }

  /** For all cases of one policy document together. */
  static Meter ofCases(@Nullable Coverage coverage) {
    return new Meter(
        Deadline.in(Bounds.DEADLINE), new Spending(Bounds.CASES, null), coverage, null);
  }

  /** Names every step taken so far, and nothing may follow; of none where nothing is recorded. */
  String steps() {
    return digest == null ? new TraceDigest().hex() : digest.hex();
  }

  /** The budget of the next policy. */
  Spending policy() {
    return new Spending(Bounds.POLICY, together);
  }
}

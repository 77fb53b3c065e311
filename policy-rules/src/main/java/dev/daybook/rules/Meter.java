package dev.daybook.rules;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What bounds one judgement: the wall clock, and what all policies together may spend.
 *
 * @param deadline when to give up without an answer
 * @param together what all of it has spent
 * @param witness sees it happen; absent where nobody asks
 * @param digest of every step; absent where nothing is recorded
 * @param explains whether somebody reads why a rule fails
 */
record Meter(
    Deadline deadline,
    Spending together,
    @Nullable Witness witness,
    @Nullable TraceDigest digest,
    boolean explains) {

  /** For one command, given up after a time. */
  static Meter ofCommand(Duration allowed) {
    return new Meter(
        Deadline.in(allowed), new Spending(Bounds.COMMAND, null), null, new TraceDigest(), true);
  }

  /** For a command that has to be answered whatever the policies cost: counts, asks no clock. */
  static Meter ofWayOut() {
    return new Meter(
        Deadline.never(), new Spending(Bounds.WAY_OUT, null), null, new TraceDigest(), true);
  }

  /** For what stands and nobody asks for: only how its rules come out is recorded. */
  static Meter ofStanding(Duration allowed) {
    return new Meter(Deadline.in(allowed), new Spending(Bounds.COMMAND, null), null, null, false);
  }

  /** For all cases of one policy document together. */
  static Meter ofCases(@Nullable Witness witness) {
    return new Meter(
        Deadline.in(Bounds.DEADLINE), new Spending(Bounds.CASES, null), witness, null, true);
  }

  /** The same with somebody who sees it. */
  Meter seenBy(Witness other) {
    return new Meter(deadline, together, other, digest, explains);
  }

  /** The same with its steps kept. */
  Meter keeping(StepsKept steps) {
    return new Meter(deadline, together, witness, new TraceDigest(steps), explains);
  }

  /** Where a policy that begins to be judged leaves its values; absent where nobody wants them. */
  @Nullable Traces traces(CompiledPolicy policy, Binding.Chosen.Values params) {
    return witness == null ? null : witness.judging(policy, params);
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

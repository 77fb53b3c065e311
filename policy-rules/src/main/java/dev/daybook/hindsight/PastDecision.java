package dev.daybook.hindsight;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Facts;
import dev.daybook.rules.CelGate;
import org.jspecify.annotations.Nullable;

/** A recorded decision, and what it was judged on as far as the ledger still has it. */
public sealed interface PastDecision {

  /** Where it stands in the ledger. */
  long position();

  /**
   * One that can be judged again.
   *
   * @param gate with the policies, params, ceilings and waivers it says it was judged by
   * @param inForce the position as of which those in force at its place stand; the same as its own
   *     unless somebody changed it, or the ledger it was made on does not look
   */
  record Judgeable(
      long position, DecisionRecorded decision, Facts facts, CelGate gate, long inForce)
      implements PastDecision {}

  /** One whose facts named a person who was erased since: nobody can judge it again. */
  record Erased(long position, DecisionRecorded decision) implements PastDecision {}

  /**
   * One that cannot be judged again and should be.
   *
   * @param decision absent where not even that can be read
   * @param why in a sentence
   */
  record Unfounded(long position, @Nullable DecisionRecorded decision, String why)
      implements PastDecision {}
}

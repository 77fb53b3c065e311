package dev.daybook.edge;

import dev.daybook.decision.Finding;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives the actor {@code admin} a new token when the file with its old one is lost. Nobody asks
 * over HTTP: who can open the ledger itself, by its data folder or as its database's owner, could
 * write anything into it anyway. What it does is recorded like everything else.
 */
public interface AdminRecovery {

  /** What came of it. */
  sealed interface Outcome {

    /**
     * The new token holds, and the one before is worthless.
     *
     * @param file where it is, readable by its owner alone
     * @param position of the entry that issued it
     */
    record Recovered(Path file, long position) implements Outcome {}

    /** Policies in force forbid it; the decision is recorded, and the old token still holds. */
    record Denied(List<Finding> findings) implements Outcome {
      public Denied {
        findings = List.copyOf(findings);
      }
    }

    /** No server ever started on this ledger, so there is nothing to recover. */
    record NeverStarted() implements Outcome {}
  }

  /**
   * @param reason why, recorded with the decision
   */
  Outcome recover(String reason) throws InterruptedException;
}

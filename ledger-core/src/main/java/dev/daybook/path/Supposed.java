package dev.daybook.path;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import java.util.List;

/** What becomes of a past command where a {@link Supposition} holds just before it. */
public sealed interface Supposed {

  /** The command is about nothing that what is supposed says, or meets the very same. */
  record Same() implements Supposed {}

  /**
   * The command meets something else.
   *
   * @param facts those it would be judged on: with another {@code state}, or another {@code
   *     command.changed}
   * @param refusedThen what the domain itself said against it, met by what stood; empty where it
   *     said nothing
   * @param refused what it would say
   */
  record Otherwise(Facts facts, List<Finding> refusedThen, List<Finding> refused)
      implements Supposed {

    public Otherwise {
      refusedThen = List.copyOf(refusedThen);
      refused = List.copyOf(refused);
    }
  }

  /**
   * What is supposed could not have been just before the command, as the domain itself refuses it
   * there.
   *
   * @param why what it says
   */
  record Impossible(Finding why) implements Supposed {}

  /**
   * What the command met cannot be worked out from the ledger.
   *
   * @param why in a sentence
   */
  record Lost(String why) implements Supposed {}
}

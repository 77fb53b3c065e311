package dev.daybook.replay.verify;

import java.util.List;

/** What verifying came to. */
public sealed interface Outcome {

  /**
   * All that was looked at holds.
   *
   * @param signed the latest checkpoint that is trusted; where none is, the latest
   * @param from position from which it was looked at in this run
   * @param hasContents whether payloads and metadata were
   * @param reached for the next run to go on from
   * @param remarks what else there is to know
   */
  record Consistent(
      Trust.Signed signed, long from, boolean hasContents, Frontier reached, List<String> remarks)
      implements Outcome {
    public Consistent {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Something does not hold.
   *
   * @param fault the first such thing
   */
  record Broken(Fault fault) implements Outcome {}
}

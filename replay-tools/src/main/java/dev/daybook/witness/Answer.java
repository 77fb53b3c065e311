package dev.daybook.witness;

import dev.daybook.seal.NoteSignature;
import java.util.List;

/**
 * What a witness answers to a request to cosign.
 *
 * @see <a href="https://c2sp.org/tlog-witness">c2sp.org/tlog-witness</a>
 */
public sealed interface Answer {

  /** The checkpoint is consistent with all this witness cosigned before, and now cosigned. */
  record Cosigned(List<NoteSignature> cosignatures) implements Answer {
    public Cosigned {
      cosignatures = List.copyOf(cosignatures);
    }
  }

  /**
   * Of this log the witness last cosigned another size than the request goes on from, or another
   * tree of the very size.
   */
  record Conflict(long size) implements Answer {}

  /** The request cannot be read, or asks to go back. */
  record Unreadable(String why) implements Answer {}

  /** No key of this log is known here. */
  record UnknownLog(String why) implements Answer {}

  /** None of the log's known keys signed the checkpoint, or one of its signatures is forged. */
  record NotSigned(String why) implements Answer {}

  /** The proof does not show that the checkpoint's tree begins with the one cosigned last. */
  record NotConsistent(String why) implements Answer {}
}

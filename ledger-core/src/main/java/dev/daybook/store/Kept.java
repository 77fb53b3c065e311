package dev.daybook.store;

import java.util.List;
import java.util.Optional;

/** What a ledger keeps under a digest. */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on, never compared
public sealed interface Kept {

  /** Bytes that name nobody. */
  record Whole(byte[] bytes) implements Kept {}

  /**
   * Bytes that name persons, none of whom is erased.
   *
   * @param persons their surrogate ids, sorted
   */
  record Personal(byte[] bytes, List<String> persons) implements Kept {}

  /** Bytes that nobody can read any more: somebody they name was erased. */
  record Erased() implements Kept {}

  /** Nothing, and never anything. */
  record Nothing() implements Kept {}

  /** The bytes, if they can be read. */
  default Optional<byte[]> readable() {
    return switch (this) {
      case Whole(byte[] bytes) -> Optional.of(bytes);
      case Personal(byte[] bytes, _) -> Optional.of(bytes);
      case Erased() -> Optional.empty();
      case Nothing() -> Optional.empty();
    };
  }
}

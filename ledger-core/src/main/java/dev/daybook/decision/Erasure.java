package dev.daybook.decision;

/**
 * An event after which nobody can read any more what names a person: whoever holds the person's key
 * destroys it once this is recorded.
 */
public interface Erasure extends SubjectEvent {

  /** The person's surrogate id, {@code per_} and 16 hex digits. */
  String person();
}

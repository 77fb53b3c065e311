package dev.daybook.document;

import org.jspecify.annotations.Nullable;

/** What stands in a slot, read as what it should be. */
public final class Value<T> {

  private final Slot slot;
  private final T stand;
  private final @Nullable T value;

  /**
   * @param stand stands in while reading goes on after a problem, and never gets further
   */
  Value(Slot slot, T stand, @Nullable T value) {
    this.slot = slot;
    this.stand = stand;
    this.value = value;
  }

  /** The value; that it is not there is a problem. */
  public T required() {
    if (value == null) {
      if (!slot.isPresent()) {
        slot.need();
      }
      return stand;
    }
    return value;
  }

  public T or(T other) {
    return value == null ? other : value;
  }

  public @Nullable T orNull() {
    return value;
  }

  /** The place it stands in, for problems only the dialect can see. */
  public Slot slot() {
    return slot;
  }
}

package dev.daybook.erasure;

/** Whatever keeps what it read in events, in the database or outside of it. */
public interface Forgets {

  /**
   * Derives again what it keeps, now that somebody it may name was erased; returns once nothing
   * shows the person any more.
   *
   * @throws dev.daybook.store.StoreUnavailable when that takes too long; it is tried again
   */
  void forget() throws InterruptedException;
}

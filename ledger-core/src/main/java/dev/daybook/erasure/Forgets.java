package dev.daybook.erasure;

/** Whatever keeps what it read in events, in the database or outside of it. */
public interface Forgets {

  /**
   * Derives again what it keeps, now that somebody it may name was erased; returns once nothing
   * shows the person any more.
   *
   * @param position of the entry that erased whoever was erased last; what was derived anew since
   *     then needs it no more
   * @throws dev.daybook.store.StoreUnavailable when that takes too long; it is tried again
   */
  void forget(long position) throws InterruptedException;
}

package dev.daybook.history;

/** Told how far it is. */
@FunctionalInterface
public interface Told {

  /**
   * @param entries that are done
   * @param of how many there are
   */
  void at(long entries, long of);
}

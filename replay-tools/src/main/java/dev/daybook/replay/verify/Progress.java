package dev.daybook.replay.verify;

/** Told now and then how far verifying has come. */
@FunctionalInterface
public interface Progress {

  /**
   * @param position verified through this one
   * @param of how many there are
   */
  void at(long position, long of);
}

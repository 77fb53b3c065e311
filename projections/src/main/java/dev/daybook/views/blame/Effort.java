package dev.daybook.views.blame;

/** How many entries may still be applied once more for one question. */
final class Effort {

  private long left;

  Effort(long left) {
    this.left = left;
  }

  /** Whether so many may; if so they count. */
  boolean take(int entries) {
    if (entries > left) {
      return false;
    }
    left -= entries;
    return true;
  }
}

package dev.daybook.views;

/** Positions from {@code first} to {@code last}, both included. */
record Span(long first, long last) {

  Span {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no span: %d to %d".formatted(first, last));
    }
  }

  long size() {
    return last - first + 1;
  }
}

package dev.daybook.history;

/** A file is no history that can be put into a ledger; the message says in which line and why. */
public final class HistoryRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HistoryRefused(String message) {
    super(message, null, false, false);
  }

  static HistoryRefused in(long line, String what) {
    return new HistoryRefused("line %d: %s".formatted(line, what));
  }
}

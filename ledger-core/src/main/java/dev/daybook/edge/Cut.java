package dev.daybook.edge;

/** Shortens what somebody sent before it is shown back. */
final class Cut {

  private Cut() {}

  static String to(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}

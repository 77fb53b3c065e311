package dev.daybook.edge;

/** Shortens what somebody sent before it is shown back. */
public final class Cut {

  private Cut() {}

  public static String to(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}

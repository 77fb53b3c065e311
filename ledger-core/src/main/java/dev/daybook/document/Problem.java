package dev.daybook.document;

import org.jspecify.annotations.Nullable;

/**
 * One thing that keeps a document from being read.
 *
 * @param message what is wrong, in a sentence for whoever wrote the document
 * @param pointer the place as a JSON pointer (RFC 6901), as far as it is known; empty for the whole
 * @param line line in the source, from 1
 * @param column column in the source, from 1, in Unicode characters
 * @param seen what stands there, cut to 200 characters
 * @param wanted what should stand there
 * @param fix what to do next
 */
public record Problem(
    String message,
    String pointer,
    int line,
    int column,
    @Nullable String seen,
    @Nullable String wanted,
    @Nullable String fix) {

  /** Longest {@link #seen()}, in UTF-16 units. */
  public static final int MAX_SEEN = 200;

  /** Longest {@link #pointer()}, in UTF-16 units; a longer one is cut where a key ends. */
  public static final int MAX_POINTER = 1_000;

  public Problem {
    if (pointer.length() > MAX_POINTER) {
      pointer = pointer.substring(0, Math.max(0, pointer.lastIndexOf('/', MAX_POINTER)));
    }
    if (seen != null && seen.length() > MAX_SEEN) {
      seen = seen.substring(0, MAX_SEEN - 1) + "…";
    }
  }

  public static Problem at(
      Place place,
      String pointer,
      String message,
      @Nullable String seen,
      @Nullable String wanted,
      @Nullable String fix) {
    return new Problem(message, pointer, place.line(), place.column(), seen, wanted, fix);
  }

  public Place place() {
    return new Place(line, column);
  }

  @Override
  public String toString() {
    return line + ":" + column + " " + message + (fix == null ? "" : "; " + fix);
  }
}

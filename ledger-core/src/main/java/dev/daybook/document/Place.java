package dev.daybook.document;

/**
 * A place in a source: line and column, both from 1. Columns count Unicode characters, so that a
 * caret under the line stands where an editor shows it.
 */
public record Place(int line, int column) implements Comparable<Place> {

  /** Where every source begins. */
  public static final Place START = new Place(1, 1);

  @Override
  public int compareTo(Place other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}

package dev.daybook.document;

import java.util.Arrays;

/** Where the lines of a text begin, to tell places from offsets. */
final class Lines {

  private final String text;
  private final Place begin;
  private int[] starts = new int[64];
  private int count;

  /**
   * @param begin where the text's first character stands in its source
   */
  Lines(String text, Place begin) {
    this.text = text;
    this.begin = begin;
    add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        add(i + 1);
      }
    }
  }

  private void add(int start) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = start;
  }

  /** The place of the character at {@code offset}; an offset outside is moved to the nearest. */
  Place place(int offset) {
    int at = Math.max(0, Math.min(offset, text.length()));
    int found = Arrays.binarySearch(starts, 0, count, at);
    int line = found >= 0 ? found : -found - 2;
    int column = text.codePointCount(starts[line], at) + 1;
    return line == 0
        ? new Place(begin.line(), begin.column() + column - 1)
        : new Place(begin.line() + line, column);
  }

  /** How many spaces line {@code number} of the source begins with. */
  int indent(int number) {
    int line = number - begin.line();
    if (line < 0 || line >= count) {
      return 0;
    }
    int i = starts[line];
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return i - starts[line];
  }
}

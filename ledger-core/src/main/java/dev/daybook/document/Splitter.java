package dev.daybook.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a source into its documents without reading them, so that each keeps its own bytes.
 *
 * <p>YAML documents laid end to end are the whole source again: comments and blank lines before a
 * {@code ---} belong to what precedes it, those after a {@code ...} to what follows. A line that
 * begins with {@code ---} starts a document wherever it stands (YAML 1.2.2, 9.2), which is what
 * makes cutting before reading safe. JSON documents may follow one another, or be the elements of
 * one list; then each is exactly its own braces.
 */
final class Splitter {

  /** One document's range of bytes, and where it begins. */
  record Slice(int from, int to, Place begin) {}

  private Splitter() {}

  static List<Slice> yaml(byte[] bytes) {
    List<Slice> slices = new ArrayList<>();
    int start = 0;
    int startLine = 1;
    boolean content = false;
    int endedAt = -1;
    int endedLine = 0;
    int line = 1;
    int at = bom(bytes);
    while (at < bytes.length) {
      int next = nextLine(bytes, at);
      boolean marker = isMarker(bytes, at, (byte) '-');
      if (marker || !isBlankOrComment(bytes, at, next)) {
        boolean directive = bytes[at] == '%' && (!content || endedAt >= 0);
        boolean end = isMarker(bytes, at, (byte) '.');
        if (end) {
          if (content && endedAt < 0) {
            endedAt = next;
            endedLine = line + 1;
          }
        } else {
          if (endedAt >= 0 || (marker && content)) {
            int cut = endedAt >= 0 ? endedAt : at;
            slices.add(new Slice(start, cut, new Place(startLine, 1)));
            start = cut;
            startLine = endedAt >= 0 ? endedLine : line;
            endedAt = -1;
            content = false;
          }
          content |= !directive;
        }
      }
      at = next;
      line++;
    }
    slices.add(new Slice(start, bytes.length, new Place(startLine, 1)));
    return slices;
  }

  static List<Slice> json(byte[] bytes) {
    int at = skipSpace(bytes, bom(bytes));
    if (at < bytes.length && bytes[at] == '[') {
      return jsonElements(bytes, at);
    }
    List<Slice> slices = new ArrayList<>();
    ByteCursor cursor = new ByteCursor(bytes, Place.START);
    int start = 0;
    while (at < bytes.length && bytes[at] == '{') {
      int end = skipSpace(bytes, endOfObject(bytes, at));
      boolean another = end < bytes.length && bytes[end] == '{';
      int to = another ? end : bytes.length;
      slices.add(new Slice(start, to, cursor.to(start)));
      start = to;
      at = to;
    }
    if (start < bytes.length || slices.isEmpty()) {
      slices.add(new Slice(start, bytes.length, cursor.to(start)));
    }
    return slices;
  }

  /** A list's elements if it is a clean list of mappings, else all of it as one. */
  private static List<Slice> jsonElements(byte[] bytes, int open) {
    List<Slice> whole = List.of(new Slice(0, bytes.length, Place.START));
    List<Slice> slices = new ArrayList<>();
    ByteCursor cursor = new ByteCursor(bytes, Place.START);
    int at = skipSpace(bytes, open + 1);
    while (at < bytes.length && bytes[at] == '{') {
      int end = endOfObject(bytes, at);
      slices.add(new Slice(at, end, cursor.to(at)));
      at = skipSpace(bytes, end);
      if (at >= bytes.length) {
        return whole;
      }
      if (bytes[at] == ']') {
        return skipSpace(bytes, at + 1) == bytes.length ? slices : whole;
      }
      if (bytes[at] != ',') {
        return whole;
      }
      at = skipSpace(bytes, at + 1);
    }
    return whole;
  }

  /** Behind the brace that closes the one at {@code open}, or the end of everything. */
  private static int endOfObject(byte[] bytes, int open) {
    int depth = 0;
    boolean text = false;
    for (int i = open; i < bytes.length; i++) {
      byte b = bytes[i];
      if (text) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          text = false;
        }
      } else if (b == '"') {
        text = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    return bytes.length;
  }

  private static int bom(byte[] bytes) {
    return bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF
        ? 3
        : 0;
  }

  static int skipSpace(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The first byte that is neither white space nor a byte order mark; 0 where there is none. */
  static byte firstByte(byte[] bytes) {
    int at = skipSpace(bytes, bom(bytes));
    return at < bytes.length ? bytes[at] : 0;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private static int nextLine(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length) {
      byte b = bytes[at++];
      if (b == '\n') {
        return at;
      }
      if (b == '\r') {
        return at < bytes.length && bytes[at] == '\n' ? at + 1 : at;
      }
    }
    return at;
  }

  private static boolean isMarker(byte[] bytes, int at, byte mark) {
    return at + 3 <= bytes.length
        && bytes[at] == mark
        && bytes[at + 1] == mark
        && bytes[at + 2] == mark
        && (at + 3 == bytes.length || isSpace(bytes[at + 3]));
  }

  private static boolean isBlankOrComment(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isSpace(bytes[at])) {
      at++;
    }
    return at == to || bytes[at] == '#';
  }
}

package dev.daybook.document;

/** Tells the places of rising byte offsets of a UTF-8 source in one pass. */
final class ByteCursor {

  private final byte[] bytes;
  private int at;
  private int line;
  private int column;

  ByteCursor(byte[] bytes, Place begin) {
    this.bytes = bytes;
    this.line = begin.line();
    this.column = begin.column();
  }

  Place to(int offset) {
    for (; at < offset; at++) {
      byte b = bytes[at];
      if (b == '\n' || (b == '\r' && (at + 1 == bytes.length || bytes[at + 1] != '\n'))) {
        line++;
        column = 1;
      } else if ((b & 0xC0) != 0x80) {
        column++;
      }
    }
    return new Place(line, column);
  }
}

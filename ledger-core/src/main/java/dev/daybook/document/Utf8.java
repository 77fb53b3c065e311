package dev.daybook.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict UTF-8 (RFC 3629): every byte that is none is reported with its place. */
final class Utf8 {

  private static final String FIX = "save the file as UTF-8";

  private Utf8() {}

  /** The text without a byte order mark, or null where {@code problems} got something to say. */
  static @Nullable String decode(byte[] bytes, Place begin, Problems problems) {
    if (bytes.length >= 2
        && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE))) {
      problems.add(
          begin,
          "",
          "this is UTF-16, and documents are UTF-8",
          "a UTF-16 byte order mark",
          "UTF-8",
          FIX);
      return null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0 && reportMalformed(bytes, begin, problems)) {
      return null;
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean reportMalformed(byte[] bytes, Place begin, Problems problems) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(8192);
    ByteCursor cursor = new ByteCursor(bytes, begin);
    boolean malformed = false;
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isOverflow()) {
        out.clear();
      } else if (result.isError()) {
        malformed = true;
        int at = in.position();
        problems.add(
            cursor.to(at),
            "",
            "byte %d (0x%02X) is not UTF-8".formatted(at + 1, bytes[at]),
            "0x%02X".formatted(bytes[at]),
            "UTF-8",
            FIX);
        in.position(at + result.length());
      } else {
        return malformed;
      }
    }
  }
}

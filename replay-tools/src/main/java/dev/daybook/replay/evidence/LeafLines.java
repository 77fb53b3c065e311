package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.LeafEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Leaf statements, a line each: JSON in its canonical form has no newline. */
final class LeafLines {

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(LeafEntry.MAX_BYTES);
  private int at;
  private int end;
  private long number;

  /**
   * @param in is read ahead of the lines
   */
  LeafLines(InputStream in) {
    this.in = in;
  }

  /**
   * The next one, or null at the end.
   *
   * @throws Wrong when a line does not end, which ends reading
   */
  byte @Nullable [] next() throws IOException, Wrong {
    line.reset();
    number++;
    while (fill()) {
      int newline = at;
      while (newline < end && buffer[newline] != '\n') {
        newline++;
      }
      if (line.size() + newline - at > LeafEntry.MAX_BYTES) {
        throw endless();
      }
      line.write(buffer, at, newline - at);
      at = newline;
      if (at < end) {
        at++;
        return line.toByteArray();
      }
    }
    if (line.size() > 0) {
      throw endless();
    }
    return null;
  }

  /** False at the end. */
  private boolean fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at < end;
  }

  private Wrong endless() {
    return new Wrong(
        new Place.File(BundleNames.LEAVES),
        "line %d is no leaf statement: it does not end within %d bytes"
            .formatted(number, LeafEntry.MAX_BYTES));
  }
}

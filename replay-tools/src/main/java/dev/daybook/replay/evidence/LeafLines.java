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
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(LeafEntry.MAX_BYTES);
  private long number;

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
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 && line.size() == 0) {
        return null;
      }
      if (b < 0 || line.size() == LeafEntry.MAX_BYTES) {
        throw new Wrong(
            new Place.File(BundleNames.LEAVES),
            "line %d is no leaf statement: it does not end within %d bytes"
                .formatted(number, LeafEntry.MAX_BYTES));
      }
      line.write(b);
    }
    return line.toByteArray();
  }
}

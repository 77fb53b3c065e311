package dev.daybook.history;

import dev.daybook.seal.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Lines of a file of any length, with the digest of those that were read. */
final class Lines {

  /** Longest line, in bytes: 4 MiB of what is kept, each byte of it escaped, and room. */
  static final int LONGEST = 32 << 20;

  private final InputStream in;
  private final MessageDigest digest = Sha256.begun();
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private long number;

  Lines(InputStream in) {
    this.in = in;
  }

  /** The number of the line that was read last, from 1. */
  long number() {
    return number;
  }

  /**
   * The next line without its line break; null at the end.
   *
   * @throws HistoryRefused when it is too long, or the file ends in its middle
   */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (at == end && !fill()) {
        if (line.size() == 0) {
          return null;
        }
        throw HistoryRefused.in(number + 1, "the file ends in the middle of it: it was cut");
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.write(buffer, from, at - from);
      if (line.size() > LONGEST) {
        throw HistoryRefused.in(
            number + 1, "it is longer than any line of a history, %d bytes".formatted(LONGEST));
      }
      if (at < end) {
        at++;
        number++;
        return line.toByteArray();
      }
    }
  }

  private boolean fill() throws IOException {
    try {
      end = Math.max(0, in.read(buffer));
    } catch (EOFException | ZipException e) {
      throw damaged(number + 1, e);
    }
    at = 0;
    return end > 0;
  }

  /** What was read of a compressed file is no such file. */
  static HistoryRefused damaged(long line, IOException why) {
    return HistoryRefused.in(
        line,
        "what is compressed was cut or damaged: %s"
            .formatted(why instanceof EOFException ? "it ends too early" : why.getMessage()));
  }

  /** Counts a line among those whose digest is asked for. */
  void digest(byte[] line) {
    digest.update(line);
    digest.update((byte) '\n');
  }

  /** The digest of the lines that were counted. */
  byte[] digest() {
    return digest.digest();
  }
}

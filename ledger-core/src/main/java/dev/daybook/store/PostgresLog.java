package dev.daybook.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What our own PostgreSQL and its programs say: {@code postgres.log} in the data folder, 0600. */
record PostgresLog(Path file) {

  private static final int LAST_BYTES = 4_096;

  private static final int LAST_LINES = 5;

  /** What {@code pg_ctl} adds, which says no more than that one should look here. */
  private static final Pattern STARTERS = Pattern.compile("pg_ctl: |Examine the log output");

  static PostgresLog in(Path folder) {
    return new PostgresLog(folder.resolve("postgres.log"));
  }

  /** Makes the file before a program does, which would let everybody read it. */
  void make() throws IOException {
    try {
      DataFolder.makeFile(file, "");
    } catch (FileAlreadyExistsException _) {
      // what was said before stays
    }
  }

  /** Its path and its last lines, to go behind a sentence that says what failed. */
  String lastWords() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(Math.max(0, channel.size() - LAST_BYTES));
      ByteBuffer read = ByteBuffer.allocate(LAST_BYTES);
      while (read.hasRemaining() && channel.read(read) >= 0) {
        // until it is full, or all is read
      }
      List<String> lines =
          new String(read.array(), 0, read.position(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !STARTERS.matcher(line).lookingAt())
              .toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      return last.isEmpty()
          ? "`%s` is empty".formatted(file)
          : "`%s` ends with:\n  %s".formatted(file, String.join("\n  ", last));
    } catch (IOException e) {
      return "`%s` cannot be read: %s".formatted(file, e.getMessage());
    }
  }
}

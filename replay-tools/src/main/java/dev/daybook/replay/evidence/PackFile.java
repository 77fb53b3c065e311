package dev.daybook.replay.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Many files in one, each behind a line with its length and name. Written one behind the other, so
 * that whatever ended a run, the files before the last are there: no file system likes to make and
 * delete hundreds of thousands of small ones.
 */
final class PackFile implements Closeable {

  private static final int LONGEST_LINE = BundleNames.LONGEST + 16;

  /** A file's place. */
  private record Piece(long at, int length) {}

  private final FileChannel file;
  private final NavigableMap<String, Piece> pieces = new TreeMap<>();
  private long end;

  /** Opens it, or makes it; what was not written whole is cut. */
  PackFile(Path path) throws IOException {
    this.file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long size = file.size();
    while (end < size && take(size)) {
      // one file after the other
    }
    file.truncate(end);
  }

  /** Takes the file that begins at the end of those known; false where it is not whole. */
  private boolean take(long size) throws IOException {
    String line = line();
    int space = line.indexOf(' ');
    if (space < 0) {
      return false;
    }
    Piece piece = new Piece(end + line.length() + 1, Integer.parseInt(line, 0, space, 10));
    if (piece.at() + piece.length() > size) {
      return false;
    }
    pieces.put(line.substring(space + 1), piece);
    end = piece.at() + piece.length();
    return true;
  }

  /** The line that begins there, without its newline; empty where there is no whole one. */
  private String line() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_LINE);
    while (buffer.hasRemaining() && file.read(buffer, end + buffer.position()) > 0) {
      // until it is full, or the file ends
    }
    buffer.flip();
    String text = StandardCharsets.US_ASCII.decode(buffer).toString();
    int newline = text.indexOf('\n');
    return newline < 0 ? "" : text.substring(0, newline);
  }

  boolean has(String name) {
    return pieces.containsKey(name);
  }

  /** The names of all files, sorted. */
  NavigableSet<String> names() {
    return Collections.unmodifiableNavigableSet(pieces.navigableKeySet());
  }

  /** Adds a file; the last of a name counts. */
  void put(String name, byte[] bytes) throws IOException {
    byte[] line = "%d %s\n".formatted(bytes.length, name).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer both = ByteBuffer.allocate(line.length + bytes.length).put(line).put(bytes).flip();
    for (long at = end; both.hasRemaining(); ) {
      at += file.write(both, at);
    }
    pieces.put(name, new Piece(end + line.length, bytes.length));
    end += line.length + bytes.length;
  }

  /** A whole file; null where there is none. */
  byte @Nullable [] read(String name) throws IOException {
    Piece piece = pieces.get(name);
    if (piece == null) {
      return null;
    }
    byte[] bytes = new byte[piece.length()];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, piece.at() + buffer.position()) < 0) {
        throw new IOException("what was fetched became shorter while it was read");
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

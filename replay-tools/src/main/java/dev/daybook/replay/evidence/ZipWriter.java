package dev.daybook.replay.evidence;

import dev.daybook.seal.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Writes a zip in {@link ZipForm}, file after file. Its directory waits in a file of its own. */
final class ZipWriter implements AutoCloseable {

  private final FileChannel zip;
  private final Path directoryFile;
  private final OutputStream directory;
  private long at;
  private long count;
  private long directoryLength;

  /**
   * @param file which is made anew
   */
  ZipWriter(Path file) throws IOException {
    this.zip =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    this.directoryFile = file.resolveSibling(file.getFileName() + ".directory");
    this.directory = new BufferedOutputStream(Files.newOutputStream(directoryFile));
  }

  /**
   * A file that was written.
   *
   * @param sha256 lower-case hex
   */
  record Written(String name, long length, String sha256) {}

  /** Writes what a file will hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  Written add(String name, byte[] bytes) throws IOException {
    return add(name, out -> out.write(bytes));
  }

  Written add(String name, Path file) throws IOException {
    return add(
        name,
        out -> {
          try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(out);
          }
        });
  }

  /**
   * Adds a file.
   *
   * @throws IOException when it becomes longer than {@link ZipForm#LONGEST_FILE}
   */
  Written add(String name, Content content) throws IOException {
    ZipForm.Member empty = new ZipForm.Member(name, at, 0, 0);
    zip.position(empty.dataAt());
    Measured measured = new Measured(Channels.newOutputStream(zip));
    try (OutputStream out = new BufferedOutputStream(measured, 1 << 16)) {
      content.writeTo(out);
    }
    if (measured.length > ZipForm.LONGEST_FILE) {
      throw new IOException(
          "`%s` would have %d bytes; a file of a bundle has at most %d: ask for a shorter range"
              .formatted(name, measured.length, ZipForm.LONGEST_FILE));
    }
    ZipForm.Member member =
        new ZipForm.Member(name, at, measured.length, (int) measured.crc.getValue());
    write(ZipForm.local(member), at);
    byte[] entry = ZipForm.central(member);
    directory.write(entry);
    directoryLength += entry.length;
    count++;
    at = member.end();
    return new Written(name, measured.length, HexFormat.of().formatHex(measured.digest.digest()));
  }

  private void write(byte[] bytes, long where) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (long to = where; buffer.hasRemaining(); ) {
      to += zip.write(buffer, to);
    }
  }

  /** Writes the directory and the end. */
  void finish() throws IOException {
    if (count > ZipForm.MOST_FILES) {
      throw new IOException(
          "%d files; a bundle has at most %d: ask for a shorter range"
              .formatted(count, ZipForm.MOST_FILES));
    }
    directory.close();
    zip.position(at);
    try (InputStream in = Files.newInputStream(directoryFile)) {
      in.transferTo(Channels.newOutputStream(zip));
    }
    write(ZipForm.end(count, at, directoryLength), at + directoryLength);
    zip.force(true);
  }

  @Override
  public void close() throws IOException {
    directory.close();
    Files.deleteIfExists(directoryFile);
    zip.close();
  }

  /** Counts, checks and digests what goes through; leaves the channel open. */
  private static final class Measured extends OutputStream {
    private final OutputStream out;
    private final CRC32 crc = new CRC32();
    private final MessageDigest digest = Sha256.begun();
    private long length;

    Measured(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
      crc.update(bytes, from, count);
      digest.update(bytes, from, count);
      length += count;
    }
  }
}

package dev.daybook.replay.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A file of a bundle, read from its beginning to its end. */
final class MemberStream extends InputStream {

  private static final int PIECE = 1 << 16;

  private final ZipReader zip;
  private final ZipForm.Member member;
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private long read;

  MemberStream(ZipReader zip, ZipForm.Member member) {
    this.zip = zip;
    this.member = member;
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(piece.get()) : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(into, from, count);
    return count;
  }

  /** False at the end. */
  private boolean fill() throws IOException {
    if (piece.hasRemaining()) {
      return true;
    }
    int next = (int) Math.min(PIECE, member.size() - read);
    if (next == 0) {
      return false;
    }
    piece = ByteBuffer.wrap(zip.read(member, read, next));
    read += next;
    return true;
  }
}

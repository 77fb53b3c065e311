package dev.daybook.replay.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The one way a bundle is written as a zip, so that the same files are the same bytes, and so that
 * nothing can be hidden in it: files are stored and not compressed, one behind the other from the
 * first byte on, without times, attributes, comments or extra fields; then the directory; then the
 * end. Compression would make the bytes depend on who wrote them, and a bomb possible.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">PKWARE APPNOTE</a>
 */
final class ZipForm {

  /** Longest file in a bundle, in bytes: what a zip says without its 64-bit extension. */
  static final long LONGEST_FILE = 0xfffffffeL;

  /** Most files of a bundle. */
  static final int MOST_FILES = 4_000_000;

  static final int LOCAL = 30;
  static final int CENTRAL = 46;
  static final int END = 22;
  static final int LOCATOR64 = 20;
  static final int END64 = 56;
  static final int OFFSET64 = 12;

  static final int LOCAL_MARK = 0x04034b50;
  static final int CENTRAL_MARK = 0x02014b50;
  static final int END_MARK = 0x06054b50;
  static final int LOCATOR64_MARK = 0x07064b50;
  static final int END64_MARK = 0x06064b50;

  /** 32 and 16 bits that say: look into the 64-bit extension. */
  static final long SEE_64 = 0xffffffffL;

  static final int SEE_64_COUNT = 0xffff;

  private static final short VERSION = 20;
  private static final short VERSION_64 = 45;

  /** 1980-01-01, the first day a zip can say; midnight is 0. */
  private static final short DATE = 0x21;

  private ZipForm() {}

  /**
   * A file in the zip.
   *
   * @param offset of its local header
   * @param crc CRC-32 of its bytes
   */
  record Member(String name, long offset, long size, int crc) {

    long dataAt() {
      return offset + LOCAL + nameBytes(name).length;
    }

    long end() {
      return dataAt() + size;
    }
  }

  static byte[] nameBytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** All that a buffer holds. */
  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  /** What stands before a file's bytes. */
  static byte[] local(Member member) {
    byte[] name = nameBytes(member.name());
    return bytes(
        common(buffer(LOCAL + name.length).putInt(LOCAL_MARK).putShort(VERSION), member, name)
            .put(name));
  }

  /** What the directory says of a file. */
  static byte[] central(Member member) {
    byte[] name = nameBytes(member.name());
    boolean far = member.offset() >= SEE_64;
    ByteBuffer header =
        buffer(CENTRAL + name.length + (far ? OFFSET64 : 0))
            .putInt(CENTRAL_MARK)
            .putShort(far ? VERSION_64 : VERSION)
            .putShort(far ? VERSION_64 : VERSION);
    common(header, member, name)
        .putShort(CENTRAL - 16, (short) (far ? OFFSET64 : 0))
        .putShort((short) 0) // comment
        .putShort((short) 0) // disk
        .putShort((short) 0) // kind of content
        .putInt(0) // attributes
        .putInt((int) Math.min(member.offset(), SEE_64))
        .put(name);
    if (far) {
      header.putShort((short) 1).putShort((short) (OFFSET64 - 4)).putLong(member.offset());
    }
    return bytes(header);
  }

  private static ByteBuffer common(ByteBuffer header, Member member, byte[] name) {
    return header
        .putShort((short) 0) // flags
        .putShort((short) 0) // stored
        .putShort((short) 0) // time
        .putShort(DATE)
        .putInt(member.crc())
        .putInt((int) member.size())
        .putInt((int) member.size())
        .putShort((short) name.length)
        .putShort((short) 0); // extra
  }

  /**
   * What stands behind the directory.
   *
   * @param count of files
   * @param at where the directory begins
   * @param length of the directory
   */
  static byte[] end(long count, long at, long length) {
    boolean large = count >= SEE_64_COUNT || at >= SEE_64 || length >= SEE_64;
    ByteBuffer end = buffer(END + (large ? END64 + LOCATOR64 : 0));
    if (large) {
      end.putInt(END64_MARK)
          .putLong(END64 - 12)
          .putShort(VERSION_64)
          .putShort(VERSION_64)
          .putInt(0)
          .putInt(0)
          .putLong(count)
          .putLong(count)
          .putLong(length)
          .putLong(at);
      end.putInt(LOCATOR64_MARK).putInt(0).putLong(at + length).putInt(1);
    }
    short told = (short) (large ? SEE_64_COUNT : count);
    end.putInt(END_MARK)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(told)
        .putShort(told)
        .putInt((int) (large ? SEE_64 : length))
        .putInt((int) (large ? SEE_64 : at))
        .putShort((short) 0);
    return bytes(end);
  }
}

package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a zip that anybody may have made, and takes it only in {@link ZipForm}: every header is
 * compared with the one the writer would have written, and files must lie one behind the other
 * without gaps. So there is one reading of a bundle, and no byte of it that means nothing.
 */
final class ZipReader implements AutoCloseable {

  private static final Place ZIP = new Place.Named("the zip");

  /** Longest piece of the directory that is read at once. */
  private static final int PIECE = 1 << 20;

  private static final int SYMBOLIC_LINK = 0xa000;

  private final FileChannel file;
  private final Map<String, ZipForm.Member> members = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();

  private ZipReader(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens a zip and looks at its whole directory.
   *
   * @throws IOException when the file cannot be read, which says nothing about it
   */
  static ZipReader open(Path path) throws IOException {
    ZipReader reader = new ZipReader(FileChannel.open(path, StandardOpenOption.READ));
    try {
      reader.readDirectory();
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The files that can be read, in their order; those at fault and the doubtful are not there. */
  Map<String, ZipForm.Member> members() {
    return Collections.unmodifiableMap(members);
  }

  /** Everything that is wrong with it as a zip. */
  List<Fault> faults() {
    return Collections.unmodifiableList(faults);
  }

  /** Where the directory stands. */
  private record Directory(long at, long length, long count) {}

  private void readDirectory() throws IOException {
    Directory directory = end();
    if (directory == null) {
      return;
    }
    Map<String, String> folded = new HashMap<>();
    long expected = 0;
    long at = directory.at();
    long end = directory.at() + directory.length();
    for (long i = 0; i < directory.count(); i++) {
      Header header = central(at, end);
      if (header == null) {
        faults.add(
            new Fault(
                ZIP,
                "its directory ends, or is none, behind %d of %d files"
                    .formatted(i, directory.count())));
        return;
      }
      take(header, expected, folded);
      expected = header.member().end();
      at += header.length();
    }
    if (at != end) {
      faults.add(new Fault(ZIP, "%d bytes stand behind its directory".formatted(end - at)));
    }
    if (expected != directory.at()) {
      faults.add(
          new Fault(
              ZIP,
              "%d bytes stand between its last file and its directory"
                  .formatted(directory.at() - expected)));
    }
  }

  private @Nullable Directory end() throws IOException {
    long size = file.size();
    if (size < ZipForm.END) {
      faults.add(new Fault(ZIP, "%d bytes are no zip".formatted(size)));
      return null;
    }
    ByteBuffer end = fields(read(size - ZipForm.END, ZipForm.END));
    if (end.getInt(0) != ZipForm.END_MARK) {
      faults.add(new Fault(ZIP, behindEnd(size)));
      return null;
    }
    long count = Short.toUnsignedInt(end.getShort(10));
    long length = Integer.toUnsignedLong(end.getInt(12));
    long at = Integer.toUnsignedLong(end.getInt(16));
    long behind = size - ZipForm.END;
    if (count == ZipForm.SEE_64_COUNT && size >= ZipForm.END64 + ZipForm.LOCATOR64 + ZipForm.END) {
      behind -= ZipForm.END64 + ZipForm.LOCATOR64;
      ByteBuffer large = fields(read(behind, ZipForm.END64));
      count = large.getLong(24);
      length = large.getLong(40);
      at = large.getLong(48);
    }
    byte[] wanted = ZipForm.end(count, at, length);
    if (count < 0
        || at < 0
        || length < 0
        || behind + wanted.length != size
        || !Arrays.equals(read(behind, wanted.length), wanted)) {
      faults.add(new Fault(ZIP, "its end is not written as a bundle's is"));
      return null;
    }
    if (count > ZipForm.MOST_FILES) {
      faults.add(
          new Fault(ZIP, "%d files; a bundle has at most %d".formatted(count, ZipForm.MOST_FILES)));
      return null;
    }
    if (at > behind || length != behind - at) {
      faults.add(new Fault(ZIP, "its end says its directory is where it is not"));
      return null;
    }
    return new Directory(at, length, count);
  }

  /** Whether it has an end at all, further up. */
  private String behindEnd(long size) throws IOException {
    int look = (int) Math.min(size, PIECE);
    ByteBuffer tail = fields(read(size - look, look));
    for (int at = look - ZipForm.END; at >= 0; at--) {
      if (tail.getInt(at) == ZipForm.END_MARK) {
        return "%d bytes follow its end".formatted(look - ZipForm.END - at);
      }
    }
    return "it has no end: it was cut, or is no zip";
  }

  /**
   * What the directory says of one file.
   *
   * @param wrong why it is not taken; null where it is as it should be
   * @param length of what the directory says
   */
  private record Header(ZipForm.Member member, @Nullable String wrong, int length) {}

  private @Nullable Header central(long at, long end) throws IOException {
    if (end - at < ZipForm.CENTRAL) {
      return null;
    }
    ByteBuffer head = fields(read(at, ZipForm.CENTRAL));
    if (head.getInt(0) != ZipForm.CENTRAL_MARK) {
      return null;
    }
    int nameLength = Short.toUnsignedInt(head.getShort(28));
    int extra = Short.toUnsignedInt(head.getShort(30));
    int comment = Short.toUnsignedInt(head.getShort(32));
    int length = ZipForm.CENTRAL + nameLength + extra + comment;
    if (end - at < length) {
      return null;
    }
    byte[] bytes = read(at, length);
    ByteBuffer whole = fields(bytes);
    String name = name(Arrays.copyOfRange(bytes, ZipForm.CENTRAL, ZipForm.CENTRAL + nameLength));
    long offset = Integer.toUnsignedLong(whole.getInt(42));
    if (offset == ZipForm.SEE_64 && extra == ZipForm.OFFSET64) {
      offset = whole.getLong(ZipForm.CENTRAL + nameLength + 4);
    }
    ZipForm.Member member =
        new ZipForm.Member(
            name, offset, Integer.toUnsignedLong(whole.getInt(24)), whole.getInt(16));
    return new Header(member, wrong(bytes, member), length);
  }

  /** Names are ASCII; whatever else stands there is shown and not taken. */
  private static String name(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static @Nullable String wrong(byte[] header, ZipForm.Member member) {
    ByteBuffer central = fields(header);
    int flags = central.getShort(8);
    int method = Short.toUnsignedInt(central.getShort(10));
    long stored = Integer.toUnsignedLong(central.getInt(20));
    if ((flags & 1) != 0) {
      return "it is encrypted; nothing in a bundle is";
    }
    if ((central.getInt(38) >>> 16 & 0xf000) == SYMBOLIC_LINK) {
      return "it is a symbolic link; a bundle has files alone";
    }
    if (method != 0 || stored != member.size()) {
      return "it is compressed, from %d bytes to %d; files of a bundle are stored as they are"
          .formatted(member.size(), stored);
    }
    return Arrays.equals(header, ZipForm.central(member))
        ? null
        : "the directory says of it what it says of no file of a bundle";
  }

  private void take(Header header, long expected, Map<String, String> folded) throws IOException {
    ZipForm.Member member = header.member();
    String name = member.name();
    List<String> wrong = new ArrayList<>();
    if (header.wrong() != null) {
      wrong.add(header.wrong());
    }
    BundleNames.refused(name).ifPresent(wrong::add);
    String other = folded.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (other != null) {
      wrong.add(
          other.equals(name)
              ? "it is there more than once"
              : "its name differs from `%s` in case only".formatted(shown(other)));
      if (other.equals(name)) {
        members.remove(name);
      }
    }
    if (member.offset() != expected) {
      wrong.add("it does not lie right behind the file before it");
    } else if (member.end() > file.size()) {
      wrong.add("it ends behind the end of the zip");
    } else if (header.wrong() == null
        && !Arrays.equals(
            read(member.offset(), (int) (member.dataAt() - member.offset())),
            ZipForm.local(member))) {
      wrong.add("before its bytes stands something else than the directory says");
    }
    if (wrong.isEmpty()) {
      members.put(name, member);
    }
    wrong.forEach(what -> faults.add(new Fault(new Place.File(shown(name)), what)));
  }

  /** A name as it can be printed. */
  private static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.chars()
        .limit(BundleNames.LONGEST)
        .forEach(c -> shown.append(c < ' ' || c > '~' ? '?' : (char) c));
    return shown.toString();
  }

  /** Some of a file's bytes. */
  byte[] read(ZipForm.Member member, long from, int length) throws IOException {
    return read(member.dataAt() + from, length);
  }

  private byte[] read(long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return bytes;
  }

  private static ByteBuffer fields(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

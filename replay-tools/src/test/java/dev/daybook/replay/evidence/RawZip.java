package dev.daybook.replay.evidence;

import dev.daybook.seal.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/** A zip as somebody hostile would put it together, byte by byte. */
final class RawZip {

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record File(String name, byte[] bytes) {}

  private final List<File> files = new ArrayList<>();
  private BiConsumer<String, ByteBuffer> locals = (_, _) -> {};
  private BiConsumer<String, ByteBuffer> centrals = (_, _) -> {};

  /** With the files of a bundle. */
  static RawZip of(Path bundle) throws IOException {
    RawZip raw = new RawZip();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (var entry : zip.stream().toList()) {
        raw.add(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return raw;
  }

  RawZip add(String name, byte[] bytes) {
    files.add(new File(name, bytes));
    return this;
  }

  RawZip remove(String name) {
    if (!files.removeIf(file -> file.name().equals(name))) {
      throw new IllegalArgumentException(name);
    }
    return this;
  }

  RawZip replace(String name, byte[] bytes) {
    files.replaceAll(file -> file.name().equals(name) ? new File(name, bytes) : file);
    return this;
  }

  byte[] file(String name) {
    return files.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow()
        .bytes()
        .clone();
  }

  List<String> names() {
    return files.stream().map(File::name).toList();
  }

  /** Writes the manifest anew, so that it agrees with what is there: nobody signs it. */
  RawZip relisted() {
    String manifest = new String(file(BundleNames.MANIFEST), StandardCharsets.UTF_8);
    String head = manifest.substring(0, manifest.indexOf("\n\n") + 2);
    return replace(
        BundleNames.MANIFEST,
        (head
                + files.stream()
                    .filter(file -> !file.name().equals(BundleNames.MANIFEST))
                    .collect(
                        Collectors.toMap(File::name, File::bytes, (one, _) -> one, TreeMap::new))
                    .entrySet()
                    .stream()
                    .map(RawZip::line)
                    .collect(Collectors.joining()))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String line(Map.Entry<String, byte[]> file) {
    return "%s %d %s\n"
        .formatted(Sha256.hex(file.getValue()), file.getValue().length, file.getKey());
  }

  /** Changes what stands before files' bytes. */
  RawZip withLocals(BiConsumer<String, ByteBuffer> change) {
    locals = change;
    return this;
  }

  /** Changes what the directory says of files. */
  RawZip withCentrals(BiConsumer<String, ByteBuffer> change) {
    centrals = change;
    return this;
  }

  Path write(Path to) throws IOException {
    return Files.write(to, bytes());
  }

  byte[] bytes() {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (File file : files) {
      CRC32 crc = new CRC32();
      crc.update(file.bytes());
      ZipForm.Member member =
          new ZipForm.Member(file.name(), zip.size(), file.bytes().length, (int) crc.getValue());
      zip.writeBytes(changed(ZipForm.local(member), file.name(), locals));
      zip.writeBytes(file.bytes());
      directory.writeBytes(changed(ZipForm.central(member), file.name(), centrals));
    }
    int at = zip.size();
    zip.writeBytes(directory.toByteArray());
    zip.writeBytes(ZipForm.end(files.size(), at, directory.size()));
    return zip.toByteArray();
  }

  private static byte[] changed(byte[] header, String name, BiConsumer<String, ByteBuffer> change) {
    change.accept(name, ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN));
    return header;
  }
}

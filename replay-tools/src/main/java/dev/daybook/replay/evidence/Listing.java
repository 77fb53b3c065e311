package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Progress;
import dev.daybook.seal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Compares every file of a bundle with what the manifest, the zip and its own name say of it. */
final class Listing {

  private static final int PIECE = 1 << 16;

  private final Bundle bundle;
  private final Faults faults;
  private final Set<String> unlisted;
  private final byte[] piece = new byte[PIECE];

  Listing(Bundle bundle, Faults faults) {
    this.bundle = bundle;
    this.faults = faults;
    this.unlisted = new HashSet<>(bundle.names());
  }

  /** The manifest, once every file was looked at; null where there is none that can be read. */
  @Nullable Manifest read(Progress progress) throws IOException {
    try (InputStream in = bundle.open(BundleNames.MANIFEST)) {
      if (in == null) {
        faults.file(BundleNames.MANIFEST, "it is not in the bundle");
        return null;
      }
      unlisted.remove(BundleNames.MANIFEST);
      digest(BundleNames.MANIFEST);
      Manifest manifest = Manifest.read(in, new Looked(progress, unlisted.size()));
      unlisted.stream()
          .sorted()
          .forEach(name -> faults.file(name, "it is in the zip, and not in the MANIFEST"));
      return manifest;
    } catch (Manifest.Refused e) {
      faults.file(BundleNames.MANIFEST, String.valueOf(e.getMessage()));
    } catch (CharacterCodingException _) {
      faults.file(BundleNames.MANIFEST, "it is written in UTF-8; these bytes are not");
    }
    return null;
  }

  private final class Looked implements Manifest.Listed {
    private final Progress progress;
    private final long all;
    private long done;

    Looked(Progress progress, long all) {
      this.progress = progress;
      this.all = all;
    }

    @Override
    public void file(ZipWriter.Written file) throws IOException {
      compare(file);
      progress.at(++done, all);
    }
  }

  private void compare(ZipWriter.Written file) throws IOException {
    String name = file.name();
    ZipForm.Member member = bundle.member(name);
    if (member == null) {
      faults.file(name, "it is in the MANIFEST, and not in the zip");
      return;
    }
    unlisted.remove(name);
    String sha256 = digest(name);
    if (member.size() != file.length()) {
      faults.file(name, "%d bytes; the MANIFEST says %d".formatted(member.size(), file.length()));
    }
    if (!sha256.equals(file.sha256())) {
      faults.file(name, "its SHA-256 is %s; the MANIFEST says %s".formatted(sha256, file.sha256()));
    }
    if (!BundleNames.promised(name).orElse(sha256).equals(sha256)) {
      faults.file(name, "its SHA-256 is %s and not the one in its name".formatted(sha256));
    }
  }

  /** The SHA-256 of a file that is there; its CRC is compared on the way. */
  private String digest(String name) throws IOException {
    MessageDigest digest = Sha256.begun();
    CRC32 crc = new CRC32();
    try (InputStream in = bundle.open(name)) {
      if (in != null) {
        for (int read = in.read(piece); read > 0; read = in.read(piece)) {
          digest.update(piece, 0, read);
          crc.update(piece, 0, read);
        }
      }
    }
    ZipForm.Member member = bundle.member(name);
    if (member != null && member.crc() != (int) crc.getValue()) {
      faults.file(name, "its CRC-32 is not the one in the zip: bytes of it were changed");
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

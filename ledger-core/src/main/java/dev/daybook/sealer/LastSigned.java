package dev.daybook.sealer;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The last checkpoint this node signed, kept where its keys are and outside the database: who puts
 * an older database under the same keys is found out by it. It is on disk before the checkpoint is
 * anywhere else.
 */
final class LastSigned {

  private static final String FILE = "last-signed";

  private final Path file;

  LastSigned(Path folder) {
    this.file = file(folder);
  }

  /** Where it is kept, among the keys in {@code folder}. */
  static Path file(Path folder) {
    return folder.resolve(FILE);
  }

  /**
   * What was signed last, if anything was.
   *
   * @throws SealBroken when the file is not what was written to it
   */
  Optional<Checkpoint> read(List<VerifierKey> keys) {
    try {
      return Optional.of(Checkpoint.open(Files.readAllBytes(file), keys).checkpoint());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (SealRefused e) {
      throw new SealBroken(
          "`%s` should hold the last checkpoint this node signed: %s"
              .formatted(file, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers {@code note}; durable once this returns. */
  void write(byte[] note) {
    try {
      DataFolder.replaceFile(file, note);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

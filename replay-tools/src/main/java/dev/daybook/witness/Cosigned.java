package dev.daybook.witness;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.store.DataFolder;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The last checkpoint of one log that this witness cosigned, in a file: what it goes by when it is
 * asked again, whatever became of the process in between.
 */
final class Cosigned {

  private final String origin;
  private final Path file;
  private Optional<SignedNote> latest;

  private Cosigned(String origin, Path file, Optional<SignedNote> latest) {
    this.origin = origin;
    this.file = file;
    this.latest = latest;
  }

  /**
   * What is kept of a log.
   *
   * @param folder has a file for each log
   * @throws StartRefused when the file is not what was written to it
   */
  static Cosigned of(String origin, Path folder) throws IOException {
    Path file = folder.resolve(nameOf(origin) + ".checkpoint");
    if (!Files.exists(file)) {
      return new Cosigned(origin, file, Optional.empty());
    }
    try {
      SignedNote note = SignedNote.parse(Files.readAllBytes(file));
      if (!Checkpoint.parse(note.text()).origin().equals(origin)) {
        throw new StartRefused("`%s` is of another log than `%s`".formatted(file, origin));
      }
      return new Cosigned(origin, file, Optional.of(note));
    } catch (SealRefused e) {
      throw new StartRefused(
          "`%s` should hold the checkpoint of `%s` that was cosigned last: %s"
              .formatted(file, origin, e.getMessage()),
          e);
    }
  }

  /** A name for files about a log, whatever its origin holds: the SHA-256 of it in hex. */
  static String nameOf(String origin) {
    return Sha256.hex(origin.getBytes(StandardCharsets.UTF_8));
  }

  /** As it was signed by its log; empty before the first. */
  Optional<SignedNote> latest() {
    return latest;
  }

  /** Remembers what is about to be cosigned; durable once this returns. */
  void keep(SignedNote checkpoint) throws IOException {
    DataFolder.replaceFile(file, checkpoint.bytes());
    latest = Optional.of(checkpoint);
  }

  @Override
  public String toString() {
    return origin;
  }
}

package dev.daybook.replay.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A log as files, which any web server can publish as they are. */
public final class FolderLog implements LogSource {

  private final Path folder;

  public FolderLog(Path folder) {
    this.folder = folder;
  }

  @Override
  public byte[] get(String path) throws IOException {
    Path file = folder.resolve(path);
    try {
      if (Files.size(file) > LONGEST) {
        throw new IOException("`%s` is too long for a file of a log".formatted(file));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw new NotThere("`" + folder + "`", path);
    }
  }

  boolean has(String path) {
    return Files.isRegularFile(folder.resolve(path));
  }

  /** Writes a file whole or not at all. */
  void put(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), ".", ".part");
    try {
      Files.write(fresh, bytes);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}

package dev.daybook.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A data folder that one Daybook holds, a server or a command that makes a ledger there: no other
 * gets it before it is let go, by {@link #close} or by the end of the process, however it ends.
 */
public final class FolderLock implements AutoCloseable {

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes a folder that is there.
   *
   * @throws StartRefused when another Daybook holds it
   */
  public static FolderLock take(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("daybook.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(file) == null) {
      file.close();
      throw new StartRefused(
          "another Daybook runs on `%s`; stop it, or give this one another --data folder"
              .formatted(folder));
    }
    return new FolderLock(file);
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // this very process holds it
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

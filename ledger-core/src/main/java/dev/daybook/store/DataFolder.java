package dev.daybook.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The folder a server keeps its own in. What is made here is for its owner alone, 0700 and 0600;
 * what was there before keeps the mode somebody gave it.
 */
public final class DataFolder {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private DataFolder() {}

  /** Makes the folder, and those it lies in, unless it is there. */
  public static void make(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(folder, ownerOnly("rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /**
   * Makes a file with this text.
   *
   * @throws FileAlreadyExistsException if there is one
   */
  public static void makeFile(Path file, String ascii) throws IOException {
    makeFile(file, ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Makes a file with these bytes.
   *
   * @throws FileAlreadyExistsException if there is one
   */
  public static void makeFile(Path file, byte[] bytes) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly("rw-------"))) {
      channel.write(ByteBuffer.wrap(bytes));
    }
  }

  /**
   * Puts these bytes in the file's place, whole or not at all; durable once this returns. One
   * thread at a time for each file.
   */
  public static void replaceFile(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    makeFile(fresh, bytes);
    force(fresh);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      force(folder);
    }
  }

  /** Has what was written to a file or folder on disk once this returns. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Whether anybody but its owner may do anything with the file or folder. */
  static boolean isOpenToOthers(Path file) throws IOException {
    return POSIX && !OWNER.containsAll(Files.getPosixFilePermissions(file));
  }

  private static FileAttribute<?>[] ownerOnly(String mode) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}

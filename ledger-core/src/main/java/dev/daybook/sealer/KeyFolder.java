package dev.daybook.sealer;

import dev.daybook.seal.VerifierKey;
import dev.daybook.store.DataFolder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The folder in which a ledger's seal keeps its keys, for its owner alone: those it seals with, in
 * {@code prepared/} those it may go over to one day, in {@code next/} those it goes over to now.
 * Both come into being whole or not at all. Once the ledger has gone over, its keys are replaced by
 * the next, one file after the other, and so are gone.
 */
public final class KeyFolder {

  /** The Ed25519 key. */
  public static final String KEY = "ed25519.key";

  /** The ML-DSA-44 key. */
  public static final String COSIGNER = "ml-dsa-44.key";

  private static final String PREPARED = "prepared";
  private static final String NEXT = "next";

  private final Path folder;

  /**
   * @param folder {@code seal} in the data folder
   */
  public KeyFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The name of the ledger that has its keys here.
   *
   * @throws java.nio.file.NoSuchFileException where none has
   * @throws dev.daybook.store.StartRefused where what lies there is no key
   */
  public String origin() throws IOException {
    return SealKeys.nameIn(file(KEY));
  }

  /** Whether the ledger was told to go over to other keys, and has not yet. */
  public boolean hasNext() {
    return Files.exists(folder.resolve(NEXT));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** A file of the keys to go over to. */
  Path next(String name) {
    return folder.resolve(NEXT).resolve(name);
  }

  /**
   * Makes keys to go over to one day, unless they were made before.
   *
   * @param origin the ledger's name
   * @return what others verify with
   */
  public List<VerifierKey> prepare(String origin) throws IOException {
    Path prepared = folder.resolve(PREPARED);
    if (!Files.exists(prepared)) {
      Path half = Files.createTempDirectory(folder, "." + PREPARED);
      try {
        write(half, KeyPair.generate(origin));
        Files.move(half, prepared, StandardCopyOption.ATOMIC_MOVE);
        DataFolder.force(folder);
      } finally {
        delete(half);
      }
    }
    return SealKeys.read(prepared.resolve(KEY), prepared.resolve(COSIGNER), origin).verifiers();
  }

  /**
   * Has the ledger go over to the keys that were prepared: at once where it is running, else when
   * it is started.
   *
   * @throws FileAlreadyExistsException while it still has to go over to others
   */
  public void goOver() throws IOException {
    if (hasNext()) {
      throw new FileAlreadyExistsException(folder.resolve(NEXT).toString());
    }
    Files.move(folder.resolve(PREPARED), folder.resolve(NEXT), StandardCopyOption.ATOMIC_MOVE);
    DataFolder.force(folder);
  }

  /**
   * Writes a ledger's new keys into another folder, for who gives keys to their ledger themselves.
   *
   * @throws FileAlreadyExistsException where there are some
   */
  public static List<VerifierKey> make(Path into, String origin) throws IOException {
    DataFolder.make(into);
    KeyPair keys = KeyPair.generate(origin);
    write(into, keys);
    return keys.verifiers();
  }

  private static void write(Path into, KeyPair keys) throws IOException {
    DataFolder.makeFile(into.resolve(KEY), keys.key().encoded() + "\n");
    DataFolder.makeFile(into.resolve(COSIGNER), keys.cosigner().encoded() + "\n");
    DataFolder.force(into.resolve(KEY));
    DataFolder.force(into.resolve(COSIGNER));
    DataFolder.force(into);
  }

  private static void delete(Path half) throws IOException {
    for (String name : List.of(KEY, COSIGNER)) {
      Files.deleteIfExists(half.resolve(name));
    }
    Files.deleteIfExists(half);
  }

  /** Puts the next keys in the place of those before, which are gone then. Again after a crash. */
  void gone() throws IOException {
    for (String name : List.of(KEY, COSIGNER)) {
      try {
        Files.move(
            next(name),
            file(name),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException _) {
        // moved before a crash
      }
    }
    DataFolder.force(folder);
    try {
      Files.deleteIfExists(folder.resolve(NEXT));
    } catch (DirectoryNotEmptyException _) {
      // somebody keeps other files there
    }
  }

  /** The text of a file, if there is one. */
  static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}

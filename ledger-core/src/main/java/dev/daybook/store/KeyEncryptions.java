package dev.daybook.store;

import dev.daybook.personal.KeyEncryption;
import dev.daybook.personal.KeyEncryptionProvider;
import dev.daybook.personal.KeySettings;
import dev.daybook.personal.LocalKeyEncryption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds what wraps persons' keys, by the settings. */
final class KeyEncryptions {

  private static final String FILE = "key-encryption.key";

  /** One that is to take its place, and does once persons' keys are wrapped by it. */
  private static final String NEXT = "key-encryption.key.next";

  private KeyEncryptions() {}

  /**
   * The service or key the settings give, or the key in their folder, made there (0600) at the
   * first start.
   *
   * @throws StartRefused when there is none, or it is none
   */
  static KeyEncryption of(KeySettings settings) {
    String service = settings.service();
    if (service != null) {
      return service(service);
    }
    String given = settings.key();
    Path folder = settings.folder();
    if (given != null) {
      return parsed(given, "the key in DAYBOOK_PERSONS_KEY or its file");
    }
    if (folder == null) {
      throw new StartRefused("nothing wraps persons' keys; set DAYBOOK_PERSONS_KEY_FILE");
    }
    Path file = folder.resolve(FILE);
    try {
      return parsed(readOrMake(folder, file), "`" + file + "`");
    } catch (IOException e) {
      throw new StartRefused("`%s` cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * The same where it must be there already.
   *
   * @throws StartRefused also where there is none
   */
  static KeyEncryption existing(KeySettings settings) {
    Path folder = settings.folder();
    if (settings.service() == null
        && settings.key() == null
        && folder != null
        && !Files.exists(folder.resolve(FILE))) {
      throw new StartRefused(
          "there is no `%s`, which opens the keys of persons; copy the folder `persons` of the data"
                  .formatted(folder.resolve(FILE))
              + " folder it comes from to there, or set DAYBOOK_PERSONS_KEY_FILE");
    }
    return of(settings);
  }

  /**
   * A key of the ledger's own that is to take the place of the one in the folder, made unless it
   * was before a crash.
   *
   * @throws StartRefused when what lies there is none
   */
  static KeyEncryption prepared(Path folder) {
    Path file = folder.resolve(NEXT);
    try {
      KeyEncryption prepared = parsed(readOrMake(folder, file), "`" + file + "`");
      DataFolder.force(file);
      DataFolder.force(folder);
      return prepared;
    } catch (IOException e) {
      throw new StartRefused("`%s` cannot be read or made: %s".formatted(file, e), e);
    }
  }

  /**
   * The key that {@link #prepared} made, where the ledger has a key of its own and that is there.
   */
  static Optional<KeyEncryption> next(KeySettings settings) {
    Path folder = settings.folder();
    boolean isGiven = settings.key() != null || settings.service() != null;
    return isGiven || folder == null || !Files.exists(folder.resolve(NEXT))
        ? Optional.empty()
        : Optional.of(prepared(folder));
  }

  /** Puts the key that was prepared in the place of the one before, which is gone then. */
  static void goOver(Path folder) {
    try {
      Files.move(
          folder.resolve(NEXT),
          folder.resolve(FILE),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      DataFolder.force(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readOrMake(Path folder, Path file) throws IOException {
    DataFolder.make(folder);
    String made = LocalKeyEncryption.generate();
    try {
      DataFolder.makeFile(file, made + "\n");
      return made;
    } catch (FileAlreadyExistsException _) {
      return Files.readString(file).strip();
    }
  }

  private static KeyEncryption parsed(String key, String where) {
    try {
      return LocalKeyEncryption.parse(key);
    } catch (IllegalArgumentException e) {
      throw new StartRefused("%s is none: %s".formatted(where, e.getMessage()), e);
    }
  }

  private static KeyEncryption service(String address) {
    try {
      return ServiceLoader.load(KeyEncryptionProvider.class).stream()
          .flatMap(provider -> provider.get().at(address).stream())
          .findFirst()
          .orElseThrow(
              () ->
                  new StartRefused(
                      "no key management service on the class path answers to DAYBOOK_PERSONS_KMS=%s"
                          .formatted(address)));
    } catch (IllegalArgumentException e) {
      throw new StartRefused(
          "DAYBOOK_PERSONS_KMS=%s cannot be used: %s".formatted(address, e.getMessage()), e);
    }
  }
}

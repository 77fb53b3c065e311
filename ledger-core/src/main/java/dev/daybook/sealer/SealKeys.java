package dev.daybook.sealer;

import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.DataFolder;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two keys that sign a ledger's checkpoints: Ed25519, which every verifier knows, and
 * ML-DSA-44, which a quantum computer does not break. Both bear the ledger's name.
 */
final class SealKeys {

  /** Files in the seal's folder, made 0600. */
  private static final String KEY_FILE = "ed25519.key";

  private static final String COSIGNER_FILE = "ml-dsa-44.key";

  private final SignerKey key;
  private final SignerKey cosigner;

  private SealKeys(SignerKey key, SignerKey cosigner) {
    this.key = key;
    this.cosigner = cosigner;
  }

  /**
   * The keys the settings give, or those in their folder, made there at the first start.
   *
   * @throws StartRefused when one is no such key, or is another ledger's
   */
  static SealKeys of(SealSettings settings, String origin) {
    try {
      DataFolder.make(settings.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SealKeys(
        key(settings.folder(), KEY_FILE, settings.key(), origin, KeyAlgorithm.ED25519),
        key(
            settings.folder(),
            COSIGNER_FILE,
            settings.cosigner(),
            origin,
            KeyAlgorithm.ML_DSA_44_COSIGNATURE));
  }

  private static SignerKey key(
      Path folder, String file, @Nullable String given, String origin, KeyAlgorithm algorithm) {
    Path path = folder.resolve(file);
    String where =
        given == null ? "`" + path + "`" : "the %s key that was given".formatted(algorithm);
    SignerKey key;
    try {
      key = SignerKey.parse(given == null ? readOrMake(path, origin, algorithm) : given);
    } catch (SealRefused e) {
      throw new StartRefused("%s is no key of the seal: %s".formatted(where, e.getMessage()), e);
    }
    if (key.verifier().algorithm() != algorithm) {
      throw new StartRefused(
          "%s is of %s; wanted one of %s".formatted(where, key.verifier().algorithm(), algorithm));
    }
    if (!key.verifier().name().equals(origin)) {
      throw new StartRefused(
          "%s is of the ledger `%s`; this one is `%s`"
              .formatted(where, key.verifier().name(), origin));
    }
    return key;
  }

  private static String readOrMake(Path file, String origin, KeyAlgorithm algorithm) {
    try {
      try {
        String made = SignerKey.generate(origin, algorithm).encoded();
        DataFolder.makeFile(file, made + "\n");
        return made;
      } catch (FileAlreadyExistsException _) {
        return Files.readString(file).strip();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The note of these two. */
  SignedNote sign(String checkpoint, Instant time) {
    return SignedNote.of(checkpoint).signed(key).cosigned(cosigner, time);
  }

  /** The verifiers as vkeys, a line each. */
  String lines() {
    StringBuilder lines = new StringBuilder();
    verifiers().forEach(key -> lines.append(key).append('\n'));
    return lines.toString();
  }

  /** What others verify with: the signer's first. */
  List<VerifierKey> verifiers() {
    return List.of(key.verifier(), cosigner.verifier());
  }
}

package dev.daybook.sealer;

import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.DataFolder;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys a node has for its ledger: those it seals with, and those it is to go over to, if any.
 * Which of them are in force, the ledger's tables say.
 */
final class SealKeys {

  private static final Logger LOG = LoggerFactory.getLogger(SealKeys.class);

  private final String origin;
  private final KeyFolder folder;
  private final boolean isGiven;
  private List<SignerKey> keys = List.of();
  private List<SignerKey> cosigners = List.of();
  private @Nullable KeyPair next;
  private boolean complained;

  private SealKeys(String origin, KeyFolder folder, boolean isGiven) {
    this.origin = origin;
    this.folder = folder;
    this.isGiven = isGiven;
  }

  /**
   * The keys the settings give, or those in their folder, made there at the first start.
   *
   * @throws StartRefused when one is no such key, or is another ledger's
   */
  static SealKeys of(SealSettings settings, String origin) {
    try {
      DataFolder.make(settings.folder());
      KeyFolder folder = new KeyFolder(settings.folder());
      SealKeys keys = new SealKeys(origin, folder, settings.key() != null);
      if (settings.key() == null || settings.cosigner() == null) {
        keys.have(
            new KeyPair(
                readOrMake(folder.file(KeyFolder.KEY), origin, KeyAlgorithm.ED25519),
                readOrMake(
                    folder.file(KeyFolder.COSIGNER), origin, KeyAlgorithm.ML_DSA_44_COSIGNATURE)));
        keys.look();
      } else {
        keys.have(given("key", settings.key(), settings.cosigner(), origin));
        if (settings.nextKey() != null && settings.nextCosigner() != null) {
          keys.haveNext(given("next key", settings.nextKey(), settings.nextCosigner(), origin));
        }
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair given(String what, String key, String cosigner, String origin) {
    return new KeyPair(
        parse("the %s %s that was given".formatted(KeyAlgorithm.ED25519, what), key, origin)
            .of(KeyAlgorithm.ED25519),
        parse(
                "the %s %s that was given".formatted(KeyAlgorithm.ML_DSA_44_COSIGNATURE, what),
                cosigner,
                origin)
            .of(KeyAlgorithm.ML_DSA_44_COSIGNATURE));
  }

  /**
   * Keys from two files.
   *
   * @throws StartRefused when one is no such key, or is another ledger's
   */
  static KeyPair read(Path key, Path cosigner, String origin) throws IOException {
    return new KeyPair(
        read(key, origin, KeyAlgorithm.ED25519),
        read(cosigner, origin, KeyAlgorithm.ML_DSA_44_COSIGNATURE));
  }

  private static SignerKey read(Path file, String origin, KeyAlgorithm algorithm)
      throws IOException {
    String text =
        KeyFolder.text(file).orElseThrow(() -> new StartRefused("`%s` is missing".formatted(file)));
    return parse("`" + file + "`", text, origin).of(algorithm);
  }

  /** The ledger whose key lies in a file. */
  static String nameIn(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      return SignerKey.parse(text).verifier().name();
    } catch (SealRefused e) {
      throw new StartRefused("`%s` is no key of the seal: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static SignerKey readOrMake(Path file, String origin, KeyAlgorithm algorithm)
      throws IOException {
    try {
      SignerKey made = SignerKey.generate(origin, algorithm);
      DataFolder.makeFile(file, made.encoded() + "\n");
      return made;
    } catch (FileAlreadyExistsException _) {
      return read(file, origin, algorithm);
    }
  }

  /**
   * A key and where it is from.
   *
   * @param where in words
   */
  private record Read(String where, SignerKey key) {
    SignerKey of(KeyAlgorithm algorithm) {
      if (key.verifier().algorithm() != algorithm) {
        throw new StartRefused(
            "%s is of %s; wanted one of %s"
                .formatted(where, key.verifier().algorithm(), algorithm));
      }
      return key;
    }
  }

  private static Read parse(String where, String text, String origin) {
    SignerKey key;
    try {
      key = SignerKey.parse(text);
    } catch (SealRefused e) {
      throw new StartRefused("%s is no key of the seal: %s".formatted(where, e.getMessage()), e);
    }
    if (!key.verifier().name().equals(origin)) {
      throw new StartRefused(
          "%s is of the ledger `%s`; this one is `%s`"
              .formatted(where, key.verifier().name(), origin));
    }
    return new Read(where, key);
  }

  private void have(KeyPair pair) {
    keys = List.of(pair.key());
    cosigners = List.of(pair.cosigner());
    next = null;
  }

  private void haveNext(KeyPair pair) {
    keys = List.of(keys.getFirst(), pair.key());
    cosigners = List.of(cosigners.getFirst(), pair.cosigner());
    next = pair;
  }

  /**
   * Looks whether somebody wants the ledger to go over to other keys, where this node's lie in its
   * folder. What lies there and is no pair of keys is told once, and is no reason to stop sealing.
   */
  void look() {
    if (isGiven || next != null || !folder.hasNext()) {
      return;
    }
    try {
      List<SignerKey> more = new ArrayList<>();
      for (Path file : List.of(folder.next(KeyFolder.KEY), folder.next(KeyFolder.COSIGNER))) {
        Optional<String> text = KeyFolder.text(file);
        if (text.isPresent()) {
          more.add(parse("`" + file + "`", text.get(), origin).key());
        }
      }
      if (more.size() == 2) {
        haveNext(read(folder.next(KeyFolder.KEY), folder.next(KeyFolder.COSIGNER), origin));
      } else if (more.size() == 1) {
        haveHalf(more.getFirst());
      }
    } catch (IOException | StartRefused e) {
      if (!complained) {
        complained = true;
        LOG.warn("the ledger does not go over to other keys: {}", e.getMessage());
      }
    }
  }

  /** A crash between the two files that are replaced leaves one of the keys in its old place. */
  private void haveHalf(SignerKey key) {
    if (key.verifier().algorithm() == KeyAlgorithm.ED25519) {
      keys = List.of(keys.getFirst(), key);
    } else {
      cosigners = List.of(cosigners.getFirst(), key);
    }
  }

  /** Those among this node's keys that are these, if it has both. */
  Optional<KeyPair> holding(String lines) {
    for (SignerKey key : keys) {
      for (SignerKey cosigner : cosigners) {
        KeyPair pair = new KeyPair(key, cosigner);
        if (pair.lines().equals(lines)) {
          return Optional.of(pair);
        }
      }
    }
    return Optional.empty();
  }

  /** What this node seals with, where nobody has sealed yet. */
  KeyPair first() {
    return new KeyPair(keys.getFirst(), cosigners.getFirst());
  }

  /** Those to go over to from these, if any. */
  Optional<KeyPair> after(KeyPair inForce) {
    return Optional.ofNullable(next).filter(pair -> !pair.lines().equals(inForce.lines()));
  }

  /** Lets go of all keys but these, which are in force. */
  void keepOnly(KeyPair inForce) {
    if (isGiven || (keys.size() == 1 && cosigners.size() == 1)) {
      return;
    }
    if (!inForce.key().equals(keys.getLast()) || !inForce.cosigner().equals(cosigners.getLast())) {
      return; // the next are not in force yet
    }
    try {
      folder.gone();
      have(inForce);
    } catch (IOException e) {
      LOG.warn("the keys before are still in the folder: {}", e.getMessage());
    }
  }

  /** What all of them are verified with. */
  List<VerifierKey> verifiers() {
    return Stream.concat(keys.stream(), cosigners.stream()).map(SignerKey::verifier).toList();
  }
}

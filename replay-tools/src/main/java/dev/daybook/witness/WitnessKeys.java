package dev.daybook.witness;

import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.NoteSignature;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.DataFolder;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a witness cosigns with: an Ed25519 key, which every log knows, and an ML-DSA-44 key, which a
 * quantum computer does not break, both of one name. Made at the first start.
 */
public final class WitnessKeys {

  private static final String FILE = "witness.key";

  /** The Ed25519 key stands first. */
  private static final List<KeyAlgorithm> ALGORITHMS =
      List.of(KeyAlgorithm.ED25519_COSIGNATURE, KeyAlgorithm.ML_DSA_44_COSIGNATURE);

  private final List<SignerKey> keys;

  private WitnessKeys(List<SignerKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * The keys in the folder, made if there are none.
   *
   * @param name whose keys they are; where it is null, keys that are made have a name of their own,
   *     and those that are there any
   * @throws StartRefused when the file holds something else, or another's keys
   */
  public static WitnessKeys in(Path folder, @Nullable String name) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      try {
        DataFolder.makeFile(file, made(name == null ? ownName() : name));
      } catch (FileAlreadyExistsException _) {
        // another start was faster
      } catch (SealRefused e) {
        throw new StartRefused(
            "`%s` cannot be a witness's name: %s".formatted(name, e.getMessage()), e);
      }
    }
    return read(file, name);
  }

  private static String ownName() {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    return "witness/" + HexFormat.of().formatHex(random);
  }

  private static byte[] made(String name) {
    StringBuilder lines = new StringBuilder();
    for (KeyAlgorithm algorithm : ALGORITHMS) {
      lines.append(SignerKey.generate(name, algorithm).encoded()).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static WitnessKeys read(Path file, @Nullable String name) throws IOException {
    List<SignerKey> keys = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        keys.add(SignerKey.parse(line));
      }
    } catch (SealRefused e) {
      throw new StartRefused("`%s` is no witness's key: %s".formatted(file, e.getMessage()), e);
    }
    List<KeyAlgorithm> seen = keys.stream().map(key -> key.verifier().algorithm()).toList();
    if (seen.isEmpty() || !ALGORITHMS.subList(0, Math.min(2, seen.size())).equals(seen)) {
      throw new StartRefused(
          "`%s` holds keys of %s; wanted one of %s, and perhaps one of %s below it"
              .formatted(file, seen, ALGORITHMS.getFirst(), ALGORITHMS.getLast()));
    }
    for (SignerKey key : keys) {
      String named = key.verifier().name();
      if (!named.equals(name == null ? keys.getFirst().verifier().name() : name)) {
        throw new StartRefused(
            "`%s` holds a key of `%s`; wanted `%s`. A witness keeps its name: others know it by it"
                .formatted(file, named, name == null ? keys.getFirst().verifier().name() : name));
      }
    }
    return new WitnessKeys(keys);
  }

  /** What logs and auditors verify cosignatures with. */
  public List<VerifierKey> verifiers() {
    return keys.stream().map(SignerKey::verifier).toList();
  }

  /** A cosignature by each key. */
  List<NoteSignature> cosign(String checkpoint, Instant time) {
    return keys.stream().map(key -> key.cosign(checkpoint, time)).toList();
  }
}

package dev.daybook.sealer;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.VerifierKey;
import java.time.Instant;
import java.util.List;

/**
 * The two keys that sign a ledger's checkpoints: Ed25519, which every verifier knows, and
 * ML-DSA-44, which a quantum computer does not break. Both bear the ledger's name.
 */
record KeyPair(SignerKey key, SignerKey cosigner) {

  /** New ones for the ledger of this name. */
  static KeyPair generate(String origin) {
    return new KeyPair(
        SignerKey.generate(origin, KeyAlgorithm.ED25519),
        SignerKey.generate(origin, KeyAlgorithm.ML_DSA_44_COSIGNATURE));
  }

  /** A checkpoint that these two sign too. */
  SignedNote sign(SignedNote checkpoint, Instant time) {
    return checkpoint.signed(key).cosigned(cosigner, time);
  }

  /** The word of these two that others seal from here on. */
  KeyRotation handOver(Checkpoint sealed, KeyPair after) {
    return KeyRotation.of(sealed, key, cosigner, after.verifiers());
  }

  /** The verifiers as vkeys, a line each. */
  String lines() {
    return lines(verifiers());
  }

  /** Keys as the seal's tables have them. */
  static String lines(List<VerifierKey> keys) {
    StringBuilder lines = new StringBuilder();
    keys.forEach(key -> lines.append(key).append('\n'));
    return lines.toString();
  }

  /** What others verify with: the signer's first. */
  List<VerifierKey> verifiers() {
    return List.of(key.verifier(), cosigner.verifier());
  }
}

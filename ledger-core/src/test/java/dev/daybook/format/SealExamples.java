package dev.daybook.format;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.SignerKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Keys from seeds everybody can repeat, and what they sign. */
final class SealExamples {

  static final String ORIGIN = "daybook/example";

  /** From the seed 000102…1f. */
  static final SignerKey LOG = key(ORIGIN, "37200ab4", 0x01, 0);

  static final SignerKey COSIGNER = key(ORIGIN, "b9c4f709", 0x06, 0);

  /** From the seed 202122…3f. */
  static final SignerKey NEXT_LOG = key(ORIGIN, "4c75d3d2", 0x01, 0x20);

  static final SignerKey NEXT_COSIGNER = key(ORIGIN, "5ee8850c", 0x06, 0x20);

  private SealExamples() {}

  static SignerKey key(String name, String id, int type, int firstByte) {
    ByteBuffer typed = ByteBuffer.allocate(33).put((byte) type);
    for (int i = 0; i < 32; i++) {
      typed.put((byte) (firstByte + i));
    }
    return SignerKey.parse(
        "PRIVATE+KEY+%s+%s+%s"
            .formatted(name, id, Base64.getEncoder().encodeToString(typed.array())));
  }

  /** That a ledger of the leaves {@code zero} and {@code one} goes over to the next keys. */
  static KeyRotation rotation() {
    Checkpoint two =
        new Checkpoint(
            ORIGIN,
            2,
            Merkle.nodeHash(
                Merkle.leafHash("zero".getBytes(StandardCharsets.UTF_8)),
                Merkle.leafHash("one".getBytes(StandardCharsets.UTF_8))));
    return KeyRotation.of(
        two, LOG, COSIGNER, List.of(NEXT_LOG.verifier(), NEXT_COSIGNER.verifier()));
  }
}

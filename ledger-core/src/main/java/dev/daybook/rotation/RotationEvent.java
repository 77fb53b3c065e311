package dev.daybook.rotation;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.VerifierKey;
import java.util.Base64;
import java.util.List;

/** What happens to the keys that seal this ledger. */
public sealed interface RotationEvent extends SubjectEvent {

  /**
   * Other keys seal from here on; both keys before signed that. The checkpoint that ends with this
   * entry is signed by the keys before and after.
   *
   * @param subject {@code seal/} and the ledger's name
   * @param size entries of the sealed tree it follows
   * @param root root of that tree, in base64
   * @param before vkeys of who sealed until now, Ed25519 and ML-DSA-44
   * @param after vkeys of who seals from now on, in the same order
   * @param signature by the Ed25519 key before, in base64, over the bytes the seal's format says
   * @param cosignature the same by the ML-DSA-44 key before
   */
  @Recorded(KeyRotation.TYPE)
  record KeysRotated(
      SubjectName subject,
      long size,
      String root,
      List<String> before,
      List<String> after,
      String signature,
      String cosignature)
      implements RotationEvent {

    public KeysRotated {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    /** The entry that says so. */
    public static KeysRotated of(KeyRotation rotation) {
      return new KeysRotated(
          subject(rotation.origin()),
          rotation.size(),
          rotation.root().base64(),
          rotation.before().stream().map(VerifierKey::toString).toList(),
          rotation.after().stream().map(VerifierKey::toString).toList(),
          Base64.getEncoder().encodeToString(rotation.signature()),
          Base64.getEncoder().encodeToString(rotation.cosignature()));
    }

    /** Whose stream holds the rotations of the ledger of this name. */
    public static SubjectName subject(String origin) {
      return new SubjectName(SubjectKind.SEAL, origin);
    }
  }
}

package dev.daybook.witnessed;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.NoteSignature;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.VerifierKey;
import java.util.Collection;

/** A checkpoint that is to be witnessed, and the cosignatures it has so far. */
final class Target {

  private final TlogPolicy policy;
  private final Checkpoint checkpoint;
  private final SignedNote signed;
  private SignedNote cosigned;

  /**
   * @param note with the cosignatures that are kept of it
   * @param keys the ledger's, whose signatures are what witnesses are shown
   */
  Target(TlogPolicy policy, SignedNote note, Collection<VerifierKey> keys) {
    this.policy = policy;
    this.checkpoint = Checkpoint.parse(note.text());
    SignedNote own = SignedNote.of(note.text());
    for (NoteSignature signature : note.signatures()) {
      if (keys.stream()
          .anyMatch(key -> key.id() == signature.id() && key.name().equals(signature.name()))) {
        own = own.with(signature);
      }
    }
    this.signed = own;
    this.cosigned = note;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  long size() {
    return checkpoint.size();
  }

  /** As its ledger signed it. */
  SignedNote signed() {
    return signed;
  }

  /** Adds a cosignature that was verified. */
  synchronized void add(NoteSignature cosignature) {
    cosigned = cosigned.with(cosignature);
  }

  synchronized boolean isReached() {
    return policy.tally(cosigned).reached();
  }

  synchronized boolean isCosignedBy(VerifierKey witness) {
    return policy.tally(cosigned).cosigners().stream()
        .anyMatch(cosigner -> cosigner.key().equals(witness));
  }
}

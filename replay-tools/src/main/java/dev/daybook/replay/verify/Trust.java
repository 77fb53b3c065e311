package dev.daybook.replay.verify;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.Signer;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose signatures count. */
public sealed interface Trust {

  /** Nobody's: everything can be consistent, and still be somebody else's invention. */
  record Nobody() implements Trust {}

  /** Any of these keys' of the log. */
  record Keys(List<VerifierKey> keys) implements Trust {
    public Keys {
      keys = List.copyOf(keys);
    }
  }

  /** What a policy says of logs and witnesses. */
  record Policy(TlogPolicy policy) implements Trust {}

  /**
   * A checkpoint and who is known to have signed it.
   *
   * @param signers the known ones
   * @param unknown why there are none, or too few; null where it is trusted
   */
  record Signed(Checkpoint checkpoint, List<Signer> signers, @Nullable String unknown) {
    public Signed {
      signers = List.copyOf(signers);
    }

    /** Each signer's name and id, for the key behind them is long, and when it signed. */
    public List<String> told() {
      return signers.stream().map(Signed::told).toList();
    }

    /** The same of one. */
    public static String told(Signer signer) {
      String vkey = signer.key().toString();
      String name = vkey.substring(0, vkey.indexOf('+', vkey.indexOf('+') + 1));
      return signer.time() == null ? name : "%s at %s".formatted(name, signer.time());
    }
  }

  /**
   * Reads a signed checkpoint.
   *
   * @param place what to call it
   * @throws Wrong when it is no checkpoint, or forged
   */
  default Signed open(byte[] note, Place place) throws Wrong {
    try {
      Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
      try {
        return switch (this) {
          case Nobody() ->
              new Signed(checkpoint, List.of(), "no key was given that could have signed it");
          case Keys(var keys) ->
              new Signed(checkpoint, Checkpoint.open(note, keys).signers(), null);
          case Policy(var policy) -> trusted(checkpoint, policy.open(note));
        };
      } catch (SealRefused.Unsigned e) {
        return new Signed(checkpoint, List.of(), String.valueOf(e.getMessage()));
      }
    } catch (SealRefused e) {
      throw new Wrong(place, String.valueOf(e.getMessage()));
    }
  }

  private static Signed trusted(Checkpoint checkpoint, TlogPolicy.Trusted trusted) {
    List<Signer> signers = new ArrayList<>(trusted.opened().signers());
    signers.addAll(trusted.tally().cosigners());
    return new Signed(checkpoint, signers, null);
  }
}

package dev.daybook.replay.verify;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.Signer;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
   * Those of somebody, and those whom their keys handed the log to.
   *
   * @param isPastToo whether a checkpoint of the log is trusted that covers all of the chain: then
   *     the chain's first keys are as good as its last
   */
  record Chained(Trust given, KeyChain chain, boolean isPastToo) implements Trust {}

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
      SignedNote parsed = SignedNote.parse(note);
      Checkpoint checkpoint = Checkpoint.parse(parsed.text());
      try {
        return switch (this) {
          case Nobody() ->
              new Signed(checkpoint, List.of(), "no key was given that could have signed it");
          case Keys(var keys) ->
              new Signed(checkpoint, Checkpoint.open(note, keys).signers(), null);
          case Policy(var policy) -> trusted(checkpoint, policy.open(note));
          case Chained(var given, var chain, var isPastToo) -> {
            chain.requireSigned(parsed, checkpoint, place);
            Signed signed =
                given
                    .with(isPastToo ? chain.all() : chain.handedOn(given.keys()))
                    .open(note, place);
            yield signed.unknown() == null
                ? signed
                : new Signed(checkpoint, List.of(), signed.unknown() + chain.missing());
          }
        };
      } catch (SealRefused.Unsigned e) {
        return new Signed(checkpoint, List.of(), String.valueOf(e.getMessage()));
      }
    } catch (SealRefused e) {
      throw new Wrong(place, String.valueOf(e.getMessage()));
    }
  }

  /** The keys of logs among them. */
  default List<VerifierKey> keys() {
    return switch (this) {
      case Nobody() -> List.of();
      case Keys(var keys) -> keys;
      case Policy(var policy) -> policy.logKeys();
      case Chained(var given, _, _) -> given.keys();
    };
  }

  /** The same, trusting these keys of logs too; of nobody still nobody's. */
  private Trust with(List<VerifierKey> more) {
    return switch (this) {
      case Nobody() -> this;
      case Keys(var keys) ->
          new Keys(Stream.concat(keys.stream(), more.stream()).distinct().toList());
      case Policy(var policy) ->
          new Policy(
              new TlogPolicy(
                  Stream.concat(
                          policy.logs().stream(),
                          more.stream().map(key -> new TlogPolicy.Log(key, null)))
                      .toList(),
                  policy.witnesses(),
                  policy.quorum()));
      case Chained(var given, _, _) -> given.with(more);
    };
  }

  private static Signed trusted(Checkpoint checkpoint, TlogPolicy.Trusted trusted) {
    List<Signer> signers = new ArrayList<>(trusted.opened().signers());
    signers.addAll(trusted.tally().cosigners());
    return new Signed(checkpoint, signers, null);
  }
}

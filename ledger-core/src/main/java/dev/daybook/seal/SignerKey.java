package dev.daybook.seal;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/**
 * The secret half of a signer. Its text form is {@code PRIVATE+KEY+name+id+base64(type‖seed)}, as
 * Go's sumdb note has it for Ed25519; ML-DSA-44 takes the same shape, both having seeds of {@value
 * KeyAlgorithm#SEED_BYTES} bytes. Signing twice gives the same bytes twice.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/mod/sumdb/note">golang.org/x/mod/sumdb/note</a>
 */
public final class SignerKey {

  private static final String PREFIX = "PRIVATE+KEY+";

  private final VerifierKey verifier;
  private final byte[] seed;

  private SignerKey(String name, KeyAlgorithm algorithm, byte[] seed) {
    this.verifier = VerifierKey.owning(name, algorithm, algorithm.publicKey(seed));
    this.seed = seed;
  }

  /**
   * A new key.
   *
   * @throws SealRefused.Malformed when {@code name} cannot be a key's name
   */
  public static SignerKey generate(String name, KeyAlgorithm algorithm) {
    byte[] seed = new byte[KeyAlgorithm.SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    return new SignerKey(name, algorithm, seed);
  }

  /**
   * Reads what {@link #encoded()} wrote.
   *
   * @throws SealRefused.Malformed when it is no such thing; the message never shows it
   */
  public static SignerKey parse(String encoded) {
    if (!encoded.startsWith(PREFIX)) {
      throw new SealRefused.Malformed("a signer's key begins with `%s`".formatted(PREFIX));
    }
    VerifierKey.Parts parts =
        VerifierKey.Parts.of(
            "a signer's key is `PRIVATE+KEY+name+id+key`", encoded.substring(PREFIX.length()));
    byte[] typed = parts.typed();
    if (typed.length != 1 + KeyAlgorithm.SEED_BYTES) {
      throw new SealRefused.Malformed(
          "a signer's key is one byte of type and a seed of %d; this one has %d bytes in all"
              .formatted(KeyAlgorithm.SEED_BYTES, typed.length));
    }
    SignerKey key =
        new SignerKey(
            parts.name(), KeyAlgorithm.ofTyped(typed), Arrays.copyOfRange(typed, 1, typed.length));
    parts.requireId(key.verifier);
    return key;
  }

  /** The secret as text, for a file nobody else can read. */
  public String encoded() {
    return PREFIX + VerifierKey.text(verifier.name(), verifier.id(), verifier.algorithm(), seed);
  }

  /** The public half, for everybody. */
  public VerifierKey verifier() {
    return verifier;
  }

  /**
   * Signs a note's text as it is.
   *
   * @throws IllegalArgumentException when this is a cosigner's key, which signs a time too
   */
  public NoteSignature sign(String text) {
    if (verifier.algorithm().timed()) {
      throw new IllegalArgumentException("%s signs with a time: cosign".formatted(this));
    }
    return sign(text, 0);
  }

  /**
   * Says of a checkpoint that at this time it was the largest this signer knew of its log.
   *
   * @param text the checkpoint's
   * @param time cut to whole seconds
   * @throws IllegalArgumentException when this key's signatures have no time, or {@code time} is
   *     not from 1970-01-01T00:00:01Z to 9999-12-31T23:59:59Z
   * @throws SealRefused.Malformed when {@code text} is no checkpoint's
   */
  public NoteSignature cosign(String text, Instant time) {
    if (!verifier.algorithm().timed()) {
      throw new IllegalArgumentException("%s signs without a time: sign".formatted(this));
    }
    long seconds = time.getEpochSecond();
    if (seconds < 1 || seconds > Cosignature.LAST_SECOND) {
      throw new IllegalArgumentException("a cosignature's time is from 1970 to 9999: " + time);
    }
    return sign(text, seconds);
  }

  /** Signs what is no note: {@code message} says by its first bytes what it is. */
  byte[] signStatement(byte[] message) {
    return verifier.algorithm().sign(seed, message);
  }

  private NoteSignature sign(String text, long seconds) {
    KeyAlgorithm algorithm = verifier.algorithm();
    byte[] signed = algorithm.sign(seed, algorithm.message(verifier.name(), text, seconds));
    ByteBuffer bytes = ByteBuffer.allocate(Cosignature.bytes(algorithm));
    if (algorithm.timed()) {
      bytes.putLong(seconds);
    }
    return NoteSignature.owning(verifier, bytes.put(signed).array());
  }

  /** The public half: the secret stays out of logs. */
  @Override
  public String toString() {
    return "signer of " + verifier.name() + " (" + verifier.algorithm() + ")";
  }
}

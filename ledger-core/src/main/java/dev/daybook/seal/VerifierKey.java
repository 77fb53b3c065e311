package dev.daybook.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The public half of a signer: what an auditor keeps to know the signer's notes by. Its text form,
 * the <i>vkey</i>, is {@code name+id+base64(type‖key)}, the id in eight hex digits.
 *
 * @see <a href="https://c2sp.org/signed-note">c2sp.org/signed-note</a>
 */
public final class VerifierKey {

  /** Longest key name, in bytes of UTF-8, so that every kind of signature can carry it. */
  public static final int MAX_NAME_BYTES = 255;

  private final String name;
  private final int id;
  private final KeyAlgorithm algorithm;
  private final byte[] key;

  private VerifierKey(String name, KeyAlgorithm algorithm, byte[] key) {
    this.name = name;
    this.algorithm = algorithm;
    this.key = key;
    this.id = id(name, algorithm, key);
  }

  /** Takes the array as it is: nobody else may hold it. */
  static VerifierKey owning(String name, KeyAlgorithm algorithm, byte[] key) {
    requireName(name);
    algorithm.requireKey(key);
    return new VerifierKey(name, algorithm, key);
  }

  /**
   * Reads a vkey.
   *
   * @throws SealRefused.Malformed when it is none, its id is not its key's, or its key is one that
   *     verifies what nobody signed
   */
  public static VerifierKey parse(String vkey) {
    Parts parts = Parts.of("a verifier key is `name+id+key`", vkey);
    byte[] typed = parts.typed();
    VerifierKey key =
        owning(
            parts.name(), KeyAlgorithm.ofTyped(typed), Arrays.copyOfRange(typed, 1, typed.length));
    parts.requireId(key);
    return key;
  }

  /**
   * What both forms of a key are made of.
   *
   * @param base64 of a signature type byte and the key
   */
  record Parts(String name, String id, String base64) {

    /** Reads {@code name+id+base64}; only the last part may hold a plus. */
    static Parts of(String wanted, String text) {
      String[] parts = text.split("\\+", 3);
      if (parts.length != 3) {
        throw new SealRefused.Malformed(
            "%s; this one has %d parts instead of 3".formatted(wanted, parts.length));
      }
      return new Parts(parts[0], parts[1], parts[2]);
    }

    byte[] typed() {
      return OneForm.base64("its key", base64);
    }

    /** The id is there to catch keys that were cut or mixed up on their way. */
    void requireId(VerifierKey key) {
      if (!id.equals(key.idHex())) {
        throw new SealRefused.Malformed(
            "its id is `%s`, but the id of this name and key is `%s`; copy the whole key again"
                .formatted(id.length() > 8 ? id.substring(0, 8) + "…" : id, key.idHex()));
      }
    }
  }

  /** First four bytes of SHA-256 over the name, a newline, the type and the key. */
  private static int id(String name, KeyAlgorithm algorithm, byte[] key) {
    MessageDigest digest = Sha256.begun();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(algorithm.type());
    digest.update(key);
    return ByteBuffer.wrap(digest.digest()).getInt();
  }

  /**
   * Refuses what cannot be a key's name: nothing, spaces of any script, plus signs and control
   * characters, all of which would end the name early where it is written.
   */
  static void requireName(String name) {
    if (name.isEmpty()) {
      throw new SealRefused.Malformed("a key's name is not empty");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new SealRefused.Malformed(
          "a key's name has at most %d bytes".formatted(MAX_NAME_BYTES));
    }
    if (name.codePoints().anyMatch(VerifierKey::endsName)) {
      throw new SealRefused.Malformed(
          "a key's name has no spaces, plus signs, control characters or half surrogate pairs");
    }
  }

  private static boolean endsName(int codePoint) {
    return codePoint == '+'
        || Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE;
  }

  public String name() {
    return name;
  }

  /** The key's id, an unsigned 32-bit number. */
  public int id() {
    return id;
  }

  private String idHex() {
    return HexFormat.of().toHexDigits(id);
  }

  public KeyAlgorithm algorithm() {
    return algorithm;
  }

  /** The public key itself: 32 bytes for Ed25519, 1312 for ML-DSA-44. */
  public byte[] key() {
    return key.clone();
  }

  /** Whether {@code signature} claims to be by this key. */
  boolean isNamedBy(NoteSignature signature) {
    return signature.id() == id && signature.name().equals(name);
  }

  /** Who signed {@code text} and when, if {@code signature} is this key's and right. */
  Optional<Signer> verify(String text, NoteSignature signature) {
    if (!isNamedBy(signature)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(signature.signature());
    if (bytes.remaining() != Cosignature.bytes(algorithm)) {
      return Optional.empty();
    }
    long seconds = algorithm.timed() ? bytes.getLong() : 0;
    if (seconds < 0 || seconds > Cosignature.LAST_SECOND) {
      return Optional.empty();
    }
    byte[] signed = new byte[bytes.remaining()];
    bytes.get(signed);
    byte[] message;
    try {
      message = algorithm.message(name, text, seconds);
    } catch (SealRefused.Malformed _) {
      return Optional.empty(); // no checkpoint, so nothing a cosigner can have signed
    }
    return algorithm.verifies(key, message, signed)
        ? Optional.of(Signer.at(this, seconds))
        : Optional.empty();
  }

  /** Whether the holder of this key signed a statement that is no note. */
  boolean verifiesStatement(byte[] message, byte[] signature) {
    return algorithm.verifies(key, message, signature);
  }

  /** Name and id, {@code name+id}: enough to tell keys apart, where the whole is long. */
  public String shortName() {
    return name + "+" + idHex();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && algorithm == that.algorithm
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return id;
  }

  /** The vkey. */
  @Override
  public String toString() {
    return text(name, id, algorithm, key);
  }

  /** Writes {@code name+id+base64(type‖bytes)}. */
  static String text(String name, int id, KeyAlgorithm algorithm, byte[] bytes) {
    byte[] typed = ByteBuffer.allocate(1 + bytes.length).put(algorithm.type()).put(bytes).array();
    return name + "+" + HexFormat.of().toHexDigits(id) + "+" + OneForm.base64(typed);
  }
}

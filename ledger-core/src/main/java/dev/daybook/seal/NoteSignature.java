package dev.daybook.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One signature line of a note, {@code — name base64(id‖signature)}, believed by nobody yet.
 *
 * @see <a href="https://c2sp.org/signed-note">c2sp.org/signed-note</a>
 */
public final class NoteSignature {

  private static final String DASH = "\u2014 ";

  private final String name;
  private final int id;
  private final byte[] signature;

  private NoteSignature(String name, int id, byte[] signature) {
    this.name = name;
    this.id = id;
    this.signature = signature;
  }

  /** Takes the array as it is: nobody else may hold it. */
  static NoteSignature owning(VerifierKey key, byte[] signature) {
    return new NoteSignature(key.name(), key.id(), signature);
  }

  /**
   * Reads a signature line without its newline.
   *
   * @throws SealRefused.Malformed when it is none
   */
  public static NoteSignature parse(String line) {
    if (!line.startsWith(DASH)) {
      throw new SealRefused.Malformed(
          "a signature line begins with an em dash (U+2014) and a space");
    }
    String[] fields = line.substring(DASH.length()).split(" ", -1);
    if (fields.length != 2) {
      throw new SealRefused.Malformed(
          "a signature line is em dash, name and signature with one space between them");
    }
    VerifierKey.requireName(fields[0]);
    byte[] bytes = OneForm.base64("a signature", fields[1]);
    if (bytes.length <= Integer.BYTES) {
      throw new SealRefused.Malformed(
          "a signature is the key's id in four bytes and at least one byte more");
    }
    return new NoteSignature(
        fields[0],
        ByteBuffer.wrap(bytes).getInt(),
        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  /** The name of the key that is said to have signed. */
  public String name() {
    return name;
  }

  /** The id of the key that is said to have signed. */
  public int id() {
    return id;
  }

  /**
   * The bytes after the id: a signature, with a time in front of it where the algorithm has one.
   */
  byte[] signature() {
    return signature.clone();
  }

  boolean isOfSameKeyAs(NoteSignature other) {
    return id == other.id && name.equals(other.name);
  }

  /** The line, without its newline. */
  public String line() {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(id).put(signature).array();
    return DASH + name + " " + OneForm.base64(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature that
        && isOfSameKeyAs(that)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return "signature by " + name + "+" + HexFormat.of().toHexDigits(id);
  }
}

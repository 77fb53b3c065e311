package dev.daybook.seal;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 as a value: the hash of a leaf, of a node, or of a whole tree. */
public final class Hash {

  /** Bytes of a SHA-256. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The hash with these bytes.
   *
   * @throws IllegalArgumentException unless there are {@value #LENGTH} of them
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "a SHA-256 has %d bytes; seen %d".formatted(LENGTH, bytes.length));
    }
    return new Hash(bytes.clone());
  }

  /** The hash at {@code offset} of {@code bytes}, a tile for one. */
  static Hash at(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  /** Takes the array as it is: nobody else may hold it. */
  static Hash owning(byte[] bytes) {
    return new Hash(bytes);
  }

  /**
   * Reads 64 hex digits.
   *
   * @throws IllegalArgumentException if they are not
   */
  public static Hash fromHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /**
   * Reads standard base64, with its padding.
   *
   * @throws IllegalArgumentException unless {@link #base64()} writes the very same
   */
  public static Hash fromBase64(String base64) {
    Hash hash = of(Base64.getDecoder().decode(base64));
    if (!hash.base64().equals(base64)) {
      throw new IllegalArgumentException(
          "`%s` is base64 in another than its one form".formatted(base64));
    }
    return hash;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether these are the bytes at {@code offset} of {@code others}, a tile for one. */
  public boolean isAt(byte[] others, int offset) {
    return Arrays.equals(bytes, 0, LENGTH, others, offset, offset + LENGTH);
  }

  /** The bytes themselves, for hashing and copying within this package. */
  byte[] shared() {
    return bytes;
  }

  /** Lower-case hex. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Standard base64, as notes and proofs write it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}

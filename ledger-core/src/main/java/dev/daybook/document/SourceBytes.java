package dev.daybook.document;

import dev.daybook.seal.Sha256;
import java.util.Arrays;

/**
 * One document's original bytes, untouched, and where they came from. What was posted is what is
 * kept, hashed and given back.
 */
public final class SourceBytes {

  private final String sourceName;
  private final Place begin;
  private final byte[] bytes;
  private final String sha256;

  SourceBytes(String sourceName, Place begin, byte[] bytes) {
    this.sourceName = sourceName;
    this.begin = begin;
    this.bytes = bytes;
    this.sha256 = Sha256.hex(bytes);
  }

  /** The file's path or whatever else the source is called in messages. */
  public String sourceName() {
    return sourceName;
  }

  /** Where in the source this document begins. */
  public Place begin() {
    return begin;
  }

  /** The bytes themselves, not a copy; they must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  /** Digest of {@link #bytes()}, lower-case hex. */
  public String sha256() {
    return sha256;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceBytes that
        && sourceName.equals(that.sourceName)
        && begin.equals(that.begin)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return sha256.hashCode();
  }

  @Override
  public String toString() {
    return "%s:%s (%d bytes, sha256 %s)".formatted(sourceName, begin, bytes.length, sha256);
  }
}

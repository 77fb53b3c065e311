package dev.daybook.document;

/** How large a document may be. */
public final class Limits {

  /** Most bytes of one document: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  /** Most levels of mappings and lists inside each other. */
  public static final int MAX_DEPTH = 64;

  /** Most documents in one source. */
  public static final int MAX_DOCUMENTS = 1_000;

  /** Largest integer that every JSON reader keeps, 2^53 − 1 (RFC 7493, I-JSON). */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private Limits() {}
}

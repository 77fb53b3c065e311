package dev.daybook.document;

/** How large a document may be. */
public final class Limits {

  /** Most bytes of one document: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  /** Most levels of mappings and lists inside each other. */
  public static final int MAX_DEPTH = 64;

  /** Longest key, in UTF-16 units. */
  public static final int MAX_KEY = 500;

  /** Longest JSON pointer to a value, in UTF-16 units, indices of lists not counted. */
  public static final int MAX_POINTER = 1_000;

  /**
   * Most bytes of what a document says once it is written out: 768 KiB of JSON, each part in full
   * and each label under its pointer. An event holds 1 MiB; the rest is for what is said about it.
   */
  public static final int MAX_FLAT = 768 << 10;

  /**
   * Most fields of one document: columns, and the parts of records and lists in them. The starter
   * pack judges so many within its budgets.
   */
  public static final int MAX_FIELDS = 3_000;

  /** Most objectives of one document. */
  public static final int MAX_OBJECTIVES = 200;

  /** Most documents in one source. */
  public static final int MAX_DOCUMENTS = 1_000;

  /** Largest integer that every JSON reader keeps, 2^53 − 1 (RFC 7493, I-JSON). */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private Limits() {}
}

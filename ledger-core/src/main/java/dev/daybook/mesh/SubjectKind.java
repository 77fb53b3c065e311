package dev.daybook.mesh;

import java.util.Locale;
import java.util.Optional;

/** What a command can be about. The wire word is the first segment of every subject's name. */
public enum SubjectKind {
  DOMAIN,
  TEAM,
  PRODUCT,
  CONTRACT,
  POLICY,
  PARAMS,
  CEILING,
  WAIVER,
  SLO,
  ACTOR,
  /** Whoever documents name, by a surrogate id. */
  PERSON,
  /** What the policies in force say of another subject: {@code posture/product/sales.orders}. */
  POSTURE,
  /** What signs the ledger's checkpoints: {@code seal/} and the ledger's name. */
  SEAL,
  /** A name for a moment: {@code tag/quarter-2026Q1}. */
  TAG,
  /** Rows that are derived from the ledger: {@code view/catalog}. */
  VIEW;

  private static final SubjectKind[] ALL = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The lower-case word used in names, JSON and URLs: {@code product}, {@code slo}. */
  public String word() {
    return word;
  }

  /**
   * Whether its documents are law: kept readable for as long as something was judged by them, and
   * published to everybody.
   */
  public boolean isLaw() {
    return this == POLICY || this == PARAMS;
  }

  public static Optional<SubjectKind> of(String word) {
    for (SubjectKind kind : ALL) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

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
  SLO,
  ACTOR;

  /** The lower-case word used in names, JSON and URLs: {@code product}, {@code slo}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<SubjectKind> of(String word) {
    for (SubjectKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

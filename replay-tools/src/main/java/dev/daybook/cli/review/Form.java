package dev.daybook.cli.review;

import java.util.Locale;

/** The forms a review can be told in. */
public enum Form {
  /** For people. */
  TEXT,
  JSON,
  YAML,
  /** One document per line. */
  NDJSON,
  /** JUnit XML, which every CI server reads. */
  JUNIT,
  /** SARIF 2.1.0, for code scanning. */
  SARIF,
  /** Workflow commands that GitHub Actions turns into annotations. */
  GITHUB,
  /** A table for a pull request's comment or a job's summary. */
  MARKDOWN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

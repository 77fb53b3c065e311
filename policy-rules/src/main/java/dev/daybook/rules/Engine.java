package dev.daybook.rules;

import java.time.zone.ZoneRulesProvider;

/**
 * What judges, as decisions record it: everything beside policies and facts that an answer can
 * depend on, each with its version.
 */
final class Engine {

  /** Counts up whenever the same policies and facts may come out otherwise than before. */
  private static final int RULES = 1;

  /** Evaluates expressions. */
  static final String CEL = "cel-java 0.14.0";

  /** Matches patterns. */
  static final String PATTERNS = "re2j 1.8";

  /** {@code daybook-rules 1, cel-java 0.14.0, re2j 1.8, tzdb 2025b}. */
  static final String NAME =
      "daybook-rules %d, %s, %s, tzdb %s".formatted(RULES, CEL, PATTERNS, zones());

  private Engine() {}

  /** The version of the time-zone data that {@code clock.getHours('Europe/Berlin')} looks into. */
  private static String zones() {
    return ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();
  }
}

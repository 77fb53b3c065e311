package dev.daybook.views.slos;

import dev.daybook.mesh.Objective;
import dev.daybook.mesh.SubjectName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A promise and how it stands. What was measured last is found among the measurements: a row for
 * each of them would make a history many times as long.
 *
 * @param promisedBy stream of the product or contract that promises it
 * @param status met, breached, or unknown before the first measurement of the promise as it is now
 * @param breach key of the open breach
 */
record SloRow(
    String subject,
    String promisedBy,
    String objective,
    String target,
    String comparison,
    BigDecimal targetValue,
    String unit,
    @Nullable String method,
    @Nullable String description,
    String status,
    @Nullable String breach,
    @Nullable Instant breachedSince) {

  static final String MET = "met";
  static final String BREACHED = "breached";
  static final String UNKNOWN = "unknown";

  static SloRow of(SubjectName subject, SubjectName promisedBy, Objective objective) {
    return new SloRow(
        subject.toString(),
        promisedBy.stream(),
        objective.name(),
        objective.text(),
        objective.comparison().name().toLowerCase(Locale.ROOT),
        objective.target(),
        objective.unit().name().toLowerCase(Locale.ROOT),
        objective.measurement(),
        objective.description(),
        UNKNOWN,
        null,
        null);
  }

  /** The promise says something else; an open breach stays open. */
  SloRow changedTo(SloRow other) {
    return breach == null ? other : other.at(BREACHED, breach, breachedSince);
  }

  /** The production measurement made last keeps the promise or does not. */
  SloRow measured(boolean met) {
    return met && breach == null ? at(MET, null, null) : this;
  }

  SloRow breached(String key, Instant since) {
    return at(BREACHED, key, since);
  }

  SloRow recovered() {
    return at(MET, null, null);
  }

  private SloRow at(String to, @Nullable String key, @Nullable Instant since) {
    return new SloRow(
        subject,
        promisedBy,
        objective,
        target,
        comparison,
        targetValue,
        unit,
        method,
        description,
        to,
        key,
        since);
  }
}

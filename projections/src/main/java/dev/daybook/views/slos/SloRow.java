package dev.daybook.views.slos;

import dev.daybook.mesh.Objective;
import dev.daybook.mesh.SubjectName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise and how it stands.
 *
 * @param promisedBy stream of the product or contract that promises it
 * @param status met, breached, or unknown before the first measurement of the promise as it is now
 * @param measurement id of the production measurement made last
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
    @Nullable UUID measurement,
    @Nullable BigDecimal value,
    @Nullable Instant measuredAt,
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
        null,
        null,
        null,
        null);
  }

  /** The promise says something else; what was measured stays, and so does an open breach. */
  SloRow changedTo(SloRow other) {
    return new SloRow(
        other.subject,
        other.promisedBy,
        other.objective,
        other.target,
        other.comparison,
        other.targetValue,
        other.unit,
        other.method,
        other.description,
        breach == null ? UNKNOWN : BREACHED,
        measurement,
        value,
        measuredAt,
        breach,
        breachedSince);
  }

  /** A production measurement, the latest there is, says how the promise stands. */
  SloRow measured(UUID id, BigDecimal seen, Instant at, boolean met) {
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
        met && breach == null ? MET : status,
        id,
        seen,
        at,
        breach,
        breachedSince);
  }

  SloRow breached(String key, Instant since) {
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
        BREACHED,
        measurement,
        value,
        measuredAt,
        key,
        since);
  }

  SloRow recovered() {
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
        MET,
        measurement,
        value,
        measuredAt,
        null,
        null);
  }
}

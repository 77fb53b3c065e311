package dev.daybook.slo;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.SubjectName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can happen to a service level objective. */
public sealed interface SloEvent extends SubjectEvent {

  /**
   * Something is promised from here on.
   *
   * @param promisedBy the product or contract whose document promises it
   */
  @Recorded("slo.objective-declared")
  record ObjectiveDeclared(SubjectName subject, SubjectName promisedBy, Objective objective)
      implements SloEvent {}

  /** The promise says something else; it is judged anew from the next measurement on. */
  @Recorded("slo.objective-changed")
  record ObjectiveChanged(SubjectName subject, SubjectName promisedBy, Objective objective)
      implements SloEvent {}

  /** Nothing is promised any longer; an open breach ends here without having recovered. */
  @Recorded("slo.objective-dropped")
  record ObjectiveDropped(SubjectName subject) implements SloEvent {}

  /**
   * A value was measured.
   *
   * @param measurement the reporter's own id for it
   * @param measuredAt when it was measured, by the reporter's clock
   * @param value what was measured, in {@code unit}
   * @param unit what it is counted in, the objective's unit as it was then
   * @param environment where it was measured
   * @param run the pipeline run it came out of
   * @param met whether the value keeps the promise as it stood then
   * @param late whether a later measurement was known already; a late one changes no status
   */
  @Recorded("slo.measurement-reported")
  record MeasurementReported(
      SubjectName subject,
      UUID measurement,
      Instant measuredAt,
      BigDecimal value,
      Unit unit,
      String environment,
      @Nullable String run,
      boolean met,
      boolean late)
      implements SloEvent {}

  /**
   * A reported value was wrong and is replaced; both stay in the history.
   *
   * @param measuredAt when the corrected measurement was made
   * @param value the right value, in {@code unit}
   * @param previous the value it replaces, in {@code unit} too
   * @param met whether the corrected value keeps the promise as it stands now
   */
  @Recorded("slo.measurement-corrected")
  record MeasurementCorrected(
      SubjectName subject,
      UUID measurement,
      Instant measuredAt,
      BigDecimal value,
      BigDecimal previous,
      Unit unit,
      boolean met,
      String reason)
      implements SloEvent {}

  /**
   * The promise is broken, from the measurement that showed it.
   *
   * @param measurement the measurement that broke it
   * @param since when that was measured
   * @param value what was measured, in {@code unit}
   * @param target what was promised, in {@code unit} too
   */
  @Recorded("slo.breach-opened")
  record BreachOpened(
      SubjectName subject,
      UUID measurement,
      Instant since,
      BigDecimal value,
      BigDecimal target,
      Unit unit)
      implements SloEvent {}

  /**
   * The promise is kept again.
   *
   * @param measurement the measurement that showed it
   * @param since when the breach had begun
   * @param until when the measurement that ended it was made
   * @param value what was measured, in {@code unit}
   */
  @Recorded("slo.breach-recovered")
  record BreachRecovered(
      SubjectName subject,
      UUID measurement,
      Instant since,
      Instant until,
      BigDecimal value,
      Unit unit)
      implements SloEvent {}
}

package dev.daybook.slo;

import static dev.daybook.decision.BuiltInRule.MEASUREMENT_OUT_OF_RANGE;
import static dev.daybook.decision.BuiltInRule.MEASUREMENT_TAKEN;
import static dev.daybook.decision.BuiltInRule.MEASUREMENT_UNKNOWN;
import static dev.daybook.decision.BuiltInRule.OBJECTIVE_NOT_DECLARED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;

import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Differences;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.SubjectName;
import dev.daybook.slo.SloCommand.CorrectMeasurement;
import dev.daybook.slo.SloCommand.DeclareObjective;
import dev.daybook.slo.SloCommand.DropObjective;
import dev.daybook.slo.SloCommand.ReportMeasurement;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.BreachRecovered;
import dev.daybook.slo.SloEvent.MeasurementCorrected;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveChanged;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.slo.SloEvent.ObjectiveDropped;
import dev.daybook.slo.SloState.Breach;
import dev.daybook.slo.SloState.Declared;
import dev.daybook.slo.SloState.History;
import dev.daybook.slo.SloState.Measured;
import dev.daybook.slo.SloState.Undeclared;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A promise is broken or kept as its current measurement says: the one from production that was
 * made last. So a breach opens once and recovers once; a measurement that comes late, or from
 * another environment, is recorded and decides nothing; correcting the current one decides again.
 */
final class SloRules {

  /** The one environment whose measurements open and close breaches. */
  static final String PRODUCTION = "prod";

  /** Most digits of a value, before or after the point. */
  static final int MAX_DIGITS = 30;

  private SloRules() {}

  static Verdict<SloEvent> decide(SloState state, SloCommand command) {
    return switch (command) {
      case DeclareObjective c -> declare(state, c);
      case DropObjective c -> drop(state, c);
      case ReportMeasurement c -> whenDeclared(state, c.subject(), slo -> report(slo, c));
      case CorrectMeasurement c -> whenDeclared(state, c.subject(), slo -> correct(slo, c));
    };
  }

  private static Verdict<SloEvent> declare(SloState state, DeclareObjective command) {
    return switch (state) {
      case Undeclared _ ->
          accepted(
              new ObjectiveDeclared(command.subject(), command.promisedBy(), command.objective()));
      case Declared slo when isSame(slo, command) -> Verdict.unchanged();
      case Declared _ ->
          accepted(
              new ObjectiveChanged(command.subject(), command.promisedBy(), command.objective()));
    };
  }

  private static boolean isSame(Declared slo, DeclareObjective command) {
    return slo.promisedBy().equals(command.promisedBy())
        && Differences.none(slo.objective(), command.objective());
  }

  private static Verdict<SloEvent> drop(SloState state, DropObjective command) {
    return switch (state) {
      case Undeclared _ -> Verdict.unchanged();
      case Declared _ -> accepted(new ObjectiveDropped(command.subject()));
    };
  }

  private static Verdict<SloEvent> report(Declared slo, ReportMeasurement command) {
    Optional<Verdict<SloEvent>> range = outOfRange(slo.objective(), command.value());
    if (range.isPresent()) {
      return range.get();
    }
    Measured measured = measured(command);
    Optional<Measured> known = slo.history().find(command.measurement());
    if (known.isPresent()) {
      return known.get().sameReport(measured) ? Verdict.unchanged() : taken(known.get());
    }
    boolean late = measured.isProduction() && slo.history().knowsLaterThan(measured);
    boolean met = met(slo, command.value());
    List<SloEvent> events = new ArrayList<>();
    events.add(
        new MeasurementReported(
            command.subject(),
            command.measurement(),
            command.measuredAt(),
            command.value(),
            command.environment(),
            command.run(),
            met,
            late));
    if (measured.isProduction() && !late) {
      turn(slo, command.subject(), measured, met).ifPresent(events::add);
    }
    return Verdict.accepted(events);
  }

  private static Verdict<SloEvent> correct(Declared slo, CorrectMeasurement command) {
    if (command.reason().isBlank()) {
      return REASON_MISSING.refuse(
          "the reason is empty; the ledger keeps it for those who ask later", "say why");
    }
    Optional<Verdict<SloEvent>> range = outOfRange(slo.objective(), command.value());
    if (range.isPresent()) {
      return range.get();
    }
    Optional<Measured> known = slo.history().find(command.measurement());
    if (known.isEmpty()) {
      return MEASUREMENT_UNKNOWN.refuse(
          "measurement `%s` is not among the last %d of `%s`"
              .formatted(command.measurement(), History.MAX, command.subject()),
          "check its id; older measurements stay as they are");
    }
    if (known.get().value().compareTo(command.value()) == 0) {
      return Verdict.unchanged();
    }
    boolean met = met(slo, command.value());
    List<SloEvent> events = new ArrayList<>();
    events.add(
        new MeasurementCorrected(
            command.subject(),
            command.measurement(),
            known.get().measuredAt(),
            command.value(),
            known.get().value(),
            met,
            command.reason()));
    if (slo.history().isCurrent(command.measurement())) {
      turn(slo, command.subject(), known.get().corrected(command.value()), met)
          .ifPresent(events::add);
    }
    return Verdict.accepted(events);
  }

  /** The event that follows when the current measurement turns the status; most turn nothing. */
  private static Optional<SloEvent> turn(
      Declared slo, SubjectName subject, Measured current, boolean met) {
    if (met == slo.breach().isEmpty()) {
      return Optional.empty();
    }
    return slo.breach()
        .<SloEvent>map(
            breach ->
                new BreachRecovered(
                    subject, current.id(), breach.since(), current.measuredAt(), current.value()))
        .or(
            () ->
                Optional.of(
                    new BreachOpened(
                        subject,
                        current.id(),
                        current.measuredAt(),
                        current.value(),
                        slo.objective().target())));
  }

  private static boolean met(Declared slo, BigDecimal value) {
    return slo.objective().comparison().holds(value, slo.objective().target());
  }

  private static Measured measured(ReportMeasurement command) {
    return new Measured(
        command.measurement(),
        command.measuredAt(),
        command.value(),
        command.value(),
        command.environment());
  }

  /** What a promised objective answers. */
  private interface Step {
    Verdict<SloEvent> of(Declared slo);
  }

  private static Verdict<SloEvent> whenDeclared(SloState state, SubjectName subject, Step step) {
    return switch (state) {
      case Undeclared _ ->
          OBJECTIVE_NOT_DECLARED.refuse(
              "nothing is promised under `%s`".formatted(subject),
              "check the name; `daybook get slos` lists what is promised");
      case Declared slo -> step.of(slo);
    };
  }

  private static Optional<Verdict<SloEvent>> outOfRange(Objective objective, BigDecimal value) {
    if (value.precision() > MAX_DIGITS || Math.abs((long) value.scale()) > MAX_DIGITS) {
      return Optional.of(
          MEASUREMENT_OUT_OF_RANGE.refuse(
              "the value has more than %d digits".formatted(MAX_DIGITS),
              "send a value with fewer digits"));
    }
    return switch (objective.unit()) {
      case FRACTION ->
          value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0
              ? outOfRange(objective, value, "fractions from 0 to 1", "send 99.5% as 0.995")
              : Optional.empty();
      case MILLISECONDS ->
          value.signum() < 0
              ? outOfRange(objective, value, "milliseconds, 0 or more", "send how long it took")
              : Optional.empty();
      case COUNT -> Optional.empty();
    };
  }

  private static Optional<Verdict<SloEvent>> outOfRange(
      Objective objective, BigDecimal value, String unit, String fix) {
    return Optional.of(
        MEASUREMENT_OUT_OF_RANGE.refuse(
            "`%s` is promised in %s; seen %s"
                .formatted(objective.name(), unit, value.toPlainString()),
            fix));
  }

  private static Verdict<SloEvent> taken(Measured known) {
    return MEASUREMENT_TAKEN.refuse(
        "measurement `%s` was reported as %s, measured at %s in `%s`"
            .formatted(
                known.id(),
                known.reported().toPlainString(),
                known.measuredAt(),
                known.environment()),
        "correct that measurement, or report this one under an id of its own");
  }

  private static Verdict<SloEvent> accepted(SloEvent event) {
    return Verdict.accepted(List.of(event));
  }

  static SloState evolve(SloState state, SloEvent event) {
    return switch (event) {
      case ObjectiveDeclared(_, var promisedBy, Objective objective) ->
          new Declared(promisedBy, objective, state.history(), Optional.empty());
      case ObjectiveChanged(_, var promisedBy, Objective objective) ->
          new Declared(promisedBy, objective, state.history(), declared(state).breach());
      case ObjectiveDropped _ -> new Undeclared(state.history());
      case MeasurementReported m ->
          with(
              state,
              state
                  .history()
                  .with(
                      new Measured(
                          m.measurement(), m.measuredAt(), m.value(), m.value(), m.environment())));
      case MeasurementCorrected m ->
          with(state, state.history().corrected(m.measurement(), m.value()));
      case BreachOpened b -> breach(state, Optional.of(new Breach(b.since())));
      case BreachRecovered _ -> breach(state, Optional.empty());
    };
  }

  private static Declared with(SloState state, History history) {
    Declared slo = declared(state);
    return new Declared(slo.promisedBy(), slo.objective(), history, slo.breach());
  }

  private static Declared breach(SloState state, Optional<Breach> breach) {
    Declared slo = declared(state);
    return new Declared(slo.promisedBy(), slo.objective(), slo.history(), breach);
  }

  private static Declared declared(SloState state) {
    return switch (state) {
      case Declared slo -> slo;
      case Undeclared _ ->
          throw new IllegalStateException("an objective's history begins with its declaration");
    };
  }
}

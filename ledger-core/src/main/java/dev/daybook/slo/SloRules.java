package dev.daybook.slo;

import static dev.daybook.decision.BuiltInRule.MEASUREMENT_OUT_OF_RANGE;
import static dev.daybook.decision.BuiltInRule.MEASUREMENT_TAKEN;
import static dev.daybook.decision.BuiltInRule.MEASUREMENT_UNIT;
import static dev.daybook.decision.BuiltInRule.MEASUREMENT_UNKNOWN;
import static dev.daybook.decision.BuiltInRule.OBJECTIVE_NOT_DECLARED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;

import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Differences;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.Quantity;
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
    Optional<Verdict<SloEvent>> mismatch =
        mismatch(slo.objective(), command.value(), command.unit());
    if (mismatch.isPresent()) {
      return mismatch.get();
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
            command.unit(),
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
    Optional<Verdict<SloEvent>> mismatch =
        mismatch(slo.objective(), command.value(), command.unit());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    Optional<Measured> known = slo.history().find(command.measurement());
    if (known.isEmpty()) {
      return MEASUREMENT_UNKNOWN.refuse(
          "measurement `%s` is not among the last %d of `%s`"
              .formatted(command.measurement(), History.MAX, command.subject()),
          "check its id; older measurements stay as they are");
    }
    if (known.get().unit() != command.unit()) {
      return otherPromise(slo.objective(), known.get());
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
            command.unit(),
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
                    subject,
                    current.id(),
                    breach.since(),
                    current.measuredAt(),
                    current.value(),
                    current.unit()))
        .or(
            () ->
                Optional.of(
                    new BreachOpened(
                        subject,
                        current.id(),
                        current.measuredAt(),
                        current.value(),
                        slo.objective().target(),
                        current.unit())));
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
        command.unit(),
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

  /** Why a value cannot be one of the objective's; empty where it can. */
  private static Optional<Verdict<SloEvent>> mismatch(
      Objective objective, BigDecimal value, Unit unit) {
    if (value.precision() > MAX_DIGITS || Math.abs((long) value.scale()) > MAX_DIGITS) {
      return Optional.of(
          MEASUREMENT_OUT_OF_RANGE.refuse(
              "the value has more than %d digits".formatted(MAX_DIGITS),
              "send a value with fewer digits"));
    }
    return unit == objective.unit()
        ? outOfRange(objective, value)
        : Optional.of(otherUnit(objective, value, unit));
  }

  private static Verdict<SloEvent> otherUnit(Objective objective, BigDecimal value, Unit unit) {
    String seen = Quantity.written(value, unit);
    return MEASUREMENT_UNIT.refuse(
        "`%s` is promised as `%s` and measured as %s; seen %s"
            .formatted(objective.name(), objective.text(), what(objective.unit()), seen),
        seen,
        what(objective.unit()),
        switch (objective.unit()) {
          case MILLISECONDS -> "send a text such as `3h`, or a number with `unit`: `s`";
          case FRACTION -> "send a text such as `99.2%`, or a number with `unit`: `fraction`";
          case COUNT -> "send a plain number";
        });
  }

  private static Verdict<SloEvent> otherPromise(Objective objective, Measured known) {
    String seen = Quantity.written(known.reported(), known.unit());
    return MEASUREMENT_UNIT.refuse(
        "measurement `%s` was reported as %s, before `%s` was promised as `%s`"
            .formatted(known.id(), seen, objective.name(), objective.text()),
        seen,
        what(objective.unit()),
        "report what is measured now as a measurement of its own");
  }

  private static String what(Unit unit) {
    return switch (unit) {
      case MILLISECONDS -> "a span of time";
      case FRACTION -> "a share";
      case COUNT -> "a plain number";
    };
  }

  private static Optional<Verdict<SloEvent>> outOfRange(Objective objective, BigDecimal value) {
    return switch (objective.unit()) {
      case FRACTION ->
          value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0
              ? outOfRange(
                  objective, value, "a share from 0% to 100%", "send the share, such as 99.5%")
              : Optional.empty();
      case MILLISECONDS ->
          value.signum() < 0
              ? outOfRange(objective, value, "a span of 0 or more", "send how long it took")
              : Optional.empty();
      case COUNT -> Optional.empty();
    };
  }

  private static Optional<Verdict<SloEvent>> outOfRange(
      Objective objective, BigDecimal value, String wanted, String fix) {
    String seen = Quantity.written(value, objective.unit());
    return Optional.of(
        MEASUREMENT_OUT_OF_RANGE.refuse(
            "`%s` is %s; seen %s".formatted(objective.name(), wanted, seen), seen, wanted, fix));
  }

  private static Verdict<SloEvent> taken(Measured known) {
    return MEASUREMENT_TAKEN.refuse(
        "measurement `%s` was reported as %s, measured at %s in `%s`"
            .formatted(
                known.id(),
                Quantity.written(known.reported(), known.unit()),
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
                          m.measurement(),
                          m.measuredAt(),
                          m.value(),
                          m.value(),
                          m.unit(),
                          m.environment())));
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

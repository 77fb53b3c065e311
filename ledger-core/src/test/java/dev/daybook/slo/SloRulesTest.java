package dev.daybook.slo;

import static dev.daybook.decision.BuiltInRule.MEASUREMENT_OUT_OF_RANGE;
import static dev.daybook.decision.BuiltInRule.MEASUREMENT_TAKEN;
import static dev.daybook.decision.BuiltInRule.MEASUREMENT_UNIT;
import static dev.daybook.decision.BuiltInRule.MEASUREMENT_UNKNOWN;
import static dev.daybook.decision.BuiltInRule.OBJECTIVE_NOT_DECLARED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Finding;
import dev.daybook.decision.Scenario;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.Objectives;
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
import dev.daybook.slo.SloState.History;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SloRulesTest {

  private static final SubjectName PRODUCT = SubjectName.product("sales", "customer-360");
  private static final SubjectName SUBJECT = Consequences.objectiveOf(PRODUCT, "completeness");
  private static final Objective PROMISE = Objectives.completeness("0.995");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final Scenario<SloCommand, SloEvent, SloState> nothing = Scenario.of(new SloSlice());
  private final Scenario<SloCommand, SloEvent, SloState> declared =
      nothing.after(new DeclareObjective(SUBJECT, PRODUCT, PROMISE));
  private final Scenario<SloCommand, SloEvent, SloState> breached = declared.after(at(0, "0.9"));

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static Instant minute(int number) {
    return NOON.plus(Duration.ofMinutes(number));
  }

  /** A production measurement with the id and the minute of that number. */
  private static ReportMeasurement at(int number, String value) {
    return at(number, number, value, "prod");
  }

  private static ReportMeasurement at(int id, int minute, String value, String environment) {
    return new ReportMeasurement(
        SUBJECT,
        id(id),
        minute(minute),
        new BigDecimal(value),
        Unit.FRACTION,
        environment,
        "run-7");
  }

  private static ReportMeasurement at(int number, String value, Unit unit) {
    return new ReportMeasurement(
        SUBJECT, id(number), minute(number), new BigDecimal(value), unit, "prod", "run-7");
  }

  private static MeasurementReported reported(
      ReportMeasurement command, boolean met, boolean late) {
    return new MeasurementReported(
        SUBJECT,
        command.measurement(),
        command.measuredAt(),
        command.value(),
        command.unit(),
        command.environment(),
        command.run(),
        met,
        late);
  }

  private static BreachOpened opened(int number, String value) {
    return new BreachOpened(
        SUBJECT,
        id(number),
        minute(number),
        new BigDecimal(value),
        PROMISE.target(),
        Unit.FRACTION);
  }

  private static BreachRecovered recovered(int since, int number, String value) {
    return new BreachRecovered(
        SUBJECT, id(number), minute(since), minute(number), new BigDecimal(value), Unit.FRACTION);
  }

  private static CorrectMeasurement correct(int number, String value) {
    return new CorrectMeasurement(
        SUBJECT, id(number), new BigDecimal(value), Unit.FRACTION, "sensor was off");
  }

  private static MeasurementCorrected corrected(
      int number, String value, String previous, boolean met) {
    return new MeasurementCorrected(
        SUBJECT,
        id(number),
        minute(number),
        new BigDecimal(value),
        new BigDecimal(previous),
        Unit.FRACTION,
        met,
        "sensor was off");
  }

  @Test
  void aPromiseIsDeclared() {
    nothing
        .when(new DeclareObjective(SUBJECT, PRODUCT, PROMISE))
        .then(new ObjectiveDeclared(SUBJECT, PRODUCT, PROMISE));
  }

  @Test
  void theSamePromiseAgainChangesNothing() {
    declared.when(new DeclareObjective(SUBJECT, PRODUCT, PROMISE)).unchanged();
  }

  @Test
  void aPromiseMayChange() {
    Objective looser = Objectives.completeness("0.9");

    declared
        .when(new DeclareObjective(SUBJECT, PRODUCT, looser))
        .then(new ObjectiveChanged(SUBJECT, PRODUCT, looser));
  }

  @Test
  void aChangedPromiseIsJudgedFromTheNextMeasurementOn() {
    Objective looser = Objectives.completeness("0.8");

    breached
        .after(new DeclareObjective(SUBJECT, PRODUCT, looser))
        .when(at(1, "0.85"))
        .then(reported(at(1, "0.85"), true, false), recovered(0, 1, "0.85"));
  }

  @Test
  void aPromiseIsDropped() {
    declared.when(new DropObjective(SUBJECT)).then(new ObjectiveDropped(SUBJECT));
  }

  @Test
  void droppingWhatIsNotPromisedChangesNothing() {
    nothing.when(new DropObjective(SUBJECT)).unchanged();
    declared.after(new DropObjective(SUBJECT)).when(new DropObjective(SUBJECT)).unchanged();
  }

  @Test
  void aDroppedPromiseTakesItsBreachWithIt() {
    breached
        .after(new DropObjective(SUBJECT), new DeclareObjective(SUBJECT, PRODUCT, PROMISE))
        .when(at(1, "0.9"))
        .then(reported(at(1, "0.9"), false, false), opened(1, "0.9"));
  }

  @Test
  void aMeasurementThatKeepsThePromiseIsRecorded() {
    declared.when(at(0, "0.999")).then(reported(at(0, "0.999"), true, false));
  }

  @Test
  void aBrokenPromiseOpensABreach() {
    declared.when(at(0, "0.9")).then(reported(at(0, "0.9"), false, false), opened(0, "0.9"));
  }

  @Test
  void aBreachOpensOnlyOnce() {
    breached.when(at(1, "0.8")).then(reported(at(1, "0.8"), false, false));
  }

  @Test
  void aKeptPromiseRecoversTheBreachSinceItBegan() {
    breached
        .after(at(1, "0.8"))
        .when(at(2, "0.999"))
        .then(reported(at(2, "0.999"), true, false), recovered(0, 2, "0.999"));
  }

  @Test
  void aBreachRecoversOnlyOnce() {
    breached.after(at(1, "0.999")).when(at(2, "0.999")).then(reported(at(2, "0.999"), true, false));
  }

  @Test
  void aMeasurementThatComesLateTurnsNothing() {
    ReportMeasurement late = at(9, 1, "0.999", "prod");

    declared.after(at(0, "0.999"), at(5, "0.9")).when(late).then(reported(late, true, true));
  }

  @Test
  void onlyProductionOpensAndClosesBreaches() {
    ReportMeasurement test = at(3, 3, "0.1", "test");

    declared.when(test).then(reported(test, false, false));
    breached
        .when(at(4, 4, "0.999", "staging"))
        .then(reported(at(4, 4, "0.999", "staging"), true, false));
    declared
        .after(test)
        .when(at(1, "0.9"))
        .then(reported(at(1, "0.9"), false, false), opened(1, "0.9"));
  }

  @Test
  void theSameMeasurementAgainChangesNothing() {
    breached.when(at(0, "0.9")).unchanged();
    breached.when(at(0, "0.90")).unchanged();
  }

  @Test
  void theSameMeasurementAgainChangesNothingAfterItWasCorrected() {
    breached.after(correct(0, "0.999")).when(at(0, "0.9")).unchanged();
  }

  @Test
  void anIdStandsForOneMeasurement() {
    breached.when(at(0, "0.8")).refusedBy(MEASUREMENT_TAKEN);
    breached.when(at(0, 1, "0.9", "prod")).refusedBy(MEASUREMENT_TAKEN);
    breached.when(at(0, 0, "0.9", "test")).refusedBy(MEASUREMENT_TAKEN);
  }

  @Test
  void nothingIsMeasuredThatIsNotPromised() {
    nothing.when(at(0, "0.9")).refusedBy(OBJECTIVE_NOT_DECLARED);
    breached
        .after(new DropObjective(SUBJECT))
        .when(correct(0, "0.999"))
        .refusedBy(OBJECTIVE_NOT_DECLARED);
  }

  @Test
  void correctingTheCurrentMeasurementClosesABreach() {
    breached
        .when(correct(0, "0.999"))
        .then(corrected(0, "0.999", "0.9", true), recovered(0, 0, "0.999"));
  }

  @Test
  void correctingTheCurrentMeasurementOpensABreach() {
    declared
        .after(at(0, "0.999"))
        .when(correct(0, "0.9"))
        .then(corrected(0, "0.9", "0.999", false), opened(0, "0.9"));
  }

  @Test
  void correctingAnOlderMeasurementTurnsNothing() {
    breached.after(at(1, "0.8")).when(correct(0, "0.999")).then(corrected(0, "0.999", "0.9", true));
  }

  @Test
  void aCorrectionNamesTheValueItReplaces() {
    breached
        .after(correct(0, "0.8"))
        .when(correct(0, "0.7"))
        .then(corrected(0, "0.7", "0.8", false));
  }

  @Test
  void theSameValueIsNoCorrection() {
    breached.when(correct(0, "0.90")).unchanged();
  }

  @Test
  void anUnknownMeasurementIsNotCorrected() {
    breached.when(correct(1, "0.9")).refusedBy(MEASUREMENT_UNKNOWN);
  }

  @Test
  void aCorrectionGivesItsReason() {
    breached
        .when(new CorrectMeasurement(SUBJECT, id(0), BigDecimal.ONE, Unit.FRACTION, ""))
        .refusedBy(REASON_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99.5", "-0.1", "1.0001", "1E+1000000000", "1E-1000000000"})
  void aFractionIsBetweenZeroAndOne(String value) {
    declared.when(at(0, value)).refusedBy(MEASUREMENT_OUT_OF_RANGE);
    breached.when(correct(0, value)).refusedBy(MEASUREMENT_OUT_OF_RANGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "1.000"})
  void nothingAndAllAreSharesToo(String value) {
    declared.after(at(0, value));
  }

  @ParameterizedTest
  @EnumSource
  void aMeasurementIsInTheUnitOfWhatIsPromised(Unit unit) {
    Map<Unit, Objective> promises =
        Map.of(
            Unit.MILLISECONDS, Objectives.freshness(4),
            Unit.FRACTION, PROMISE,
            Unit.COUNT, Objectives.rowCount(1000));
    promises.forEach(
        (promised, objective) -> {
          var slo = nothing.after(new DeclareObjective(SUBJECT, PRODUCT, objective));
          if (promised == unit) {
            slo.after(at(0, "1", unit));
          } else {
            slo.when(at(0, "1", unit)).refusedBy(MEASUREMENT_UNIT);
          }
        });
  }

  @Test
  void aRefusedUnitIsToldAsSeenAndAsWanted() {
    Finding finding =
        nothing
            .after(new DeclareObjective(SUBJECT, PRODUCT, Objectives.freshness(4)))
            .when(at(0, "0.992", Unit.FRACTION))
            .refusedBy(MEASUREMENT_UNIT);

    assertThat(finding.message())
        .isEqualTo("`freshness` is promised as `4h` and measured as a span of time; seen 99.2%");
    assertThat(finding.seen()).isEqualTo("99.2%");
    assertThat(finding.wanted()).isEqualTo("a span of time");
    assertThat(finding.fix()).isEqualTo("send a text such as `3h`, or a number with `unit`: `s`");
  }

  @Test
  void aCorrectionIsInTheUnitOfWhatIsPromised() {
    breached
        .when(new CorrectMeasurement(SUBJECT, id(0), BigDecimal.ONE, Unit.COUNT, "sensor was off"))
        .refusedBy(MEASUREMENT_UNIT);
  }

  @Test
  void whatWasMeasuredForAPromiseInAnotherUnitIsNotCorrected() {
    breached
        .after(new DeclareObjective(SUBJECT, PRODUCT, Objectives.rowCount(1000)))
        .when(
            new CorrectMeasurement(
                SUBJECT, id(0), BigDecimal.valueOf(2000), Unit.COUNT, "sensor was off"))
        .refusedBy(MEASUREMENT_UNIT);
  }

  @Test
  void timeDoesNotRunBackwards() {
    nothing
        .after(new DeclareObjective(SUBJECT, PRODUCT, Objectives.freshness(4)))
        .when(at(0, "-1", Unit.MILLISECONDS))
        .refusedBy(MEASUREMENT_OUT_OF_RANGE);
  }

  @Test
  void whatIsThereAtOnceTakesNoTime() {
    nothing
        .after(new DeclareObjective(SUBJECT, PRODUCT, Objectives.freshness(4)))
        .after(at(0, "0", Unit.MILLISECONDS));
  }

  @Test
  void aValueHasThirtyDigitsAtMost() {
    var counted = nothing.after(new DeclareObjective(SUBJECT, PRODUCT, Objectives.rowCount(1000)));

    counted.after(at(0, "9".repeat(30), Unit.COUNT), at(1, "1E-30", Unit.COUNT));
    counted.when(at(0, "9".repeat(31), Unit.COUNT)).refusedBy(MEASUREMENT_OUT_OF_RANGE);
    counted.when(at(0, "1E-31", Unit.COUNT)).refusedBy(MEASUREMENT_OUT_OF_RANGE);
    counted.when(at(0, "1E+31", Unit.COUNT)).refusedBy(MEASUREMENT_OUT_OF_RANGE);
  }

  @Test
  void aCountMayBeAnything() {
    nothing
        .after(new DeclareObjective(SUBJECT, PRODUCT, Objectives.rowCount(1000)))
        .after(at(0, "-1", Unit.COUNT), at(1, "1001", Unit.COUNT));
  }

  @Test
  void onlyTheLastMeasurementsAreRememberedAndTheCurrentOne() {
    Scenario<SloCommand, SloEvent, SloState> many = declared.after(at(1000, "0.999"));
    for (int i = 1; i <= History.MAX; i++) {
      many = many.after(at(i, "0.999"));
    }

    many.when(at(1, "0.999")).unchanged();
    many.when(at(1000, "0.999")).unchanged();
    many.after(at(0, "0.999")).when(at(1, "0.999")).then(reported(at(1, "0.999"), true, true));
  }

  @Test
  void aCorrectionOfTheCurrentMeasurementOutlivesManyOthers() {
    Scenario<SloCommand, SloEvent, SloState> many = declared.after(at(1000, "0.999"));
    for (int i = 1; i <= History.MAX; i++) {
      many = many.after(at(i, i, "0.999", "test"));
    }

    many.after(correct(1000, "0.9"))
        .when(correct(1000, "0.8"))
        .then(corrected(1000, "0.8", "0.9", false));
  }

  @Test
  void aCorrectedMeasurementIsStillTheCurrentOne() {
    ReportMeasurement late = at(0, "0.999");

    declared.after(at(5, "0.999"), correct(5, "0.9")).when(late).then(reported(late, true, true));
  }

  @Test
  void policiesSeeWhetherThePromiseIsBroken() {
    assertThat(nothing.facts()).isEmpty();
    assertThat(declared.facts()).containsEntry("breached", false).containsEntry("target", 0.995);
    assertThat(breached.facts()).containsEntry("breached", true);
  }

  /** 200 random histories: openings and recoveries alternate, whatever comes in whichever order. */
  @Test
  void breachesOpenAndRecoverInTurn() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Scenario<SloCommand, SloEvent, SloState> slo = declared;
      boolean open = false;
      for (int step = 0; step < 60; step++) {
        Verdict<SloEvent> verdict = slo.when(anything(random)).verdict();
        if (!(verdict instanceof Verdict.Accepted<SloEvent>(List<SloEvent> events))) {
          continue;
        }
        for (SloEvent event : events) {
          slo = slo.given(event);
          if (event instanceof BreachOpened) {
            assertThat(open).as("opened twice, seed %d", seed).isFalse();
            open = true;
          } else if (event instanceof BreachRecovered) {
            assertThat(open).as("recovered twice, seed %d", seed).isTrue();
            open = false;
          } else if (event instanceof ObjectiveDropped) {
            open = false;
          }
        }
        if (slo.facts().containsKey("breached")) {
          assertThat(slo.facts()).as("seed %d", seed).containsEntry("breached", open);
        }
      }
    }
  }

  private static SloCommand anything(Random random) {
    int number = random.nextInt(20);
    String value = random.nextBoolean() ? "0.999" : "0.9";
    return switch (random.nextInt(10)) {
      case 0 -> correct(number, value);
      case 1 -> new DropObjective(SUBJECT);
      case 2, 3 -> new DeclareObjective(SUBJECT, PRODUCT, PROMISE);
      case 4 -> at(random.nextInt(1000), number, value, "test");
      default -> at(random.nextInt(1000), number, value, "prod");
    };
  }
}

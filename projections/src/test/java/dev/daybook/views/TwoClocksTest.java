package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.edge.Limit;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.SubjectName;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.MeasurementCorrected;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.views.Moments.Effective;
import dev.daybook.views.slos.SloQueries;
import dev.daybook.views.slos.SloQueries.Filter;
import dev.daybook.views.slos.SloQueries.Measurement;
import dev.daybook.views.slos.SloQueries.Slo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was true by the clocks of those who measured, and what was known of it when. */
class TwoClocksTest {

  private static final String PRODUCT = "sales.measured";
  private static final SubjectName PROMISE = Samples.slo(PRODUCT + "/completeness");

  private static Book book;
  private static SloQueries slos;
  private static long promised;
  private static long kept;
  private static long broken;
  private static long late;
  private static long corrected;

  /** Times by the reporters' clocks, all of them after the promise was made. */
  private static Instant noon;

  @BeforeAll
  static void measurementsComeAsTheyCome() {
    book = Book.open();
    book.record(Samples.registered(PRODUCT));
    promised = book.record(Samples.declared(PRODUCT));
    noon = recordedAt(promised).plus(1, ChronoUnit.MICROS);
    kept = book.record(measured(1, 0, "0.999", "prod", false));
    broken =
        book.record(
            measured(2, 60, "0.5", "prod", false),
            new BreachOpened(
                PROMISE,
                id(2),
                at(60),
                new BigDecimal("0.5"),
                new BigDecimal("0.99"),
                Unit.FRACTION));
    book.record(measured(3, 70, "0.9995", "test", false));
    late = book.record(measured(4, 30, "0.4", "prod", true));
    corrected =
        book.record(
            new MeasurementCorrected(
                PROMISE,
                id(4),
                at(30),
                new BigDecimal("0.998"),
                new BigDecimal("0.4"),
                Unit.FRACTION,
                true,
                "counted twice"));
    book.settle();
    slos = new SloQueries(new ViewReader(book.views()));
  }

  @AfterAll
  static void close() {
    book.close();
  }

  private static Instant recordedAt(long position) {
    return book.ledger().recordedAt(position).orElseThrow();
  }

  /** So many microseconds after noon. */
  private static Instant at(int micros) {
    return noon.plus(micros, ChronoUnit.MICROS);
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static MeasurementReported measured(
      int number, int micros, String value, String environment, boolean isLate) {
    BigDecimal fraction = new BigDecimal(value);
    return new MeasurementReported(
        PROMISE,
        id(number),
        at(micros),
        fraction,
        Unit.FRACTION,
        environment,
        null,
        fraction.compareTo(new BigDecimal("0.99")) >= 0,
        isLate);
  }

  private static Optional<Slo> slo(long knownAt, Instant trueAt) {
    long then = trueAt.isBefore(noon) ? promised - 1 : promised;
    return slos.slo(new Moment(knownAt), new Effective(trueAt, then), PROMISE)
        .map(SloQueries.Detail::slo);
  }

  @Test
  void whatWasTrueIsTheLastMeasurementMadeByThenAndNotTheLastThatCame() {
    assertThat(slo(broken, at(40)).orElseThrow().status()).isEqualTo("met");
    assertThat(slo(broken, at(60)).orElseThrow().status()).isEqualTo("breached");
    assertThat(slo(broken, at(60)).orElseThrow().breachedSince()).isEqualTo(at(60));
    assertThat(slo(corrected, at(200)).orElseThrow().value()).isEqualByComparingTo("0.5");
  }

  @Test
  void whatCameLateIsKnownFromThenOnAndIsSaidToBeLearnedThen() {
    Slo before = slo(late - 1, at(40)).orElseThrow();
    assertThat(before.status()).isEqualTo("met");
    assertThat(before.position()).isEqualTo(kept);
    Slo after = slo(late, at(40)).orElseThrow();
    assertThat(after.status()).isEqualTo("breached");
    assertThat(after.value()).isEqualByComparingTo("0.4");
    assertThat(after.measuredAt()).isEqualTo(at(30));
    assertThat(after.breachedSince()).isEqualTo(at(30));
    assertThat(after.learnedAt()).isEqualTo(recordedAt(late));
    assertThat(after.position()).isEqualTo(late);
  }

  @Test
  void aCorrectionChangesWhatWasTrueFromWhenItIsKnown() {
    Slo after = slo(corrected, at(40)).orElseThrow();
    assertThat(after.status()).isEqualTo("met");
    assertThat(after.value()).isEqualByComparingTo("0.998");
    assertThat(after.learnedAt()).isEqualTo(recordedAt(corrected));
  }

  @Test
  void whatWasKnownByThenIsNotSaidToBeLearnedLater() {
    Instant tomorrow = noon.plus(Duration.ofDays(1));
    assertThat(slo(corrected, tomorrow).orElseThrow().learnedAt()).isNull();
  }

  @Test
  void beforeItWasPromisedNothingWasTrueOfIt() {
    assertThat(slo(corrected, noon.minusSeconds(3600))).isEmpty();
    assertThat(
            slos.list(
                    new Moment(corrected),
                    new Effective(noon.minusSeconds(3600), promised - 1),
                    Filter.NONE,
                    Limit.of(10),
                    null)
                .items())
        .isEmpty();
  }

  @Test
  void aListIsOfHowEachStoodThenAndFiltersByThat() {
    Effective then = new Effective(at(40), promised);
    Filter met = new Filter("met", null, null);
    Filter breached = new Filter("breached", null, null);
    assertThat(slos.list(new Moment(late), then, met, Limit.of(10), null).items()).isEmpty();
    assertThat(slos.list(new Moment(late), then, breached, Limit.of(10), null).items()).hasSize(1);
    assertThat(slos.list(new Moment(corrected), then, met, Limit.of(10), null).items()).hasSize(1);
  }

  @Test
  void whatWasMeasuredByThenIsShownInTheOrderItWasMeasured() {
    SloQueries.Detail detail =
        slos.slo(new Moment(corrected), new Effective(at(65), promised), PROMISE).orElseThrow();
    assertThat(detail.measurements())
        .extracting(Measurement::position)
        .containsExactly(broken - 1, corrected, late, kept);
    assertThat(detail.measurements()).allSatisfy(each -> assertThat(each.learnedAt()).isNotNull());
    assertThat(detail.breaches()).hasSize(1);
    assertThat(
            slos.slo(new Moment(corrected), new Effective(at(50), promised), PROMISE)
                .orElseThrow()
                .breaches())
        .isEmpty();
  }
}

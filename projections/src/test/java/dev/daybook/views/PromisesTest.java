package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.contract.ContractStatus;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.BreachRecovered;
import dev.daybook.slo.SloEvent.MeasurementCorrected;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveChanged;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.views.catalog.CatalogQueries;
import dev.daybook.views.catalog.ProductDetail;
import dev.daybook.views.slos.SloQueries;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How promises stand by what was measured, and what a product shows of those made about it. */
class PromisesTest {

  private static final Book BOOK = Book.open();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ObjectiveChange NONE = ObjectiveChange.none();

  private static int count;
  private final SloQueries slos = new SloQueries(new ViewReader(BOOK.views()));
  private String domain = "";

  @AfterAll
  static void close() {
    BOOK.close();
  }

  @BeforeEach
  void inADomainOfItsOwn() {
    domain = "promises" + ++count;
  }

  @Test
  void whatCameLateOrFromElsewhereDoesNotTellHowAPromiseStands() {
    SubjectName slo = declared("orders");
    BOOK.record(measured(slo, 1, "0.999", "prod", false));
    BOOK.record(measured(slo, 0, "0.5", "prod", true));
    BOOK.record(measured(slo, 2, "0.4", "test", false));

    assertThat(detail(slo).slo().value()).isEqualByComparingTo("0.999");
    assertThat(shown("orders").slos())
        .extracting(ProductDetail.Slo::value)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(new BigDecimal("0.999"));
  }

  @Test
  void theLastCorrectionOfTheLastMeasurementIsItsValue() {
    SubjectName slo = declared("orders");
    BOOK.record(measured(slo, 1, "0.997", "prod", false));
    BOOK.record(measured(slo, 2, "0.998", "prod", false));
    BOOK.record(corrected(slo, 2, "0.995"));
    BOOK.record(corrected(slo, 2, "0.996"));
    BOOK.record(corrected(slo, 1, "0.994"));

    assertThat(detail(slo).slo().value()).isEqualByComparingTo("0.996");
  }

  @Test
  void whatWasMeasuredInAnotherUnitIsShownNowhereAsItsValue() {
    SubjectName slo = declared("orders");
    BOOK.record(measured(slo, 1, "0.999", "prod", false));
    Objective rows =
        new Objective(
            "completeness",
            "1000",
            Objective.Comparison.AT_LEAST,
            BigDecimal.valueOf(1000),
            Unit.COUNT,
            null,
            null);
    BOOK.record(new ObjectiveChanged(slo, product("orders"), rows));

    assertThat(detail(slo).slo().value()).isNull();
    assertThat(shown("orders").slos()).extracting(ProductDetail.Slo::value).containsOnlyNulls();
    assertThat(
            slos.list(
                    now(),
                    new SloQueries.Filter(null, product("orders"), null),
                    Limit.of(null),
                    null)
                .items())
        .extracting(SloQueries.Slo::value)
        .containsOnlyNulls();
  }

  /** On a book of its own, where one breach begins before position 10 and one behind. */
  @Test
  void breachesAndMeasurementsAreItsOwnNewestFirst() {
    try (Book book = Book.open()) {
      SubjectName slo = Samples.slo("sales.orders/completeness");
      SubjectName other = Samples.slo("sales.returns/completeness");
      book.record(Samples.declared("sales.orders"));
      book.record(measured(slo, 1, "0.1", "prod", false), opened(slo, 1));
      book.record(measured(slo, 2, "1", "prod", false), recovered(slo, 2));
      book.record(measured(slo, 3, "0.2", "prod", false), opened(slo, 3));
      book.record(Samples.declared("sales.returns"));
      book.record(measured(other, 4, "0.3", "prod", false), opened(other, 4));
      book.settle();

      SloQueries.Detail detail =
          new SloQueries(new ViewReader(book.views()))
              .slo(new Moment(book.views().position()), slo)
              .orElseThrow();
      assertThat(detail.breaches())
          .extracting(SloQueries.Breach::since)
          .containsExactly(NOON.plusSeconds(3), NOON.plusSeconds(1));
      assertThat(detail.breaches())
          .extracting(breach -> Long.toString(breach.position()).length())
          .as("positions of several lengths")
          .containsExactly(2, 1);
      assertThat(detail.measurements())
          .extracting(SloQueries.Measurement::measuredAt)
          .containsExactly(NOON.plusSeconds(3), NOON.plusSeconds(2), NOON.plusSeconds(1));
    }
  }

  @Test
  void aProductShowsItsOwnPromisesAndThoseOfItsContractsByName() {
    declared("orders");
    published("z-orders", "1.0.0", "orders");
    published("a-orders", "1.0.0", "orders");
    published("returns", "1.0.0", "returns");
    for (String contract : List.of("z-orders", "a-orders", "returns")) {
      SubjectName name = new SubjectName(SubjectKind.CONTRACT, path(contract));
      BOOK.record(new ObjectiveDeclared(ofContract(contract), name, Samples.completeness()));
    }

    assertThat(shown("orders").slos())
        .extracting(ProductDetail.Slo::subject)
        .containsExactly(
            ofContract("a-orders").toString(),
            ofContract("z-orders").toString(),
            "slo/" + path("orders") + "/completeness");
  }

  @Test
  void aProductShowsItsContractsByNameTheNewestVersionThatStandsFirst() {
    BOOK.record(Samples.registered(path("orders")));
    published("z-orders", "1.9.0", "orders");
    published("z-orders", "1.10.0", "orders");
    published("z-orders", "2.0.0", "orders");
    published("a-orders", "1.0.0", "orders");
    published("returns", "1.0.0", "returns");
    BOOK.record(
        new ContractVersionWithdrawn(
            new SubjectName(SubjectKind.CONTRACT, path("z-orders")),
            new Version("2.0.0"),
            1,
            "too early",
            NONE));

    assertThat(shown("orders").contracts())
        .extracting(ProductDetail.Contract::subject, ProductDetail.Contract::version)
        .containsExactly(
            Tuple.tuple("contract/" + path("a-orders"), "1.0.0"),
            Tuple.tuple("contract/" + path("z-orders"), "1.10.0"),
            Tuple.tuple("contract/" + path("z-orders"), "1.9.0"),
            Tuple.tuple("contract/" + path("z-orders"), "2.0.0"));
  }

  @Test
  void aProductIsBreachedByOnePromiseAndMetByAllOfItsOwn() {
    SubjectName own = declared("orders");
    published("agreed", "1.0.0", "orders");
    SubjectName agreed = ofContract("agreed");
    BOOK.record(
        new ObjectiveDeclared(
            agreed, new SubjectName(SubjectKind.CONTRACT, path("agreed")), Samples.completeness()));
    published("elsewhere", "1.0.0", "returns");
    SubjectName elsewhere = ofContract("elsewhere");
    BOOK.record(
        new ObjectiveDeclared(
            elsewhere,
            new SubjectName(SubjectKind.CONTRACT, path("elsewhere")),
            Samples.completeness()));
    assertThat(shown("orders").sloStatus()).isEqualTo("unknown");

    BOOK.record(measured(own, 1, "1", "prod", false));
    assertThat(shown("orders").sloStatus()).isEqualTo("unknown");
    BOOK.record(measured(agreed, 2, "1", "prod", false));
    assertThat(shown("orders").sloStatus()).isEqualTo("met");
    BOOK.record(measured(elsewhere, 3, "0", "prod", false), opened(elsewhere, 3));
    assertThat(shown("orders").sloStatus()).isEqualTo("met");
    BOOK.record(measured(agreed, 4, "0", "prod", false), opened(agreed, 4));
    assertThat(shown("orders").sloStatus()).isEqualTo("breached");
  }

  private SubjectName declared(String name) {
    BOOK.record(Samples.registered(path(name)));
    BOOK.record(Samples.declared(path(name)));
    return Samples.slo(path(name) + "/completeness");
  }

  private void published(String contract, String version, String about) {
    BOOK.record(
        new ContractVersionPublished(
            Samples.contract(path(contract), version, about), ContractStatus.ACTIVE, null, NONE));
  }

  private SubjectName ofContract(String name) {
    return Samples.slo("contract/" + path(name) + "/completeness");
  }

  private SloQueries.Detail detail(SubjectName slo) {
    BOOK.settle();
    return slos.slo(now(), slo).orElseThrow();
  }

  private ProductDetail shown(String name) {
    BOOK.settle();
    return new CatalogQueries(new ViewReader(BOOK.views()))
        .product(now(), product(name))
        .orElseThrow();
  }

  private SubjectName product(String name) {
    return Samples.product(path(name));
  }

  private String path(String name) {
    return domain + "." + name;
  }

  private static Moment now() {
    return new Moment(BOOK.views().position());
  }

  private static MeasurementReported measured(
      SubjectName slo, int number, String value, String environment, boolean late) {
    BigDecimal measured = new BigDecimal(value);
    return new MeasurementReported(
        slo,
        id(number),
        NOON.plusSeconds(number),
        measured,
        Unit.FRACTION,
        environment,
        null,
        measured.compareTo(new BigDecimal("0.99")) >= 0,
        late);
  }

  private static MeasurementCorrected corrected(SubjectName slo, int number, String value) {
    return new MeasurementCorrected(
        slo,
        id(number),
        NOON.plusSeconds(number),
        new BigDecimal(value),
        BigDecimal.ONE,
        Unit.FRACTION,
        true,
        "counted again");
  }

  private static BreachOpened opened(SubjectName slo, int number) {
    return new BreachOpened(
        slo,
        id(number),
        NOON.plusSeconds(number),
        BigDecimal.ZERO,
        new BigDecimal("0.99"),
        Unit.FRACTION);
  }

  private static BreachRecovered recovered(SubjectName slo, int number) {
    return new BreachRecovered(
        slo, id(number), NOON, NOON.plusSeconds(number), BigDecimal.ONE, Unit.FRACTION);
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}

package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.contract.ContractStatus;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.SystemActors;
import dev.daybook.domain.DomainEvent.DomainChanged;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.moment.AsOf;
import dev.daybook.path.OwnEntries;
import dev.daybook.path.OwnEntries.Own;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.policy.SecondPerson;
import dev.daybook.policy.Stage;
import dev.daybook.posture.Cause;
import dev.daybook.posture.Posture;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.BreachRecovered;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveChanged;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.views.activity.ActivityQueries;
import dev.daybook.views.catalog.CatalogQueries;
import dev.daybook.views.catalog.CatalogQueries.Filter;
import dev.daybook.views.catalog.CatalogQueries.Search;
import dev.daybook.views.catalog.ProductDetail;
import dev.daybook.views.catalog.ProductSummary;
import dev.daybook.views.contracts.ContractQueries;
import dev.daybook.views.decisions.DecisionQueries;
import dev.daybook.views.lineage.Lineage;
import dev.daybook.views.lineage.LineageQueries;
import dev.daybook.views.organisation.OrganisationQueries;
import dev.daybook.views.policies.PolicyQueries;
import dev.daybook.views.slos.SloQueries;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Views answer for any position what was true there. Each test has a domain of its own. */
class QueriesTest {

  private static final Book BOOK = Book.open();
  private static final ViewReader READER = new ViewReader(BOOK.views());
  private static final CatalogQueries CATALOG = new CatalogQueries(READER);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static int count;
  private String domain = "";

  @AfterAll
  static void close() {
    BOOK.close();
  }

  @BeforeEach
  void inADomainOfItsOwn() {
    domain = "domain" + ++count;
  }

  @Test
  void theCatalogIsAsItWasAtAnyPosition() {
    long before = BOOK.ledger().head().position();
    long registered = BOOK.record(Samples.registered(path("customer-360")));
    long handedOver =
        BOOK.record(
            new ProductHandedOver(
                product("customer-360"), Party.team("a"), Party.team("crm-team"), "moved"));
    long retired =
        BOOK.record(
            new ProductRetired(
                product("customer-360"), new Version("1.0.0"), "old", ObjectiveChange.none()));
    BOOK.settle();

    assertThat(list(at(before))).isEmpty();
    assertThat(list(at(registered)))
        .extracting(ProductSummary::owner)
        .containsExactly(domain + "-data-team");
    assertThat(list(at(handedOver))).extracting(ProductSummary::owner).containsExactly("crm-team");
    assertThat(list(at(retired))).isEmpty();
    assertThat(
            CATALOG
                .list(at(retired), new Filter(domain, null, null, "retired"), Limit.of(null), null)
                .items())
        .hasSize(1);
    assertThat(CATALOG.product(at(retired), product("customer-360")))
        .get()
        .extracting(ProductDetail::lifecycle, ProductDetail::position)
        .containsExactly("retired", retired);
    assertThat(CATALOG.product(at(before), product("customer-360"))).isEmpty();
  }

  @Test
  void aSummaryHasTheShapeDataMeshToolsKnow() {
    BOOK.record(
        Samples.registered(
            Samples.spec(path("customer-360"), "2.1.0", "gold", List.of("crm"), List.of())));
    BOOK.settle();
    assertThat(Json.of(list(now()).getFirst()).text())
        .isEqualTo(
            """
            {"name":"customer-360","domain":"%1$s",\
            "description":"All there is to know about customer-360",\
            "owner":"%1$s-data-team","tier":"gold","tags":["crm"],"output_ports":["sql"],\
            "slo_status":"unknown","version":"2.1.0","lifecycle":"active"}\
            """
                .formatted(domain));
  }

  @Test
  void productsAreFoundByDomainTierAndOwnerIgnoringCase() {
    BOOK.record(Samples.registered(path("a")));
    BOOK.record(Samples.registered(Samples.spec(path("b"), "1", "silver", List.of(), List.of())));
    BOOK.settle();
    assertThat(names(domain.toUpperCase(java.util.Locale.ROOT), null, null))
        .containsExactly("a", "b");
    assertThat(names(domain, "Silver", null)).containsExactly("b");
    assertThat(names(null, null, domain + "-Data-Team")).containsExactly("a", "b");
    assertThat(names(domain, null, "nobody")).isEmpty();
  }

  @Test
  void pagesFitTogether() {
    List<String> expected = new ArrayList<>();
    for (int i = 10; i < 17; i++) {
      BOOK.record(Samples.registered(path("p" + i)));
      expected.add("p" + i);
    }
    BOOK.settle();
    Moment moment = now();
    List<String> seen = new ArrayList<>();
    String after = null;
    int pages = 0;
    do {
      Page<ProductSummary> page =
          CATALOG.list(moment, new Filter(domain, null, null, null), Limit.of(3), after);
      page.items().forEach(item -> seen.add(item.name()));
      after = page.next().orElse(null);
      pages++;
    } while (after != null);
    assertThat(seen).isEqualTo(expected);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void namesAreFoundHoweverTheyAreSpelled() {
    domain = "\u00d6konomie" + count;
    BOOK.record(
        Samples.registered(
            Samples.spec(
                    path("Ums\u00e4tze"), "1", "G\u00fcte", List.of("Gr\u00f6\u00dfe"), List.of())
                .withOwner(
                    new Party(
                        "\u00c4lteste",
                        Party.Kind.PERSON,
                        "\u00c4lteste Ada",
                        "\u00c4@example.com"))));
    BOOK.settle();

    for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
      for (boolean upper : List.of(true, false)) {
        UnaryOperator<String> spelled =
            name -> {
              String formed = Normalizer.normalize(name, form);
              return upper ? formed.toUpperCase(Locale.ROOT) : formed.toLowerCase(Locale.ROOT);
            };
        String there = spelled.apply(domain);
        assertThat(list(new Filter(there, spelled.apply("G\u00fcte"), null, null))).hasSize(1);
        for (String owner : List.of("\u00c4lteste", "\u00c4lteste Ada", "\u00c4@example.com")) {
          assertThat(list(new Filter(there, null, spelled.apply(owner), null))).hasSize(1);
        }
        assertThat(
                CATALOG
                    .search(
                        now(),
                        new Search(
                            spelled.apply("Ums\u00e4tze"),
                            there,
                            null,
                            List.of(Normalizer.normalize("gR\u00d6\u00dfE", form)),
                            Limit.of(null)),
                        0)
                    .items())
            .hasSize(1);
      }
    }
  }

  private List<ProductSummary> list(Filter filter) {
    return CATALOG.list(now(), filter, Limit.of(null), null).items();
  }

  @Test
  void aMomentAgoIsAnsweredTheSameAMomentLater() throws Exception {
    BOOK.record(Samples.registered(path("orders")));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection elsewhere = BOOK.test().superuser();
        Statement statement = elsewhere.createStatement()) {
      elsewhere.setAutoCommit(false);
      statement.execute("SELECT FROM ledger.head FOR UPDATE");
      Future<Long> append = threads.submit(() -> BOOK.record(Samples.registered(path("returns"))));
      Awaitility.await()
          .until(
              () -> BOOK.rows("SELECT 1 FROM pg_locks WHERE NOT granted"), rows -> !rows.isEmpty());
      AsOf asked = new AsOf.AtTime(Instant.now());
      Future<Moment> answer = threads.submit(() -> moment(asked));
      Thread.sleep(1_500);
      assertThat(answer).isNotDone();

      elsewhere.rollback();

      assertThat(answer.get().position()).isEqualTo(append.get());
      assertThat(moment(asked).position()).isEqualTo(append.get());
    }
  }

  @Test
  void aMomentAgoIsAnsweredWithinASecondWhereNothingHappens() {
    long head = BOOK.record(Samples.registered(path("orders")));
    Instant asked = Instant.now();

    assertThat(moment(new AsOf.AtTime(asked)).position()).isEqualTo(head);
    assertThat(Duration.between(asked, Instant.now()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
  }

  private static Moment moment(AsOf asOf) {
    return BOOK.views().moments().at(asOf, OptionalLong.empty(), CatalogQueries.VIEWS);
  }

  @Test
  void searchPutsWhatHasAllWordsBeforeWhatHasSome() {
    BOOK.record(
        Samples.registered(
            Samples.spec(path("order-events"), "1", "gold", List.of("Streaming"), List.of())));
    BOOK.record(
        Samples.registered(
            Samples.spec(path("events-archive"), "1", "bronze", List.of(), List.of())));
    BOOK.record(
        Samples.registered(Samples.spec(path("customers"), "1", "gold", List.of(), List.of())));
    BOOK.settle();
    assertThat(search("orders and events", null, List.of()))
        .containsExactly("order-events", "events-archive");
    assertThat(search("which products know customer data?", null, List.of())).contains("customers");
    assertThat(search("arch", null, List.of())).containsExactly("events-archive");
    assertThat(search("events", "gold", List.of())).containsExactly("order-events");
    assertThat(search("", null, List.of("streaming"))).containsExactly("order-events");
    assertThat(search("", null, List.of())).hasSize(3);
    assertThat(search("'; DROP TABLE --  \\ & | ! ( :*", null, List.of())).isEmpty();
  }

  @Test
  void aProductIsBreachedMetOrUnknownByItsOwnPromisesAndItsContracts() {
    BOOK.record(Samples.registered(path("orders")), Samples.declared(path("orders")));
    SubjectName own = Samples.slo(path("orders") + "/completeness");
    BOOK.settle();
    assertThat(status("orders")).isEqualTo("unknown");

    BOOK.record(measured(own, 1, "0.999", true));
    BOOK.settle();
    assertThat(status("orders")).isEqualTo("met");

    SubjectName contract = new SubjectName(SubjectKind.CONTRACT, path("orders-contract"));
    SubjectName promised = Samples.slo("contract/" + path("orders-contract") + "/completeness");
    BOOK.record(
        new ContractVersionPublished(
            Samples.contract(path("orders-contract"), "1.0.0", "orders"),
            ContractStatus.ACTIVE,
            null,
            ObjectiveChange.none()),
        new ObjectiveDeclared(promised, contract, Samples.completeness()));
    BOOK.settle();
    assertThat(status("orders")).isEqualTo("unknown");

    long breached =
        BOOK.record(
            measured(promised, 2, "0.5", false),
            new BreachOpened(
                promised,
                id(2),
                NOON,
                new BigDecimal("0.5"),
                new BigDecimal("0.99"),
                Unit.FRACTION));
    BOOK.settle();
    assertThat(status("orders")).isEqualTo("breached");

    BOOK.record(
        measured(promised, 3, "1", true),
        new BreachRecovered(
            promised, id(3), NOON, NOON.plusSeconds(60), BigDecimal.ONE, Unit.FRACTION));
    BOOK.settle();
    assertThat(status("orders")).isEqualTo("met");
    assertThat(CATALOG.product(at(breached), product("orders")))
        .get()
        .extracting(ProductDetail::sloStatus)
        .isEqualTo("breached");
    assertThat(CATALOG.product(now(), product("orders")).orElseThrow().slos())
        .extracting(ProductDetail.Slo::subject)
        .containsExactly(
            "slo/contract/%s/completeness".formatted(path("orders-contract")), own.toString());
    assertThat(CATALOG.product(now(), product("orders")).orElseThrow().contracts()).hasSize(1);
  }

  @Test
  void whatWasMeasuredInAnotherUnitDoesNotTellHowAPromiseStands() {
    SubjectName slo = Samples.slo(path("orders") + "/completeness");
    SloQueries slos = new SloQueries(READER);
    BOOK.record(Samples.declared(path("orders")));
    long measured = BOOK.record(measured(slo, 1, "0.999", true));
    Objective rows =
        new Objective(
            "completeness",
            "1000",
            Objective.Comparison.AT_LEAST,
            BigDecimal.valueOf(1000),
            Unit.COUNT,
            null,
            null);
    BOOK.record(new ObjectiveChanged(slo, Samples.product(path("orders")), rows));
    BOOK.settle();

    SloQueries.Detail before = slos.slo(at(measured), slo).orElseThrow();
    assertThat(before.slo().value()).isEqualByComparingTo("0.999");
    SloQueries.Detail after = slos.slo(now(), slo).orElseThrow();
    assertThat(after.slo().status()).isEqualTo("unknown");
    assertThat(after.slo().value()).isNull();
    assertThat(after.measurements())
        .singleElement()
        .extracting(SloQueries.Measurement::unit)
        .isEqualTo("fraction");
  }

  @Test
  void aBreachHasItsTimesAndItsMeasurements() {
    SubjectName slo = Samples.slo(path("orders") + "/completeness");
    SloQueries slos = new SloQueries(READER);
    BOOK.record(Samples.declared(path("orders")));
    BOOK.record(measured(slo, 1, "0.999", true));
    long opened =
        BOOK.record(
            measured(slo, 2, "0.5", false),
            new BreachOpened(
                slo, id(2), NOON, new BigDecimal("0.5"), new BigDecimal("0.99"), Unit.FRACTION));
    BOOK.record(
        measured(slo, 3, "1", true),
        new BreachRecovered(slo, id(3), NOON, NOON.plusSeconds(60), BigDecimal.ONE, Unit.FRACTION));
    BOOK.settle();

    SloQueries.Detail during = slos.slo(at(opened), slo).orElseThrow();
    assertThat(during.slo().status()).isEqualTo("breached");
    assertThat(during.slo().breachedSince()).isEqualTo(NOON);
    assertThat(during.breaches()).singleElement().extracting(SloQueries.Breach::until).isNull();
    assertThat(during.measurements()).hasSize(2);
    SloQueries.Detail after = slos.slo(now(), slo).orElseThrow();
    assertThat(after.slo().status()).isEqualTo("met");
    assertThat(after.slo().value()).isEqualByComparingTo("1");
    assertThat(after.breaches())
        .singleElement()
        .extracting(SloQueries.Breach::until, SloQueries.Breach::ended, SloQueries.Breach::position)
        .containsExactly(NOON.plusSeconds(60), "recovered", opened);
    assertThat(
            slos.list(
                    at(opened),
                    new SloQueries.Filter("breached", product("orders"), null),
                    Limit.of(null),
                    null)
                .items())
        .hasSize(1);
  }

  @Test
  void lineageGoesBothWaysAsFarAsAskedAndEndsInCircles() {
    BOOK.record(source("orders", "salesforce"));
    BOOK.record(source("revenue", path("orders")));
    BOOK.record(source("forecast", path("revenue")));
    // A circle: the forecast feeds what orders are made of.
    BOOK.record(source("targets", path("forecast"), path("orders")));
    BOOK.record(
        new ContractVersionPublished(
            Samples.contract(path("revenue-contract"), "1.0.0", "revenue"),
            ContractStatus.ACTIVE,
            null,
            ObjectiveChange.none()));
    BOOK.settle();
    LineageQueries lineage = new LineageQueries(READER);

    Lineage near = lineage.of(now(), product("revenue"), 1);
    assertThat(near.upstream()).extracting(Lineage.Node::name).containsExactly(path("orders"));
    assertThat(near.downstream())
        .extracting(Lineage.Node::name, Lineage.Node::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("marketing/campaigns", "consumer"),
            org.assertj.core.groups.Tuple.tuple(path("forecast"), "product"));

    assertThat(near.product().subject()).isEqualTo("product/" + path("revenue"));
    assertThat(near.product().distance()).isZero();
    assertThat(near.downstream().getFirst().id()).isEqualTo("consumer:marketing/campaigns");

    Lineage far = lineage.of(now(), product("revenue"), 20);
    assertThat(far.upstream())
        .extracting(Lineage.Node::name, Lineage.Node::kind, Lineage.Node::distance)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(path("orders"), "product", 1),
            org.assertj.core.groups.Tuple.tuple("salesforce", "dataset", 2));
    assertThat(far.downstream()).hasSize(3);
    assertThat(far.edges()).hasSize(6);

    long circle = BOOK.record(source("circle", path("targets")));
    long closed =
        BOOK.record(
            new dev.daybook.product.ProductEvent.ProductAmended(
                Samples.spec(
                    path("orders"), "1", "gold", List.of(), List.of("salesforce", path("circle"))),
                List.of("/inputPorts"),
                ObjectiveChange.none()));
    BOOK.settle();
    assertThat(lineage.of(at(circle), product("orders"), 20).upstream()).hasSize(1);
    assertThat(lineage.of(at(closed), product("orders"), 20).upstream())
        .extracting(Lineage.Node::name)
        .contains(path("targets"), path("revenue"), "salesforce")
        .doesNotContain(path("orders"));
  }

  @Test
  void aFlowThatAPortNamesIsNotToldAgainWithoutIt() {
    BOOK.record(
        Samples.registered(
            Samples.spec(
                path("orders"),
                "1",
                "gold",
                List.of(),
                List.of("salesforce"),
                List.of(DatasetName.parse("salesforce"), DatasetName.parse("erp")))));
    BOOK.settle();
    assertThat(new LineageQueries(READER).of(now(), product("orders"), 1).edges())
        .extracting(Lineage.Edge::from, Lineage.Edge::via)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("erp", ""),
            org.assertj.core.groups.Tuple.tuple("salesforce", "salesforce"));
  }

  @Test
  void aContractShowsItsNewestVersionThatStands() {
    SubjectName contract = new SubjectName(SubjectKind.CONTRACT, path("orders"));
    ContractQueries contracts = new ContractQueries(READER);
    for (String version : List.of("1.9.0", "1.10.0", "2.0.0")) {
      BOOK.record(
          new ContractVersionPublished(
              Samples.contract(path("orders"), version, "orders"),
              ContractStatus.ACTIVE,
              null,
              ObjectiveChange.none()));
    }
    BOOK.settle();
    long before = now().position();
    BOOK.record(
        new ContractVersionWithdrawn(
            contract, new Version("2.0.0"), 1, "too early", ObjectiveChange.none()));
    BOOK.settle();

    assertThat(contracts.contract(at(before), contract).orElseThrow().newest().version())
        .isEqualTo("2.0.0");
    ContractQueries.Contract now = contracts.contract(now(), contract).orElseThrow();
    assertThat(now.versions())
        .extracting(ContractQueries.VersionLine::version, ContractQueries.VersionLine::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1.10.0", "active"),
            org.assertj.core.groups.Tuple.tuple("1.9.0", "active"),
            org.assertj.core.groups.Tuple.tuple("2.0.0", "withdrawn"));
    assertThat(contracts.version(now(), contract, "2.0.0").orElseThrow().reason())
        .isEqualTo("too early");
    assertThat(
            contracts
                .list(
                    now(),
                    new ContractQueries.Filter(domain, "active", product("orders"), null),
                    Limit.of(null),
                    null)
                .items())
        .singleElement()
        .extracting(ContractQueries.Summary::version, ContractQueries.Summary::versions)
        .containsExactly("1.10.0", 3);
  }

  @Test
  void policiesInForceAreThoseOfTheMoment() {
    SubjectName policy = new SubjectName(SubjectKind.POLICY, domain);
    PolicyQueries policies = new PolicyQueries(READER, BOOK.ledger());
    long published =
        BOOK.record(
            new PolicyPublished(
                policy,
                new Version("1"),
                "d".repeat(64),
                "T",
                null,
                "governance",
                "#governance",
                "https://example.org/t",
                Effect.DENY,
                List.of(
                    new Stage(Effect.AUDIT, null),
                    new Stage(Effect.DENY, LocalDate.parse("2026-06-01"))),
                List.of(),
                List.of("DORA-Art-28"),
                null));
    long active =
        BOOK.record(
            new PolicyActivated(
                policy,
                new Version("1"),
                "d".repeat(64),
                null,
                "agreed",
                null,
                SecondPerson.SETTING_OFF));
    long withdrawn = BOOK.record(new PolicyWithdrawn(policy, new Version("1"), "too strict"));
    BOOK.settle();
    assertThat(policies.policy(at(published), domain).orElseThrow().policy().state())
        .isEqualTo("published");
    PolicyQueries.Policy known = policies.policy(at(active), domain).orElseThrow();
    for (Object each : List.of(known.policy(), known.versions().getFirst())) {
      assertThat(each)
          .extracting("owner", "contact", "documentation", "enforcement", "controls")
          .containsExactly(
              "governance", "#governance", "https://example.org/t", "deny", List.of("DORA-Art-28"));
      assertThat(each)
          .extracting("stages")
          .isEqualTo(
              List.of(
                  new Stage(Effect.AUDIT, null),
                  new Stage(Effect.DENY, LocalDate.parse("2026-06-01"))));
    }
    assertThat(policies.policy(at(withdrawn), domain).orElseThrow().policy().controls())
        .containsExactly("DORA-Art-28");
    assertThat(policies.policy(at(active), domain).orElseThrow().policy().activeVersion())
        .isEqualTo("1");
    assertThat(policies.policy(at(withdrawn), domain).orElseThrow().policy().reason())
        .isEqualTo("too strict");
    assertThat(policies.list(at(active), "active", false, Limit.of(1000), null).items())
        .extracting(PolicyQueries.Summary::name)
        .contains(domain);
    assertThat(policies.list(at(withdrawn), "active", false, Limit.of(1000), null).items())
        .extracting(PolicyQueries.Summary::name)
        .doesNotContain(domain);
  }

  @Test
  void aDecisionIsExplainedAndNamesWhatFollowedFromIt() {
    DecisionQueries decisions = new DecisionQueries(READER, BOOK.ledger());
    BOOK.record(
        new TokenIssued(
            new SubjectName(SubjectKind.ACTOR, Book.ACTOR),
            "Ada",
            Actor.Kind.PERSON,
            List.of(Actor.Role.ADMIN),
            null,
            null,
            "a".repeat(64)));
    UUID denied = BOOK.deny(product("Bad"), Samples.finding("naming/form"));
    BOOK.record(Samples.registered(path("good")), Samples.declared(path("good")));
    BOOK.settle();

    DecisionQueries.Explained no = decisions.decision(now(), denied).orElseThrow();
    assertThat(no.decision().outcome()).isEqualTo("denied");
    assertThat(no.decision().actorName()).isEqualTo("Ada");
    assertThat(no.findings()).extracting(f -> f.rule()).containsExactly("naming/form");
    assertThat(no.events()).isEmpty();

    List<DecisionQueries.Summary> all =
        decisions
            .list(
                now(),
                new DecisionQueries.Filter(null, domain, null, null, null, null, null, null),
                Limit.of(null),
                null)
            .items();
    assertThat(all)
        .extracting(DecisionQueries.Summary::outcome)
        .containsExactly("accepted", "denied");
    assertThat(decisions.decision(now(), all.getFirst().id()).orElseThrow().events())
        .extracting(DecisionQueries.Event::type)
        .containsExactly("product.registered", "slo.objective-declared");
    assertThat(
            decisions
                .list(
                    now(),
                    new DecisionQueries.Filter(
                        null, domain, "denied", null, null, "naming/form", null, null),
                    Limit.of(null),
                    null)
                .items())
        .extracting(DecisionQueries.Summary::id)
        .containsExactly(denied);
    assertThat(decisions.decision(at(no.decision().position() - 1), denied)).isEmpty();
  }

  @Test
  void whatDaybookDoesOfItsOwnAccordIsByItsName() {
    SubjectName judged = product("judged");
    OptionalLong recorded =
        new OwnEntries(BOOK.ledger(), SystemActors.DAYBOOK)
            .append(
                List.of(
                    new Own(
                        new PostureChanged(
                            Posture.of(judged),
                            judged,
                            0,
                            0,
                            Instant.parse("2026-03-01T12:00:00Z"),
                            List.of(
                                new PolicyPosture(
                                    "naming",
                                    "1.0.0",
                                    "a".repeat(64),
                                    null,
                                    null,
                                    List.of(),
                                    Cause.TIME_PASSED,
                                    null,
                                    List.of(new RulePosture("naming/form", null, Outcome.FAIL))))),
                        0,
                        null)),
                Long.MAX_VALUE);
    assertThat(recorded).isPresent();
    BOOK.settle();

    assertThat(
            new ActivityQueries(READER)
                .list(
                    now(), new ActivityQueries.Filter(judged, null, null, null), Limit.of(1), null)
                .items())
        .singleElement()
        .returns("act_0000000000000001", ActivityQueries.Item::actor)
        .returns("daybook", ActivityQueries.Item::actorName)
        .returns("fails naming/form", ActivityQueries.Item::summary);
  }

  @Test
  void theActivityFeedTellsWhatHappenedNewestFirst() {
    ActivityQueries activity = new ActivityQueries(READER);
    BOOK.record(Samples.registered(path("orders")));
    BOOK.deny(product("Bad"), Samples.finding("naming/form"));
    BOOK.settle();
    Page<ActivityQueries.Item> page =
        activity.list(
            now(), new ActivityQueries.Filter(null, domain, null, null), Limit.of(1), null);
    assertThat(page.items())
        .singleElement()
        .extracting(ActivityQueries.Item::summary)
        .isEqualTo("DoSomething denied by naming/form");
    assertThat(
            activity
                .list(
                    now(),
                    new ActivityQueries.Filter(null, domain, null, null),
                    Limit.of(1),
                    Long.parseLong(page.next().orElseThrow()))
                .items())
        .singleElement()
        .extracting(ActivityQueries.Item::summary, ActivityQueries.Item::reason)
        .containsExactly("registered with version 1.0.0", "because");
  }

  @Test
  void domainsAndTeamsAreListedAsTheyWere() {
    OrganisationQueries organisation = new OrganisationQueries(READER);
    long before = BOOK.ledger().head().position();
    BOOK.record(new DomainRegistered(Histories.domain(domain, "What we sell")));
    BOOK.record(new TeamRegistered(Histories.team(domain + "-team", "#sales")));
    long then = BOOK.ledger().head().position();
    BOOK.record(
        new DomainChanged(Histories.domain(domain, "What we lease"), List.of("/description")));
    BOOK.settle();

    assertThat(organisation.domains(at(before), Limit.of(null), null).items())
        .extracting(OrganisationQueries.Domain::name)
        .doesNotContain(domain);
    assertThat(organisation.domains(at(then), Limit.of(null), null).items())
        .filteredOn(found -> found.name().equals(domain))
        .extracting(OrganisationQueries.Domain::description)
        .containsExactly("What we sell");
    assertThat(organisation.domains(now(), Limit.of(null), null).items())
        .filteredOn(found -> found.name().equals(domain))
        .extracting(OrganisationQueries.Domain::description)
        .containsExactly("What we lease");
    assertThat(organisation.teams(now(), Limit.of(null), null).items())
        .extracting(OrganisationQueries.Team::name)
        .contains(domain + "-team");
  }

  @Test
  void theFutureAndWhatIsNoMomentAreRefused() {
    long head = BOOK.ledger().head().position();
    assertThatThrownBy(() -> moment("" + (head + 1)))
        .hasMessage("`asOf` names position %d; the ledger ends at %d".formatted(head + 1, head));
    assertThatThrownBy(() -> moment("2999-01-01T00:00:00Z")).hasMessageContaining("in the future");
    assertThatThrownBy(() -> moment("2026-02-30")).hasMessage("`asOf` cannot be `2026-02-30`");
    assertThatThrownBy(() -> moment("2026-03-31T10:00:00"))
        .hasMessage("`asOf` cannot be `2026-03-31T10:00:00`");
    assertThatThrownBy(() -> moment("yesterday"))
        .hasMessage("`asOf` names `yesterday`, and no tag is called so");
    assertThat(moment("2020-01-01T00:00:00Z").position()).isZero();
    assertThat(moment("2020-01-01T00:00:00 01:00").position()).isZero();
    assertThat(moment("0").position()).isZero();
  }

  @Test
  void aTimeIsTheLastEntryRecordedByThen() {
    long first = BOOK.record(Samples.registered(path("first")));
    Instant recorded = BOOK.ledger().entry(first).orElseThrow().recordedAt();
    BOOK.record(Samples.registered(path("second")));
    BOOK.settle();
    assertThat(moment(recorded.toString()).position()).isEqualTo(first);
    assertThat(list(moment(recorded.toString())))
        .extracting(ProductSummary::name)
        .containsExactly("first");
  }

  private Moment moment(String asOf) {
    return BOOK.views()
        .moments()
        .at(AsOf.parse(asOf, ZoneOffset.UTC), java.util.OptionalLong.empty(), CatalogQueries.VIEWS);
  }

  private static Moment at(long position) {
    return new Moment(position);
  }

  private static Moment now() {
    return new Moment(BOOK.views().position());
  }

  private String path(String name) {
    return domain + "." + name;
  }

  private SubjectName product(String name) {
    return Samples.product(path(name));
  }

  private List<ProductSummary> list(Moment moment) {
    return CATALOG.list(moment, new Filter(domain, null, null, null), Limit.of(null), null).items();
  }

  private List<String> names(@Nullable String in, @Nullable String tier, @Nullable String owner) {
    return CATALOG
        .list(now(), new Filter(in, tier, owner, null), Limit.of(null), null)
        .items()
        .stream()
        .map(ProductSummary::name)
        .toList();
  }

  private List<String> search(String query, @Nullable String tier, List<String> tags) {
    return CATALOG
        .search(now(), new Search(query, domain, tier, tags, Limit.of(null)), 0)
        .items()
        .stream()
        .map(ProductSummary::name)
        .toList();
  }

  private String status(String name) {
    return CATALOG.product(now(), product(name)).orElseThrow().sloStatus();
  }

  private dev.daybook.decision.SubjectEvent source(String name, String... sources) {
    return Samples.registered(Samples.spec(path(name), "1", "gold", List.of(), List.of(sources)));
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static MeasurementReported measured(
      SubjectName slo, int number, String value, boolean met) {
    return new MeasurementReported(
        slo,
        id(number),
        NOON.plusSeconds(number),
        new BigDecimal(value),
        Unit.FRACTION,
        "prod",
        null,
        met,
        false);
  }
}

package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractStatus;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Finding;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.SecondPerson;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.slo.SloEvent.BreachOpened;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.store.Append;
import dev.daybook.store.NewEvent;
import dev.daybook.views.activity.ActivityQueries;
import dev.daybook.views.catalog.CatalogQueries;
import dev.daybook.views.catalog.CatalogQueries.Search;
import dev.daybook.views.catalog.ProductSummary;
import dev.daybook.views.contracts.ContractQueries;
import dev.daybook.views.decisions.DecisionQueries;
import dev.daybook.views.organisation.OrganisationQueries;
import dev.daybook.views.policies.PolicyQueries;
import dev.daybook.views.slos.SloQueries;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A list has what its filter names and nothing else, in one order, whole or page by page. */
class ListsTest {

  private static final Book BOOK = Book.open();
  private static final ViewReader READER = new ViewReader(BOOK.views());
  private static final Limit ALL = Limit.of(1000);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ObjectiveChange NONE = ObjectiveChange.none();
  private static final String SOMEBODY = "act_00000000000000ff";

  private final CatalogQueries catalog = new CatalogQueries(READER);
  private final ContractQueries contracts = new ContractQueries(READER);
  private final PolicyQueries policies = new PolicyQueries(READER, BOOK.ledger());
  private final DecisionQueries decisions = new DecisionQueries(READER, BOOK.ledger());
  private final ActivityQueries activity = new ActivityQueries(READER);
  private final SloQueries slos = new SloQueries(READER);

  @BeforeAll
  static void record() {
    for (String domain : List.of("sales", "sales-emea")) {
      Histories.everything(domain, "What we sell", Book.ACTOR)
          .forEach(events -> BOOK.record(events.toArray(SubjectEvent[]::new)));
    }
    Version one = new Version("1.0.0");
    BOOK.record(
        Samples.registered(
            Samples.spec(
                "sales.orders", "1.0.0", "silver", List.of("Streaming", "eu"), List.of())));
    BOOK.record(
        Samples.registered(
            Samples.spec("sales.parcels", "1.0.0", "gold", List.of("streaming"), List.of())));
    BOOK.record(
        new ProductDeprecated(
            Samples.product("sales.parcels"), one, LocalDate.of(2027, 1, 1), "old"));
    BOOK.record(Samples.registered("sales.returns"));
    BOOK.record(new ProductRetired(Samples.product("sales.returns"), one, "old", NONE));

    publish(Samples.contract("sales.drafts", "1.0.0", "orders"), ContractStatus.DRAFT);
    publish(
        Samples.contract("sales.twice", "1.0.0", "customer-360").withOwner(Party.team("legal")),
        ContractStatus.ACTIVE);
    publish(Samples.contract("sales.twice", "2.0.0", "orders"), ContractStatus.DEPRECATED);
    publish(
        Samples.contract("sales.owned", "1.0.0", "orders").withOwner(Party.team("legal")),
        ContractStatus.ACTIVE);
    publish(ofNoDomain(Samples.contract("sales.loose", "1.0.0", "orders")), ContractStatus.ACTIVE);

    policy("drafted", false);
    policy("in-force", true);

    promise("met", true);
    promise("breached", false);
    promise("unmeasured", null);
    SubjectName fresh = Samples.slo("sales.orders/freshness");
    BOOK.record(
        new ObjectiveDeclared(
            fresh,
            Samples.product("sales.orders"),
            new Objective(
                "freshness",
                "1",
                Objective.Comparison.AT_MOST,
                BigDecimal.ONE,
                Unit.COUNT,
                null,
                null)));

    BOOK.deny(Samples.product("sales.Bad"), Samples.finding("naming/form"));
    BOOK.deny(
        Samples.product("sales.Worse"),
        Samples.finding("naming/form"),
        Samples.finding("owner/there"));
    decideBySomebodyElse();
    BOOK.settle();
  }

  @AfterAll
  static void close() {
    BOOK.close();
  }

  @Test
  void productsAreOfTheDomainTierAndOwnerAskedFor() {
    List<ProductSummary> all = products(null, null, null, null);
    assertNarrowed(all, products("sales", null, null, null), item -> item.domain().equals("sales"));
    assertNarrowed(all, products(null, "gold", null, null), item -> item.tier().equals("gold"));
    assertNarrowed(
        all, products(null, null, "crm-team", null), item -> item.owner().equals("crm-team"));
  }

  @Test
  void retiredProductsAreListedToThoseWhoAskForThemOnly() {
    assertThat(products(null, null, null, null))
        .extracting(ProductSummary::lifecycle)
        .contains("active", "deprecated")
        .doesNotContain("retired");
    for (String stage : List.of("active", "deprecated", "retired")) {
      assertThat(products(null, null, null, stage))
          .extracting(ProductSummary::lifecycle)
          .containsOnly(stage);
    }
  }

  @Test
  void searchFindsWhatHasTheDomainTierAndAllTagsAskedForAndIsNotRetired() {
    List<ProductSummary> all = found("", null, null, List.of());
    assertThat(all).containsExactlyElementsOf(products(null, null, null, null));
    assertNarrowed(all, found("", "sales", null, List.of()), item -> item.domain().equals("sales"));
    assertNarrowed(all, found("", null, "silver", List.of()), item -> item.tier().equals("silver"));
    assertThat(found("", null, null, List.of("streaming")))
        .extracting(ProductSummary::name)
        .containsExactly("orders", "parcels");
    assertThat(found("", null, null, List.of("streaming", "EU")))
        .extracting(ProductSummary::name)
        .containsExactly("orders");
    assertNarrowed(
        all, found("orders", null, null, List.of()), item -> item.name().equals("orders"));
  }

  @Test
  void contractsAreOfTheDomainStatusProductAndOwnerAskedForByTheirNewestVersion() {
    List<ContractQueries.Summary> all = contracts(ContractQueries.Filter.NONE);
    assertNarrowed(
        all,
        contracts(new ContractQueries.Filter("sales", null, null, null)),
        item -> item.domain().equals("sales"));
    assertNarrowed(
        all,
        contracts(new ContractQueries.Filter(null, "active", null, null)),
        item -> item.status().equals("active"));
    assertNarrowed(
        all,
        contracts(new ContractQueries.Filter(null, null, Samples.product("sales.orders"), null)),
        item -> item.domain().equals("sales") && "orders".equals(item.product()));
    assertNarrowed(
        all,
        contracts(new ContractQueries.Filter(null, null, null, "legal")),
        item -> "legal".equals(item.owner()));
  }

  @Test
  void policiesAreInTheStateAskedFor() {
    List<PolicyQueries.Summary> all = policies(null);
    for (String state : List.of("published", "active", "withdrawn")) {
      assertNarrowed(all, policies(state), item -> item.state().equals(state));
    }
  }

  @Test
  void aPolicysVersionsComeNewestFirst() {
    assertThat(policies.policy(now(), "sales-naming").orElseThrow().versions())
        .extracting(PolicyQueries.Version::version)
        .containsExactly("2.0.0", "1.0.0");
  }

  @Test
  void decisionsAreOfTheSubjectDomainOutcomeCommandActorAndRuleAskedFor() {
    List<DecisionQueries.Summary> all = decisions(DecisionQueries.Filter.NONE);
    SubjectName product = Samples.product("sales.customer-360");
    assertNarrowed(
        all,
        decisions(new DecisionQueries.Filter(product, null, null, null, null, null, null, null)),
        item -> item.subject().equals(product.toString()));
    assertNarrowed(
        all,
        decisions(new DecisionQueries.Filter(null, "sales", null, null, null, null, null, null)),
        item -> isIn("sales", item.subject()));
    for (String outcome : List.of("accepted", "denied")) {
      assertNarrowed(
          all,
          decisions(new DecisionQueries.Filter(null, null, outcome, null, null, null, null, null)),
          item -> item.outcome().equals(outcome));
    }
    assertNarrowed(
        all,
        decisions(
            new DecisionQueries.Filter(null, null, null, "DoSomething", null, null, null, null)),
        item -> item.command().equals("DoSomething"));
    assertNarrowed(
        all,
        decisions(new DecisionQueries.Filter(null, null, null, null, SOMEBODY, null, null, null)),
        item -> item.actor().equals(SOMEBODY));
    for (String rule : List.of("naming/form", "owner/there")) {
      assertNarrowed(
          all,
          decisions(new DecisionQueries.Filter(null, null, null, null, null, rule, null, null)),
          item -> rules(item).contains(rule));
    }
  }

  @Test
  void activityIsOfTheSubjectDomainTypeAndActorAskedFor() {
    List<ActivityQueries.Item> all = activity(ActivityQueries.Filter.NONE);
    SubjectName product = Samples.product("sales.customer-360");
    assertNarrowed(
        all,
        activity(new ActivityQueries.Filter(product, null, null, null)),
        item -> item.subject().equals(product.toString()));
    assertNarrowed(
        all,
        activity(new ActivityQueries.Filter(null, "sales", null, null)),
        item -> isIn("sales", item.subject()));
    assertNarrowed(
        all,
        activity(new ActivityQueries.Filter(null, null, "product.registered", null)),
        item -> item.type().equals("product.registered"));
    assertNarrowed(
        all,
        activity(new ActivityQueries.Filter(null, null, null, SOMEBODY)),
        item -> item.actor().equals(SOMEBODY));
  }

  @Test
  void promisesAreOfTheStatusPromiserAndObjectiveAskedFor() {
    List<SloQueries.Slo> all = slos(SloQueries.Filter.NONE);
    for (String status : List.of("met", "breached", "unknown")) {
      assertNarrowed(
          all,
          slos(new SloQueries.Filter(status, null, null)),
          item -> item.status().equals(status));
    }
    SubjectName product = Samples.product("sales.orders");
    assertNarrowed(
        all,
        slos(new SloQueries.Filter(null, product, null)),
        item -> item.promisedBy().equals(product.stream()));
    assertNarrowed(
        all,
        slos(new SloQueries.Filter(null, null, "freshness")),
        item -> item.objective().equals("freshness"));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListIsInOrderAndItsPagesMakeItUp(Listed<?> list) {
    list.assertInOrder();
    list.assertPagesFit();
  }

  static Stream<Listed<?>> lists() {
    CatalogQueries catalog = new CatalogQueries(READER);
    ContractQueries contracts = new ContractQueries(READER);
    PolicyQueries policies = new PolicyQueries(READER, BOOK.ledger());
    DecisionQueries decisions = new DecisionQueries(READER, BOOK.ledger());
    ActivityQueries activity = new ActivityQueries(READER);
    SloQueries slos = new SloQueries(READER);
    OrganisationQueries organisation = new OrganisationQueries(READER);
    String live = "FROM views.product_now WHERE lifecycle <> 'retired' ORDER BY stream";
    return Stream.of(
        new Listed<>(
            "products",
            (limit, after) -> catalog.list(now(), CatalogQueries.Filter.NONE, limit, after),
            ProductSummary::stream,
            "SELECT stream " + live),
        new Listed<>(
            "found products",
            (limit, skip) ->
                catalog.search(
                    now(),
                    new Search("", null, null, List.of(), limit),
                    skip == null ? 0 : Integer.parseInt(skip)),
            ProductSummary::stream,
            "SELECT stream " + live),
        new Listed<>(
            "contracts",
            (limit, after) -> contracts.list(now(), ContractQueries.Filter.NONE, limit, after),
            ContractQueries.Summary::subject,
            "SELECT DISTINCT subject, stream FROM views.contract_version_now ORDER BY stream"),
        new Listed<>(
            "policies",
            (limit, after) -> policies.list(now(), null, false, limit, after),
            PolicyQueries.Summary::subject,
            "SELECT subject FROM views.policy_now ORDER BY stream"),
        new Listed<>(
            "promises",
            (limit, after) -> slos.list(now(), SloQueries.Filter.NONE, limit, after),
            SloQueries.Slo::subject,
            "SELECT subject FROM views.slo_now ORDER BY stream"),
        new Listed<>(
            "domains",
            (limit, after) -> organisation.domains(now(), limit, after),
            OrganisationQueries.Domain::subject,
            "SELECT subject FROM views.domain_now ORDER BY stream"),
        new Listed<>(
            "teams",
            (limit, after) -> organisation.teams(now(), limit, after),
            OrganisationQueries.Team::subject,
            "SELECT subject FROM views.team_now ORDER BY stream"),
        new Listed<>(
            "decisions",
            (limit, before) ->
                decisions.list(now(), DecisionQueries.Filter.NONE, limit, position(before)),
            item -> Long.toString(item.position()),
            "SELECT position FROM views.decision ORDER BY position DESC"),
        new Listed<>(
            "activity",
            (limit, before) ->
                activity.list(now(), ActivityQueries.Filter.NONE, limit, position(before)),
            item -> Long.toString(item.position()),
            "SELECT position FROM views.activity ORDER BY position DESC"));
  }

  /**
   * A list as it is asked for.
   *
   * @param pages a page of at most so many items, behind a key
   * @param key what tells an item from others
   * @param keys SQL for all keys in the list's order, first of its columns
   */
  record Listed<T>(
      String name,
      BiFunction<Limit, @Nullable String, Page<T>> pages,
      Function<T, String> key,
      String keys) {

    void assertInOrder() {
      assertThat(pages.apply(ALL, null).items())
          .extracting(key)
          .containsExactlyElementsOf(
              BOOK.rows(keys).stream().map(row -> row.split("\\|", -1)[0]).toList())
          .hasSizeGreaterThan(1);
    }

    void assertPagesFit() {
      List<T> whole = pages.apply(ALL, null).items();
      for (int size : List.of(1, 3)) {
        List<T> seen = new ArrayList<>();
        String next = null;
        do {
          Page<T> page = pages.apply(Limit.of(size), next);
          assertThat(page.items()).hasSizeBetween(1, size);
          seen.addAll(page.items());
          next = page.next().orElse(null);
        } while (next != null && seen.size() <= whole.size());
        assertThat(seen).isEqualTo(whole);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A filter keeps some and drops some, and which is seen on the items themselves. */
  private static <T> void assertNarrowed(List<T> all, List<T> narrowed, Predicate<T> kept) {
    assertThat(narrowed)
        .isEqualTo(all.stream().filter(kept).toList())
        .isNotEmpty()
        .hasSizeLessThan(all.size());
  }

  private List<ProductSummary> products(
      @Nullable String domain,
      @Nullable String tier,
      @Nullable String owner,
      @Nullable String lifecycle) {
    return catalog
        .list(now(), new CatalogQueries.Filter(domain, tier, owner, lifecycle), ALL, null)
        .items();
  }

  private List<ProductSummary> found(
      String query, @Nullable String domain, @Nullable String tier, List<String> tags) {
    return catalog.search(now(), new Search(query, domain, tier, tags, ALL), 0).items();
  }

  private List<ContractQueries.Summary> contracts(ContractQueries.Filter filter) {
    return contracts.list(now(), filter, ALL, null).items();
  }

  private List<PolicyQueries.Summary> policies(@Nullable String state) {
    return policies.list(now(), state, false, ALL, null).items();
  }

  private List<DecisionQueries.Summary> decisions(DecisionQueries.Filter filter) {
    return decisions.list(now(), filter, ALL, null).items();
  }

  private List<ActivityQueries.Item> activity(ActivityQueries.Filter filter) {
    return activity.list(now(), filter, ALL, null).items();
  }

  private List<SloQueries.Slo> slos(SloQueries.Filter filter) {
    return slos.list(now(), filter, ALL, null).items();
  }

  private List<String> rules(DecisionQueries.Summary decision) {
    return decisions.decision(now(), decision.id()).orElseThrow().findings().stream()
        .map(Finding::rule)
        .toList();
  }

  private static boolean isIn(String domain, String subject) {
    return SubjectName.parse(subject).domainName().filter(domain::equals).isPresent();
  }

  private static @Nullable Long position(@Nullable String text) {
    return text == null ? null : Long.valueOf(text);
  }

  private static Moment now() {
    return new Moment(BOOK.views().position());
  }

  private static void publish(ContractSpec spec, ContractStatus status) {
    BOOK.record(new ContractVersionPublished(spec, status, null, NONE));
  }

  /** The same name, which then only looks as if it began with a domain. */
  private static ContractSpec ofNoDomain(ContractSpec spec) {
    return new ContractSpec(
        null,
        spec.domain() + "." + spec.name(),
        spec.version(),
        spec.status(),
        spec.owner(),
        spec.product(),
        spec.contact(),
        spec.description(),
        spec.purpose(),
        spec.limitations(),
        spec.consumers(),
        spec.schemaType(),
        spec.models(),
        spec.objectives(),
        spec.quality(),
        spec.servers(),
        spec.roles(),
        spec.retention(),
        spec.retentionDays(),
        spec.tags(),
        spec.labels());
  }

  private static void policy(String name, boolean active) {
    SubjectName policy = new SubjectName(SubjectKind.POLICY, name);
    Version one = new Version("1");
    BOOK.record(
        new PolicyPublished(
            policy,
            one,
            "e".repeat(64),
            "T",
            null,
            null,
            null,
            null,
            Effect.WARN,
            List.of(),
            List.of(),
            List.of(),
            null));
    if (active) {
      BOOK.record(
          new PolicyActivated(
              policy, one, "e".repeat(64), null, "agreed", null, SecondPerson.SETTING_OFF));
    }
  }

  /** A product that promises completeness, measured or not. */
  private static void promise(String name, @Nullable Boolean kept) {
    SubjectName slo = Samples.slo("sales." + name + "/completeness");
    BOOK.record(Samples.registered("sales." + name), Samples.declared("sales." + name));
    if (kept == null) {
      return;
    }
    BigDecimal value = kept ? BigDecimal.ONE : BigDecimal.ZERO;
    UUID id = UUID.randomUUID();
    BOOK.record(
        new MeasurementReported(slo, id, NOON, value, Unit.FRACTION, "prod", null, kept, false));
    if (!kept) {
      BOOK.record(new BreachOpened(slo, id, NOON, value, new BigDecimal("0.99"), Unit.FRACTION));
    }
  }

  /** Another actor's command of another kind, which registers a product. */
  private static void decideBySomebodyElse() {
    UUID id = UUID.randomUUID();
    SubjectName product = Samples.product("finance.ledger");
    EntryMetadata metadata =
        new EntryMetadata(SOMEBODY, Actor.Kind.SERVICE, id, Context.prod(), null);
    BOOK.ledger()
        .append(
            List.of(
                NewEvent.of(
                    DecisionRecorded.stream(id),
                    0,
                    new DecisionRecorded(
                        id,
                        product,
                        "PublishProduct",
                        "0".repeat(64),
                        -1,
                        0,
                        List.of(),
                        List.of(),
                        "0".repeat(64),
                        "0".repeat(64),
                        true,
                        List.of(),
                        null,
                        NOON,
                        "none 0",
                        null),
                    metadata),
                NewEvent.of(product.stream(), 0, Samples.registered("finance.ledger"), metadata)),
            Append.alone());
  }
}

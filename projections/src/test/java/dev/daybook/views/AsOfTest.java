package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractStatus;
import dev.daybook.decision.Actor;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.tag.TagEvent.MomentTagged;
import dev.daybook.views.activity.ActivityQueries;
import dev.daybook.views.catalog.CatalogQueries;
import dev.daybook.views.catalog.CatalogQueries.Filter;
import dev.daybook.views.catalog.CatalogQueries.Search;
import dev.daybook.views.catalog.ProductDetail;
import dev.daybook.views.contracts.ContractQueries;
import dev.daybook.views.decisions.DecisionQueries;
import dev.daybook.views.lineage.LineageQueries;
import dev.daybook.views.organisation.OrganisationQueries;
import dev.daybook.views.policies.PolicyQueries;
import dev.daybook.views.policies.PolicyQueries.Policy;
import dev.daybook.views.slos.SloQueries;
import dev.daybook.views.slos.SloQueries.Detail;
import dev.daybook.views.tags.TagQueries;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Every answer as of a position is the answer that tables would give which hold what was true there
 * and nothing else.
 */
class AsOfTest {

  /** Behind every position: whatever is still true is true there. */
  private static final Moment NOW = new Moment(Table.STILL_TRUE - 1);

  private static final Limit ALL = Limit.of(1000);

  @Test
  void anAnswerIsMadeOfWhatWasTrueThenAndOfNothingElse() {
    try (Book book = Book.open()) {
      Histories.everythingOnce(book);
      changeWhatAnswersJoin(book);
      book.settle();
      book.views().pause();
      Map<String, Function<Moment, Object>> questions = questions(book);
      List<Map<String, String>> asOf = new ArrayList<>();
      for (long position = 0; position <= book.ledger().head().position(); position++) {
        asOf.add(answers(questions, new Moment(position)));
      }

      Map<Table<?>, String> columns = new LinkedHashMap<>();
      tables().forEach(table -> columns.put(table, keepAside(book, table)));
      Map<String, String> differing = new LinkedHashMap<>();
      for (int position = 0; position < asOf.size(); position++) {
        leaveWhatWasTrue(book, columns, position);
        Map<String, String> then = answers(questions, NOW);
        for (Map.Entry<String, String> answer : asOf.get(position).entrySet()) {
          if (!answer.getValue().equals(then.get(answer.getKey()))) {
            differing.putIfAbsent(
                answer.getKey(),
                "as of %d: %s, but it was %s"
                    .formatted(position, answer.getValue(), then.get(answer.getKey())));
          }
        }
      }
      assertThat(differing).isEmpty();

      for (String question : questions.keySet()) {
        assertThat(asOf.stream().map(answers -> answers.get(question)).distinct())
            .as(question)
            .hasSizeGreaterThan(2);
      }
    }
  }

  private static Map<String, Function<Moment, Object>> questions(Book book) {
    ViewReader reader = new ViewReader(book.views());
    CatalogQueries catalog = new CatalogQueries(reader);
    ContractQueries contracts = new ContractQueries(reader);
    PolicyQueries policies = new PolicyQueries(reader, book.ledger());
    DecisionQueries decisions = new DecisionQueries(reader, book.ledger());
    SloQueries slos = new SloQueries(reader);
    LineageQueries lineage = new LineageQueries(reader);
    OrganisationQueries organisation = new OrganisationQueries(reader);
    ActivityQueries activity = new ActivityQueries(reader);
    TagQueries tags = new TagQueries(reader, book.ledger());
    SubjectName product = Samples.product("sales.customer-360");
    SubjectName contract = new SubjectName(SubjectKind.CONTRACT, "sales.customers");
    SubjectName slo = Samples.slo("sales.customer-360/completeness");
    // made before the ledger knew its actor's name
    UUID first =
        UUID.fromString(
            book.rows("SELECT id FROM views.decision ORDER BY position LIMIT 1").getFirst());

    Map<String, Function<Moment, Object>> asked = new LinkedHashMap<>();
    asked.put("products", at -> catalog.list(at, Filter.NONE, ALL, null));
    asked.put("product", at -> catalog.product(at, product).map(ProductDetail::spec));
    asked.put("its stage", at -> catalog.product(at, product).map(ProductDetail::lifecycle));
    asked.put("its promises", at -> catalog.product(at, product).map(ProductDetail::slos));
    asked.put("its contracts", at -> catalog.product(at, product).map(ProductDetail::contracts));
    asked.put(
        "search",
        at -> catalog.search(at, new Search("salesforce", null, null, List.of(), ALL), 0));
    asked.put("contracts", at -> contracts.list(at, ContractQueries.Filter.NONE, ALL, null));
    asked.put("contract", at -> contracts.contract(at, contract));
    asked.put("policies", at -> policies.list(at, null, false, ALL, null));
    asked.put("policy", at -> policies.policy(at, "sales-naming").map(Policy::policy));
    asked.put("its versions", at -> policies.policy(at, "sales-naming").map(Policy::versions));
    asked.put("policy set", policies::setDigest);
    asked.put("decisions", at -> decisions.list(at, DecisionQueries.Filter.NONE, ALL, null));
    asked.put("decision", at -> decisions.decision(at, first));
    asked.put("slos", at -> slos.list(at, SloQueries.Filter.NONE, ALL, null));
    asked.put("slo", at -> slos.slo(at, slo).map(Detail::slo));
    asked.put("its breaches", at -> slos.slo(at, slo).map(Detail::breaches));
    asked.put("its measurements", at -> slos.slo(at, slo).map(Detail::measurements));
    asked.put("lineage up", at -> lineage.of(at, Samples.product("sales.report"), 3));
    asked.put("lineage down", at -> lineage.of(at, Samples.product("sales.raw"), 3));
    asked.put("domains", at -> organisation.domains(at, ALL, null));
    asked.put("domain", at -> organisation.domain(at, SubjectName.domain("sales")));
    asked.put("teams", at -> organisation.teams(at, ALL, null));
    asked.put("team", at -> organisation.team(at, SubjectName.team("sales-data-team")));
    asked.put("tags", at -> tags.list(at, ALL, null));
    asked.put("activity", at -> activity.list(at, ActivityQueries.Filter.NONE, ALL, null));
    return asked;
  }

  private static Map<String, String> answers(
      Map<String, Function<Moment, Object>> questions, Moment moment) {
    Map<String, String> answers = new LinkedHashMap<>();
    questions.forEach((name, question) -> answers.put(name, question.apply(moment).toString()));
    return answers;
  }

  private static List<Table<?>> tables() {
    return AllViews.views().stream().<Table<?>>flatMap(view -> view.tables().stream()).toList();
  }

  /** A copy of a table's rows; the columns to fill it with again. */
  private static String keepAside(Book book, Table<?> table) {
    book.run("CREATE TABLE kept_%1$s AS TABLE views.%1$s".formatted(table.name()));
    return book.rows(
            """
            SELECT string_agg(column_name, ', ') FROM information_schema.columns
            WHERE table_schema = 'views' AND table_name = '%s' AND is_generated = 'NEVER'
            """
                .formatted(table.name()))
        .getFirst();
  }

  /**
   * Empties tables but for what was true at a position, as if it still were; at once, for every
   * statement has a connection of its own.
   */
  private static void leaveWhatWasTrue(
      Book book, Map<Table<?>, String> columnsOfAll, int position) {
    StringBuilder sql = new StringBuilder();
    columnsOfAll.forEach(
        (table, columns) -> {
          String then =
              switch (table) {
                case Table.History<?> _ ->
                    "valid_from <= %1$d AND valid_to > %1$d".formatted(position);
                case Table.Log<?> _ -> "position <= %d".formatted(position);
                case Table.Tally<?> _ -> "true"; // counts have no history
              };
          sql.append(
              "TRUNCATE views.%1$s; INSERT INTO views.%1$s (%2$s) SELECT %2$s FROM kept_%1$s WHERE %3$s;\n"
                  .formatted(table.name(), columns, then));
          if (table instanceof Table.History<?>) {
            sql.append(
                "UPDATE views.%s SET valid_to = %d;\n".formatted(table.name(), Table.STILL_TRUE));
          }
        });
    book.run(sql.toString());
  }

  private static void changeWhatAnswersJoin(Book book) {
    SubjectName contract = new SubjectName(SubjectKind.CONTRACT, "sales.moving");
    SubjectName promised = Samples.slo("contract/sales.moving/completeness");
    ObjectiveChange none = ObjectiveChange.none();
    book.record(
        new TokenIssued(
            new SubjectName(SubjectKind.ACTOR, Book.ACTOR),
            "Ada Lovelace",
            Actor.Kind.PERSON,
            List.of(Actor.Role.ADMIN),
            null,
            null,
            "b".repeat(64)));
    book.record(new ObjectiveDeclared(promised, contract, Samples.completeness()));
    book.record(
        new MeasurementReported(
            promised,
            new UUID(0, 9),
            Instant.parse("2026-03-01T12:00:00Z"),
            BigDecimal.ONE,
            Unit.FRACTION,
            "prod",
            null,
            true,
            false));
    book.record(
        new ContractVersionPublished(
            Samples.contract("sales.moving", "1.0.0", "customer-360"),
            ContractStatus.DRAFT,
            null,
            none));
    book.record(
        new ContractDraftReplaced(
            Samples.contract("sales.moving", "1.0.0", "orders"),
            ContractStatus.DRAFT,
            List.of("/product"),
            none));

    book.record(new MomentTagged(SubjectName.parse("tag/audit-7"), 3, "the audit begins"));
    book.record(made("orders", "sales.raw"));
    book.record(made("report", "sales.orders"));
    for (String[] change :
        new String[][] {
          {"report", "sales.orders", "sales.raw"}, // a second way, for a while
          {"report", "sales.orders"},
          {"orders", "sales.mart"}, // another source, two steps up from the report
          {"report", "elsewhere"}, // and nothing two steps down from the raw data
          {"orders", "sales.raw"},
        }) {
      String[] sources = Arrays.copyOfRange(change, 1, change.length);
      book.record(
          new ProductAmended(made(change[0], sources).spec(), List.of("/inputPorts"), none));
    }
  }

  private static ProductRegistered made(String name, String... from) {
    return Samples.registered(
        Samples.spec("sales." + name, "1.0.0", "gold", List.of(), List.of(from)));
  }
}

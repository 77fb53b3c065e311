package dev.daybook.path;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductCommand.RetireProduct;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductSpec;
import dev.daybook.store.TestLedger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What policies see of what a document's data is made of, and of what is made of it. */
class LineageFactTest {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final Actor ANA =
      new Actor("act_00000000000000aa", "ana", Actor.Kind.PERSON, Set.of(Actor.Role.ADMIN), null);

  private static final String ORDERS =
      """
      apiVersion: datamesh/v1
      kind: DataProduct
      metadata: { name: orders, domain: sales, version: 1.0.0 }
      spec:
        classification: { tier: gold }
        outputPorts: [{ name: events, type: kafka, topic: Orders.Events }]
        schema:
          fields:
            - { name: customer, type: record, fields: [{ name: mail, type: string, constraints: { pii: true } }] }
        governance: { dataClassification: confidential }
      """;

  private final RecordingGate gate = new RecordingGate();
  private final Rehearsal rehearsal = new Rehearsal(gate);
  private int asked;

  @Test
  void aDatasetIsTheProductOfItsNameOrTheOneThatServesItOrNothingRegistered() {
    submit(product(ORDERS));

    assertThat(upstream(reading("campaigns", "SALES.orders", "orders.events", "salesforce")))
        .containsExactly(
            known("orders.events", "orders"),
            known("sales.orders", "orders"),
            Map.of("dataset", "salesforce", "registered", false));
  }

  @Test
  void whatReadsAProductUnderAnyOfItsNamesIsDownstream() {
    submit(reading("campaigns", "sales.orders"));
    submit(reading("alerts", "orders.events"));
    submit(reading("self", "marketing.self"));

    assertThat(downstream(product(ORDERS)))
        .extracting("dataset", "registered", "life")
        .containsExactly(
            tuple("marketing.alerts", true, "live"), tuple("marketing.campaigns", true, "live"));
    assertThat(downstream(reading("self", "marketing.self"))).isEmpty();
  }

  @Test
  void aReaderThatReadsItNoMoreOrIsRetiredIsGone() {
    submit(reading("campaigns", "sales.orders"));
    submit(reading("alerts", "sales.orders"));
    submit(reading("campaigns", "elsewhere"));
    submit(new RetireProduct(SubjectName.product("marketing", "alerts"), "nobody reads it"));

    assertThat(downstream(product(ORDERS))).isEmpty();
    assertThat(upstream(reading("late", "marketing.alerts")).getFirst())
        .containsEntry("registered", true)
        .containsEntry("life", "retired");
  }

  @Test
  void aContractIsMadeOfTheProductItIsAbout() {
    SubjectCommand contract =
        read(
            """
            apiVersion: datacontract/v1
            kind: DataContract
            metadata: { name: orders-contract, version: 1.0.0 }
            producer: { domain: sales, dataProduct: orders, team: sales-team }
            consumers: [{ domain: marketing, team: campaigns }]
            schema:
              type: avro
              specification: '{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "string"}]}'
            """);
    assertThat(upstream(contract))
        .containsExactly(Map.of("dataset", "sales.orders", "registered", false));

    submit(product(ORDERS));
    submit(reading("alerts", "orders.events"));
    assertThat(upstream(contract)).containsExactly(known("sales.orders", "orders"));
    assertThat(downstream(contract)).extracting("product").containsExactly("alerts");
  }

  @Test
  void onlySoManyAreTold() {
    String[] many =
        IntStream.range(0, LineageFact.MAX)
            .mapToObj("source-%03d"::formatted)
            .toArray(String[]::new);
    assertThat(lineage(reading("wide", many))).containsEntry("truncated", false);

    String[] more =
        IntStream.rangeClosed(0, LineageFact.MAX)
            .mapToObj("source-%03d"::formatted)
            .toArray(String[]::new);
    assertThat(lineage(reading("wide", more))).containsEntry("truncated", true);
    assertThat(upstream(reading("wide", more))).hasSize(LineageFact.MAX);
  }

  @Test
  void aCommandWithoutADocumentHasNone() {
    rehearsal.submit(
        submission(new RetireProduct(SubjectName.product("marketing", "alerts"), "why not")));
    assertThat(gate.seen.getFirst().values()).doesNotContainKey(CommandKind.LINEAGE);
  }

  @Test
  void whatStandsFurtherOnInTheLedgerCountsThoughItIsToldFirst() {
    ProductSpec first = ((PublishProduct) reading("a", "old")).spec();
    ProductSpec second = ((PublishProduct) reading("a", "sales.orders")).spec();
    ObjectiveChange same = new ObjectiveChange(List.of(), List.of());
    ProductDirectory products = new ProductDirectory();

    products.learn(new ProductRegistered(first, same), 1);
    products.learn(new ProductAmended(second, List.of(), same), 9);
    products.learn(
        new ProductDeprecated(
            first.subject(), new Version("1.0.0"), LocalDate.parse("2027-01-01"), "over"),
        5);
    products.learn(new ProductAmended(first, List.of(), same), 4);

    assertThat(products.lineage(product(ORDERS)).downstream())
        .singleElement()
        .extracting(LineageFact.Linked::life)
        .isEqualTo("deprecated");
  }

  @Test
  void aNodeKnowsItsOwnProductsAtOnceThoughItFollowsNothing() throws InterruptedException {
    try (TestLedger test = TestLedger.fresh(Slices.eventTypes());
        MeshDirectory directory = new MeshDirectory()) {
      CommandPath path = new CommandPath(test.ledger(), gate, directory);
      path.submit(submission(product(ORDERS)));
      path.submit(submission(reading("campaigns", "sales.orders")));

      assertThat(gate.seen.getLast().values().get("lineage"))
          .asString()
          .contains("dataset=sales.orders", "registered=true");
    }
  }

  @Test
  void aNodeThatBeginsKnowsWhatWasThereBeforeItAnswers() throws InterruptedException {
    try (TestLedger test = TestLedger.fresh(Slices.eventTypes());
        MeshDirectory nobody = new MeshDirectory()) {
      new CommandPath(test.ledger(), gate, nobody).submit(submission(product(ORDERS)));
      try (MeshDirectory directory = new MeshDirectory(test.ledger())) {
        directory.awaitOwnWrites();
        assertThat(directory.products().lineage(reading("campaigns", "sales.orders")).upstream())
            .singleElement()
            .matches(LineageFact.Linked::registered);
      }
    }
  }

  private static Map<String, Object> known(String dataset, String product) {
    return Map.of(
        "dataset",
        dataset,
        "registered",
        true,
        "domain",
        "sales",
        "product",
        product,
        "life",
        "live",
        "tier",
        "gold",
        "sensitivity",
        "confidential",
        "pii",
        true);
  }

  private Map<String, Object> lineage(SubjectCommand command) {
    return entries(rehearsal.facts(submission(command)).values().get("lineage"));
  }

  private List<Map<String, Object>> upstream(SubjectCommand command) {
    return list(lineage(command).get("upstream"));
  }

  private List<Map<String, Object>> downstream(SubjectCommand command) {
    return list(lineage(command).get("downstream"));
  }

  @SuppressWarnings("unchecked") // facts are maps by name
  private static Map<String, Object> entries(@Nullable Object fact) {
    return (Map<String, Object>) requireNonNull(fact);
  }

  @SuppressWarnings("unchecked") // and lists of such
  private static List<Map<String, Object>> list(@Nullable Object fact) {
    return (List<Map<String, Object>>) requireNonNull(fact);
  }

  private void submit(SubjectCommand command) {
    assertThat(rehearsal.submit(submission(command)).result()).isEqualTo(Answer.Result.ACCEPTED);
  }

  private Submission submission(SubjectCommand command) {
    return new Submission(
        CommandId.of("lineage", "key" + asked++, 0),
        command,
        ANA,
        Context.prod(),
        null,
        NOON,
        false);
  }

  private static SubjectCommand product(String text) {
    return read(text);
  }

  private static SubjectCommand reading(String name, String... sources) {
    return read(
        """
        apiVersion: datamesh/v1
        kind: DataProduct
        metadata: { name: %s, domain: marketing, version: 1.0.0 }
        spec:
          inputPorts:
        """
                .formatted(name)
            + IntStream.range(0, sources.length)
                .mapToObj(i -> "    - { name: in-%d, source: %s }".formatted(i, sources[i]))
                .collect(Collectors.joining("\n")));
  }

  private static SubjectCommand read(String text) {
    return ((ReadDocument.Readable)
            Documents.read(text.getBytes(StandardCharsets.UTF_8), Format.YAML, "test").getFirst())
        .command();
  }
}

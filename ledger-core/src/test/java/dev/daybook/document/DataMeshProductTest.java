package dev.daybook.document;

import static dev.daybook.document.Reads.product;
import static dev.daybook.document.Reads.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Comparison;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Sensitivity;
import dev.daybook.mesh.Version;
import dev.daybook.product.ProductSpec;
import dev.daybook.product.ProductSpec.AccessRule;
import dev.daybook.product.ProductSpec.Classification;
import dev.daybook.product.ProductSpec.Governance;
import dev.daybook.product.ProductSpec.InputPort;
import dev.daybook.product.ProductSpec.OutputPort;
import dev.daybook.product.ProductSpec.Storage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataMeshProductTest {

  @Test
  void everyFieldOfTheDocumentHasItsPlace() {
    ProductSpec spec = product(Samples.PRODUCT);
    assertThat(spec.subject()).hasToString("product/sales.customer-360");
    assertThat(spec.version()).isEqualTo(new Version("2.1.0"));
    assertThat(spec.owner()).isEqualTo(Party.team("sales-data-team"));
    assertThat(spec.description())
        .isEqualTo("One view of the customer, from CRM,\ntransactions and behaviour.");
    assertThat(spec.classification()).isEqualTo(new Classification("aggregate", "gold", true));
    assertThat(spec.inputPorts())
        .containsExactly(
            new InputPort("crm-customers", "cdc-stream", "salesforce", "avro", null),
            new InputPort("transactions", "batch", "erp-system", "parquet", "0 */4 * * *"));
    assertThat(spec.outputPorts())
        .containsExactly(
            new OutputPort(
                "sql-access",
                "sql",
                "trino",
                "customer_analytics",
                "customer_360",
                null,
                null,
                null,
                null),
            new OutputPort(
                "api-access", "rest", null, null, null, "/api/v2/customers", "oauth2", null, null),
            new OutputPort(
                "stream-access",
                "kafka",
                null,
                null,
                null,
                null,
                null,
                "customer.360.events",
                "avro"));
    assertThat(spec.storage())
        .isEqualTo(
            new Storage(
                "iceberg",
                "s3://data-lake/customer-360/",
                List.of("region", "year(updated_at)"),
                List.of("customer_id")));
    assertThat(spec.objectives())
        .containsExactly(
            new Objective(
                "freshness",
                "4h",
                Comparison.AT_MOST,
                new BigDecimal("14400000"),
                Unit.MILLISECONDS,
                "last_updated_timestamp",
                null),
            new Objective(
                "completeness",
                "99.5%",
                Comparison.AT_LEAST,
                new BigDecimal("0.995"),
                Unit.FRACTION,
                "non_null_ratio",
                null));
    assertThat(spec.governance())
        .isEqualTo(new Governance(Sensitivity.CONFIDENTIAL, "7y", 2555L, true, null, null));
    assertThat(spec.access())
        .containsExactly(
            new AccessRule("sales-analysts", List.of("read")),
            new AccessRule("sales-data-team", List.of("read", "write", "admin")));
    assertThat(spec.upstream())
        .containsExactly(new DatasetName("", "salesforce"), new DatasetName("", "erp-system"));
    assertThat(spec.labels()).isEmpty();
  }

  @Test
  void onlyNameDomainAndVersionHaveToBeThere() {
    ProductSpec spec =
        product(
            """
            apiVersion: datamesh/v1
            kind: DataProduct
            metadata: {name: orders, domain: sales, version: v2}
            spec: {}
            """);
    assertThat(spec.version().major()).isEqualTo(2);
    assertThat(spec.owner()).isNull();
    assertThat(spec.storage()).isNull();
    assertThat(spec.governance().retentionDays()).isNull();
  }

  @Test
  void aMissingPartSaysWhatItNeeds() {
    assertThat(told("apiVersion: datamesh/v1\nkind: DataProduct\nspec: {}\n"))
        .containsExactly("1:1 `metadata` is missing; it needs `name`, `domain`, `version`");
  }

  @Test
  void whatIsMissingIsToldWhereItShouldStand() {
    Problem problem =
        Reads.problems(
                """
                apiVersion: datamesh/v1
                kind: DataProduct
                metadata:
                  name: orders
                  version: 1.0.0
                spec: {}
                """)
            .getFirst();
    assertThat(problem.pointer()).isEqualTo("/metadata/domain");
    assertThat(problem.place()).isEqualTo(new Place(4, 3));
    assertThat(problem.message()).isEqualTo("`domain` is missing in `metadata`");
    assertThat(problem.fix()).isEqualTo("add `domain: …`");
  }

  @Test
  void aMisplacedFieldIsSentWhereItBelongs() {
    assertThat(
            told(
                """
                apiVersion: datamesh/v1
                kind: DataProduct
                metadata: {name: orders, domain: sales, version: 1.0.0, outputPorts: []}
                retentionPeriod: 7y
                spec: {governance: {}}
                """))
        .containsExactly(
            "3:57 `outputPorts` is no field of `metadata`; it belongs in `/spec`",
            "4:1 `retentionPeriod` is no field of the document; it belongs in `/spec/governance`");
  }

  @Test
  void everyWrongTypeIsToldAtOnce() {
    assertThat(
            told(
                """
                apiVersion: datamesh/v1
                kind: DataProduct
                metadata:
                  name: [orders]
                  domain: Supply Chain
                  version: latest
                  owner: {team: x}
                  tags: one
                spec:
                  description: true
                  classification: {type: agregate, pii: "yes"}
                  outputPorts: [{type: sql}]
                  governance: {retentionPeriod: forever, dataClassification: secret}
                """))
        .containsExactly(
            "4:9 `name` should be a name; seen a list",
            "5:11 a domain's name has no white space, slash or dot; seen `Supply Chain`; write"
                + " `supply-chain`",
            "6:12 `latest` is no version",
            "7:10 `owner` should be a team or a mail address; seen a mapping",
            "8:9 `tags` should be a list; seen `one`; put a dash before each item",
            "10:16 `description` should be a text; seen true or false, `true`; put it in quotes",
            "11:26 `agregate` is not known in `type`; did you mean `aggregate`?",
            "11:41 `pii` should be true or false; seen `yes`; write `true`",
            "12:17 `name` is missing in item 1 of `outputPorts`; add `name: …`",
            "13:33 `retentionPeriod` should be a span such as 7y, 90 days or 730 (days); seen"
                + " `forever`",
            "13:62 `secret` is not known in `dataClassification`");
  }

  @Test
  void whatWasRefusedIsNotToldToBeMissingToo() {
    assertThat(
            told(
                """
                apiVersion: datamesh/v1
                kind: DataProduct
                metadata: {name: *name, domain: sales, version: !!str 1.0.0}
                spec: {}
                """))
        .containsExactly(
            "3:18 YAML aliases are refused; write out what `&name` stands for",
            "3:49 YAML tags are refused; remove the tag; quotes make a text");
  }

  @Test
  void anItemWithoutAValueIsToldOnce() {
    assertThat(
            told(
                """
                apiVersion: datamesh/v1
                kind: DataProduct
                metadata: {name: orders, domain: sales, version: 1.0.0}
                spec: {lineage: {upstream: [~, a]}}
                """))
        .containsExactly("4:29 item 1 of `upstream` has no value; write one, or remove the dash");
  }

  @Test
  void aFieldNamedTwiceIsToldTheFirstLine() {
    assertThat(
            told(
                """
                apiVersion: datamesh/v1
                kind: DataProduct
                metadata: {name: orders, domain: sales, version: 1.0.0}
                spec:
                  schema:
                    fields:
                      - name: id
                      - name: id
                """))
        .containsExactly(
            "8:15 the field `id` stands twice, first on line 7; rename or remove one of the two");
  }

  @Test
  void jsonAndYamlOfTheSameContentAreTheSameProduct() {
    String json =
        """
        {"apiVersion": "datamesh/v1", "kind": "DataProduct",
         "spec": {"slos": {"freshness": {"target": "4h"}}, "classification": {"pii": false}},
         "metadata": {"version": "1.0.0", "domain": "sales", "name": "orders"}}
        """;
    String yaml =
        """
        apiVersion: datamesh/v1 # comment
        kind: DataProduct
        metadata:
          name: orders
          domain:   'sales'
          version: 1.0.0
        spec:
          classification: {pii: false}
          slos:
            freshness: {target: 4h}
        """
            .replace("\n", "\r\n");
    assertThat(Reads.one(json, Format.JSON))
        .isInstanceOfSatisfying(
            ReadDocument.Readable.class,
            document -> assertThat(document.command()).isEqualTo(Reads.readable(yaml).command()));
  }

  @Test
  void noNameIsMadeOfDotsThatURLsTakeForSteps() {
    assertThat(Reads.told(Samples.PRODUCT.replace("name: customer-360", "name: ..")))
        .singleElement()
        .asString()
        .contains("is more than dots");
  }
}

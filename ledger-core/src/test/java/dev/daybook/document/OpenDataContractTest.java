package dev.daybook.document;

import static dev.daybook.document.Reads.contract;
import static dev.daybook.document.Reads.readable;
import static dev.daybook.document.Reads.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractSpec.Role;
import dev.daybook.contract.ContractSpec.Server;
import dev.daybook.contract.ContractStatus;
import dev.daybook.document.ReadDocument.Note;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.QualityCheck;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenDataContractTest {

  private static final String SMALL =
      """
      apiVersion: v3.0.2
      kind: DataContract
      id: orders
      version: 1.0.0
      status: draft
      """;

  @Test
  void schemaServersRolesAndTeamAreRead() {
    ContractSpec spec = contract(Samples.ODCS);
    assertThat(spec.subject()).hasToString("contract/sales.orders-contract");
    assertThat(spec.status()).isEqualTo(ContractStatus.ACTIVE);
    assertThat(spec.product()).isEqualTo("orders");
    assertThat(spec.purpose()).isEqualTo("What was ordered.");
    assertThat(spec.limitations()).isEqualTo("No returns.");
    assertThat(spec.description()).isEqualTo("Joins on order_id.");
    assertThat(spec.owner()).isEqualTo(Party.team("sales-data-team"));
    assertThat(spec.contact()).isEqualTo(Party.parse("sales-data@company.example"));
    assertThat(spec.servers())
        .containsExactly(
            new Server("warehouse", "postgres", "prod", "db.company.example:5432/sales/public"));
    assertThat(spec.roles()).containsExactly(new Role("analyst", "read"));
    assertThat(spec.retention()).isEqualTo("3y");
    assertThat(spec.retentionDays()).isEqualTo(1095);
    assertThat(spec.models()).hasSize(1);
    assertThat(spec.models().getFirst().physicalName()).isEqualTo("orders_v1");
    assertThat(spec.models().getFirst().fields())
        .extracting(Field::name, Field::type, Field::nullable, Field::primaryKey, Field::pii)
        .containsExactly(
            tuple("order_id", "string", false, true, null),
            tuple("email", "string", null, false, true),
            tuple("lines", "array", null, false, null));
    assertThat(spec.models().getFirst().fields().getLast().fields().getFirst().fields())
        .extracting(Field::name)
        .containsExactly("article");
  }

  @Test
  void aValueAndItsUnitBecomeAnObjective() {
    assertThat(contract(Samples.ODCS).objectives())
        .extracting(Objective::name, Objective::text, Objective::target, Objective::unit)
        .containsExactly(
            tuple("latency", "4h", new BigDecimal("14400000"), Objective.Unit.MILLISECONDS),
            tuple("availability", "99.9%", new BigDecimal("0.999"), Objective.Unit.FRACTION));
  }

  @Test
  void checksKnowTheirModelColumnAndThreshold() {
    assertThat(contract(Samples.ODCS).quality())
        .extracting(
            QualityCheck::model,
            QualityCheck::column,
            QualityCheck::check,
            QualityCheck::threshold,
            QualityCheck::arguments)
        .containsExactly(
            tuple("orders", null, "rowCount", BigDecimal.ONE, Map.of("mustBeGreaterThan", "1000")),
            tuple(
                "orders",
                "email",
                "nullValues",
                new BigDecimal("0.99"),
                Map.of("mustBeLessThan", "1", "unit", "percent")),
            tuple(
                "orders",
                "email",
                "sql",
                BigDecimal.ONE,
                Map.of("mustBe", "0", "query", "SELECT COUNT(*) FROM ${table}")));
  }

  @Test
  void whatHasNoPlaceIsKeptUnderItsPointer() {
    assertThat(contract(Samples.ODCS).labels())
        .containsEntry("/name", "Orders")
        .containsEntry("/tenant", "retail")
        .containsEntry("/description/customProperties/0/value/1/deep", "true")
        .containsEntry("/schema/0/properties/0/physicalType", "varchar(18)")
        .containsEntry("/servers/0/port", "5432")
        .containsEntry("/team/members/0/username", "ada@company.example")
        .containsEntry("/roles/0/firstLevelApprovers", "head of sales")
        .containsEntry("/slaProperties/0/element", "orders.order_id")
        .containsEntry("/slaProperties/3/value", "2026-05-12T09:30:10-08:00")
        .containsEntry("/price/priceAmount", "9.95");
  }

  @Test
  void personalDataIsToldByATagAClassificationOrACustomPropertyWhichHasTheLastWord() {
    assertThat(
            contract(
                    SMALL
                        + """
                        schema:
                          - name: t
                            properties:
                              - {name: tagged, tags: [x, PII]}
                              - {name: classified, classification: Pii}
                              - {name: said, customProperties: [{property: PII, value: true}]}
                              - {name: denied, tags: [pii],
                                 customProperties: [{property: pii, value: false}]}
                              - {name: left-open, tags: [pii],
                                 customProperties: [{property: pii, value: ""}]}
                              - {name: unsaid, tags: [x], classification: restricted,
                                 customProperties: [{property: Masking, value: hash}]}
                        """)
                .models()
                .getFirst()
                .fields())
        .extracting(Field::name, Field::pii, Field::masking)
        .containsExactly(
            tuple("tagged", true, null),
            tuple("classified", true, null),
            tuple("said", true, null),
            tuple("denied", false, null),
            tuple("left-open", true, null),
            tuple("unsaid", null, "hash"));
  }

  @Test
  void aMemberHasAUsernameFromTheNewestVersionOnAndAChannelAUrlBefore() {
    String newest = SMALL.replace("v3.0.2", "v3.1.0");
    assertThat(told(newest + "team: {name: x, members: [{name: Ada}]}\n"))
        .containsExactly("6:27 `username` is missing in item 1 of `members`; add `username: …`");
    assertThat(told(SMALL + "support: [{channel: c}]\n"))
        .containsExactly("6:11 `url` is missing in item 1 of `support`; add `url: …`");
    assertThat(contract(SMALL + "team: [{name: Ada, role: owner}]\n").owner())
        .isEqualTo(new Party("Ada", Party.Kind.PERSON, "Ada", null));
    assertThat(contract(newest + "support: [{channel: c}]\n").contact()).isNull();
  }

  @Test
  void aChecksArgumentsAreAmongThoseItIsRunWith() {
    assertThat(
            contract(
                    SMALL.replace("v3.0.2", "v3.1.0")
                        + "schema: [{name: t, quality: [{metric: rowCount, mustBe: 1,"
                        + " arguments: {days: 7}}]}]\n")
                .quality()
                .getFirst()
                .arguments())
        .containsExactlyInAnyOrderEntriesOf(Map.of("mustBe", "1", "days", "7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3.0.0", "v3.0.1", "v3.0.2", "v3.1.0"})
  void everyVersionReadsTheSmallestContract(String version) {
    assertThat(contract(SMALL.replace("v3.0.2", version)).subject()).hasToString("contract/orders");
  }

  @Test
  void theTeamOfTheOlderVersionsIsAListWhoseOwnerOwns() {
    ContractSpec spec =
        contract(
            SMALL
                + """
                team:
                  - {username: bob, role: developer}
                  - {username: ada@company.example, role: Owner, dateIn: 2025-01-01}
                """);
    assertThat(spec.owner()).isEqualTo(Party.parse("ada@company.example"));
  }

  @Test
  void fieldsOfTheNewerVersionSayWhichVersionKnowsThem() {
    assertThat(
            told(
                SMALL
                    + """
                    schema:
                      - name: t
                        id: t1
                        quality:
                          - {rule: rowCount, metric: rowCount, mustBe: 1}
                    team: {name: x}
                    """))
        .containsExactly(
            "8:5 `id` is no field of item 1 of `schema`; v3.1.0 knows it: write `apiVersion:"
                + " v3.1.0`, or remove the field",
            "10:26 `metric` is no field of item 1 of `quality`; v3.1.0 knows it: write"
                + " `apiVersion: v3.1.0`, or remove the field",
            "11:7 `team` should be a list; seen a mapping; a team as a mapping needs `apiVersion:"
                + " v3.1.0`");
  }

  @Test
  void theNextVersionIsNotReadByGuessing() {
    assertThat(told(SMALL.replace("v3.0.2", "v3.2.0")))
        .containsExactly(
            "1:13 `v3.2.0` is no apiVersion known here; the newest before it that is"
                + " read here is `v3.1.0`");
    assertThat(told(SMALL.replace("v3.0.2", "v2.2.2")))
        .containsExactly(
            "1:13 `v2.2.2` is no apiVersion known here; the oldest that is read here is `v3.0.0`");
  }

  @Test
  void serversNeedWhatTheirTypeNeeds() {
    assertThat(
            told(
                SMALL
                    + """
                    servers:
                      - {server: a, type: kafka, hosts: x}
                      - {server: b, type: postgress}
                      - {server: a, type: s3, location: "s3://x"}
                    """))
        .containsExactly(
            "7:5 `host` is missing in item 1 of `servers`; add `host: …`",
            "7:30 `hosts` is no field of item 1 of `servers`; did you mean `host`?",
            "8:23 `postgress` is not known in `type`; did you mean `postgres`?",
            "9:14 the server `a` stands twice, first on line 7; rename or remove one of the two");
  }

  @Test
  void checksCompareExactlyOnce() {
    assertThat(
            told(
                SMALL.replace("v3.0.2", "v3.1.0")
                    + """
                    schema:
                      - name: t
                        quality:
                          - {metric: rowCount}
                          - {metric: rowCount, mustBe: 1, mustNotBe: 2}
                          - {metric: rowsCount, mustBe: 1}
                          - {type: sql, mustBe: 1}
                          - {type: custom, engine: soda}
                          - {type: text, description: looks right}
                    """))
        .containsExactly(
            "9:9 the check compares with nothing",
            "10:9 the check compares more than once",
            "11:18 `rowsCount` is not known in `metric`; did you mean `rowCount`?",
            "12:9 `query` is missing in item 4 of `quality`; add `query: …`",
            "13:9 `implementation` is missing in item 5 of `quality`; add `implementation: …`");
  }

  @Test
  void aCheckOfNoTypeAndNoMetricIsAText() {
    assertThat(
            contract(
                    SMALL.replace("v3.0.2", "v3.1.0")
                        + "schema: [{name: t, quality: [{description: must be good}]}]\n")
                .quality())
        .extracting(QualityCheck::check)
        .containsExactly("text");
  }

  @Test
  void theOlderVersionsLetAChecksComparisonsAndACustomPropertysNameBe() {
    Readable older =
        readable(
            SMALL
                + """
                schema:
                  - name: t
                    quality:
                      - {type: sql, query: SELECT 1}
                      - {rule: rowCount, mustBe: 1, mustNotBe: 2}
                customProperties: [{value: lonely}]
                """);
    assertThat(older.notes())
        .extracting(Note::line, Note::message)
        .containsExactlyInAnyOrder(
            tuple(9, "the check compares with nothing"),
            tuple(10, "the check compares more than once"),
            tuple(11, "this custom property has no name; v3.1.0 wants one"));
    assertThat(((PublishContract) older.command()).spec().labels())
        .containsEntry("/customProperties/0/value", "lonely");
  }

  @ParameterizedTest
  @CsvSource({
    "production, ACTIVE",
    "current, ACTIVE",
    "development, DRAFT",
    "Deprecated, DEPRECATED"
  })
  void statusesOfOlderExamplesAreUnderstood(String written, ContractStatus status) {
    assertThat(contract(SMALL.replace("status: draft", "status: " + written)).status())
        .isEqualTo(status);
  }

  @Test
  void aStatusTakenForAnotherIsNoted() {
    assertThat(readable(SMALL.replace("status: draft", "status: production")).notes())
        .containsExactly(
            new Note("the status `production` is taken for `active`", "/status", 5, 9));
  }

  @Test
  void oneAgreementForTwoElementsIsTwoObjectives() {
    ContractSpec spec =
        contract(
            SMALL
                + """
                slaProperties:
                  - {property: latency, value: 4, unit: d, element: tab1.a}
                  - {property: latency, value: 15, unit: min, element: tab2.b}
                  - {property: frequency, value: 1, unit: d}
                  - {property: timeOfAvailability, value: "09:00-08:00"}
                  - {property: customerSupport, value: same business day}
                """);
    assertThat(spec.objectives())
        .extracting(Objective::name)
        .containsExactly("latency", "latency-tab2-b", "frequency");
    assertThat(spec.labels()).containsEntry("/slaProperties/4/value", "same business day");
  }

  @Test
  void anAgreementInWordsPromisesNothingThatIsMeasured() {
    ContractSpec spec =
        contract(
            SMALL
                + """
                slaProperties:
                  - {property: supportTier, value: tier1}
                  - {property: latency, value: null}
                  - {property: contact, value: +49 30 1234}
                """);
    assertThat(spec.objectives()).isEmpty();
    assertThat(spec.labels())
        .containsEntry("/slaProperties/0/value", "tier1")
        .containsEntry("/slaProperties/1/property", "latency")
        .containsEntry("/slaProperties/2/value", "+49 30 1234");
    assertThat(told(SMALL + "slaProperties: [{property: latency, value: tier1}]\n"))
        .hasSize(1)
        .first()
        .asString()
        .contains("`tier1` is no target");
    assertThat(told(SMALL + "slaProperties: [{property: latency}]\n"))
        .containsExactly("6:17 `value` is missing in item 1 of `slaProperties`; add `value: …`");
  }

  @Test
  void oneAgreementIsKeyedByPropertyElementAndDriver() {
    assertThat(
            contract(
                    SMALL
                        + """
                        slaProperties:
                          - {property: latency, value: 4, unit: d, element: a}
                          - {property: latency, value: 5, unit: d}
                          - {property: latency, value: 6, unit: d, element: b, driver: analytics}
                          - {property: latency, value: 7, unit: d, element: b, driver: regulatory}
                          - {property: latency, value: 8, unit: d, driver: operational}
                        """)
                .objectives())
        .extracting(Objective::name)
        .containsExactly(
            "latency-a", "latency", "latency-b", "latency-b-regulatory", "latency-operational");
    assertThat(
            told(
                SMALL
                    + """
                    slaProperties:
                      - {property: latency, value: 4, unit: d, element: a}
                      - {property: latency, value: 5, unit: d, element: a}
                    """))
        .containsExactly("8:32 the objective `latency` stands twice, first on line 7");
  }

  @Test
  void anAgreementWithoutAUnitIsAskedForOne() {
    assertThat(told(SMALL + "slaProperties: [{property: latency, value: 4}]\n"))
        .containsExactly(
            "6:44 `latency` is a span of time; seen `4`; add a unit, such as `4m` or `4h`");
    assertThat(told(SMALL + "slaProperties: [{property: availability, value: 99.9}]\n"))
        .containsExactly("6:49 `99.9` is no share from 0 to 1; write `99.9%` or `0.999`");
  }

  @Test
  void unknownFieldsAreErrorsEverywhereButInCustomProperties() {
    assertThat(told(Samples.ODCS.replace("tenant:", "tennant:").replace("physicalName", "phName")))
        .anySatisfy(line -> assertThat(line).contains("did you mean `tenant`?"))
        .anySatisfy(line -> assertThat(line).contains("`phName` is no field of item 1 of `schema`"))
        .hasSize(2);
  }
}

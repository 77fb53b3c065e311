package dev.daybook.document;

import static dev.daybook.document.Reads.contract;
import static dev.daybook.document.Reads.product;
import static dev.daybook.document.Reads.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Comparison;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.Party;
import dev.daybook.product.ProductSpec;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where documents of real meshes contradict themselves and each other, and what is made of it. */
class TrapsTest {

  private static final String HEAD =
      """
      apiVersion: datamesh/v1
      kind: DataProduct
      metadata: {name: orders, domain: sales, version: 1.0.0}
      """;

  @Test
  void oneKindOfTwoApiVersionsIsTwoDialects() {
    assertThat(product(Samples.PRODUCT).inputPorts()).isNotEmpty();
    assertThat(product(Samples.INLINE).fields()).isNotEmpty();
  }

  @Test
  void namesThatAPatternWouldRejectAreStillNames() {
    assertThat(product(Samples.PRODUCT).name()).isEqualTo("customer-360");
    assertThat(product(Samples.INLINE).name()).isEqualTo("orders-domain.order_events");
    assertThat(product(HEAD.replace("sales", "supply-chain") + "spec: {}").domain())
        .isEqualTo("supply-chain");
  }

  @ParameterizedTest
  @CsvSource({
    "4h, AT_MOST, 14400000",
    "15min, AT_MOST, 900000",
    "'\"< 24 hours\"', LESS_THAN, 86400000",
    "4 hours, AT_MOST, 14400000",
    "Updated within 15 minutes, AT_MOST, 900000",
    "PT4H, AT_MOST, 14400000",
  })
  void aFreshnessIsASpanHoweverItIsWritten(String target, Comparison side, BigDecimal millis) {
    Objective objective = objective("freshness", target);
    assertThat(objective.comparison()).isEqualTo(side);
    assertThat(objective.target()).isEqualByComparingTo(millis);
    assertThat(objective.unit()).isEqualTo(Unit.MILLISECONDS);
    assertThat(objective.text()).isEqualTo(target.replace("\"", ""));
  }

  @ParameterizedTest
  @CsvSource({"7y, 2555", "90 days, 90", "730, 730", "'\"730\"', 730", "P2Y, 730", "24h, 1"})
  void aRetentionIsCountedInDaysAndKeptAsWritten(String written, long days) {
    ProductSpec spec =
        product(HEAD + "spec: {governance: {retentionPeriod: %s}}".formatted(written));
    assertThat(spec.governance().retentionDays()).isEqualTo(days);
    assertThat(spec.governance().retention()).isEqualTo(written.replace("\"", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "completeness, 99.5%, AT_LEAST, 0.995, FRACTION",
    "completeness, 0.995, AT_LEAST, 0.995, FRACTION",
    "availability, 1, AT_LEAST, 1, FRACTION",
    "null_percentage, '\"< 1%\"', LESS_THAN, 0.01, FRACTION",
    "null_percentage, 1%, AT_MOST, 0.01, FRACTION",
    "row_count, '\"> 1000\"', MORE_THAN, 1000, COUNT",
    "rowCount, 1000, AT_LEAST, 1000, COUNT",
    "query-p95, 500 ms, AT_MOST, 500, MILLISECONDS",
  })
  void aSharesAndCountsSideIsTheObviousOneUnlessWritten(
      String name, String target, Comparison side, BigDecimal number, Unit unit) {
    Objective objective = objective(name, target);
    assertThat(objective.comparison()).isEqualTo(side);
    assertThat(objective.target()).isEqualByComparingTo(number);
    assertThat(objective.unit()).isEqualTo(unit);
  }

  @Test
  void ninetyNinePointNineIsNeverTakenForAShare() {
    assertThat(told(HEAD + "spec: {slos: {accuracy: {target: 99.9}}}"))
        .containsExactly("4:34 `99.9` is no share from 0 to 1; write `99.9%` or `0.999`");
  }

  @Test
  void aSpanWithoutAUnitIsAskedForOne() {
    assertThat(told(HEAD + "spec: {slos: {freshness: {target: 15}}}"))
        .containsExactly(
            "4:35 `freshness` is a span of time; seen `15`; add a unit, such as `15m` or `15h`");
    assertThat(told(HEAD + "spec: {slos: {freshness: {target: 15M}}}"))
        .containsExactly(
            "4:35 `15M` is no target; write `m` for minutes, `h` for hours, `d` for days");
  }

  @Test
  void objectivesThatDifferOnlyInSpellingAreOne() {
    assertThat(told(HEAD + "spec: {slos: {row_count: {target: 1}, rowCount: {target: 2}}}"))
        .containsExactly("4:58 the objective `row-count` stands twice, first on line 4");
  }

  @Test
  void anUnquotedNullKeyMeansNotNullable() {
    assertThat(product(Samples.INLINE).fields().getFirst().nullable()).isFalse();
  }

  @Test
  void yamlWithoutItsLineBreaksIsToldToSendThemAlong() {
    String mangled = Samples.INLINE.replace("\n", "");
    for (Format format : Format.values()) {
      List<Problem> problems = Reads.problems(mangled, format);
      assertThat(problems).hasSize(1);
      assertThat(problems.getFirst().message()).contains("line breaks were stripped", "curl -d");
      assertThat(problems.getFirst().fix())
          .isEqualTo(
              "send the file with `--data-binary @file` (not `-d`) and"
                  + " `-H 'Content-Type: application/yaml'`");
    }
  }

  @Test
  void aFileThatBeganWithACommentIsNotTakenForEmpty() {
    String mangled = Samples.PRODUCT.replace("\n", "");
    assertThat(mangled).startsWith("# data-product.yamlapiVersion:");
    assertThat(Reads.problems(mangled, Format.JSON).getFirst().message())
        .contains("line breaks were stripped");
    assertThat(Reads.one(mangled, Format.YAML)).isInstanceOf(Unreadable.class);
  }

  @Test
  void wholeYamlSentAsJsonIsToldTheRightContentType() {
    Problem problem = Reads.problems(Samples.INLINE, Format.JSON).getFirst();
    assertThat(problem.message()).isEqualTo("this is YAML, but it was sent as JSON");
    assertThat(problem.wanted()).isEqualTo("Content-Type: application/yaml");
    assertThat(problem.fix()).contains("--data-binary @file");
  }

  @Test
  void jsonSentAsYamlIsRead() {
    String json =
        "{\"apiVersion\":\"datamesh/v1\",\"kind\":\"DataProduct\",\"metadata\":"
            + "{\"name\":\"a\",\"domain\":\"b\",\"version\":\"1\"},\"spec\":{}}";
    for (Format format : Format.values()) {
      assertThat(Reads.one(json, format)).isInstanceOf(ReadDocument.Readable.class);
    }
  }

  @Test
  void theDescriptionMayStandInEitherPlaceButNotInBoth() {
    String inMetadata = HEAD.replace("1.0.0}", "1.0.0, description: Orders.}");
    assertThat(product(inMetadata + "spec: {}").description()).isEqualTo("Orders.");
    assertThat(product(HEAD + "spec: {description: Orders.}").description()).isEqualTo("Orders.");
    assertThat(told(inMetadata + "spec: {description: Others.}"))
        .containsExactly("3:70 `description` stands in `metadata` and in `spec`; keep one");
  }

  @ParameterizedTest
  @CsvSource({"2.1.0, 2", "v2, 2", "2.10, 2", "3.0.0-rc.1, 3"})
  void aVersionIsWhatWasWrittenAndHasAMajorPart(String written, int major) {
    ProductSpec spec = product(HEAD.replace("1.0.0", written) + "spec: {}");
    assertThat(spec.version().text()).isEqualTo(written);
    assertThat(spec.version().major()).isEqualTo(major);
  }

  @Test
  void aCheckWithoutAThresholdMustHoldForEveryRow() {
    assertThat(contract(Samples.CONTRACT).quality())
        .allSatisfy(check -> assertThat(check.threshold()).isEqualByComparingTo("1"));
    assertThat(product(Samples.INLINE).quality().getFirst().threshold())
        .isEqualByComparingTo("0.99");
  }

  @ParameterizedTest
  @CsvSource({
    "sales-data-team, sales-data-team, TEAM",
    "team-orders@company.io, team-orders@company.io, MAIL",
    "Ada Byron (ada@company.io), ada@company.io, MAIL",
    "Ada Byron, Ada Byron, PERSON",
  })
  void anOwnerIsOnePartyHoweverItIsWritten(String written, String id, Party.Kind kind) {
    Party owner =
        product(HEAD.replace("1.0.0}", "1.0.0, owner: %s}".formatted(written)) + "spec: {}")
            .owner();
    assertThat(owner).extracting(Party::id, Party::kind).containsExactly(id, kind);
  }

  @Test
  void oneDatasetUnderTwoSpellingsIsOneUpstream() {
    ProductSpec spec =
        product(
            HEAD
                + """
                spec:
                  inputPorts: [{name: a, source: raw.kafka.orders}]
                  lineage: {upstream: [Raw.Kafka/orders, salesforce]}
                """);
    assertThat(spec.upstream())
        .extracting(dataset -> dataset.identity())
        .containsExactly("raw.kafka.orders", "salesforce");
  }

  @Test
  void aDatasetMayBeWrittenAsOpenLineagesPair() {
    ProductSpec spec =
        product(
            HEAD
                + """
                spec:
                  lineage:
                    upstream: [{namespace: raw.kafka, name: order_events}, {name: salesforce}]
                    downstream: [raw.kafka.order_events]
                """);
    assertThat(spec.upstream())
        .containsExactly(
            new DatasetName("raw.kafka", "order_events"), new DatasetName("", "salesforce"));
    assertThat(spec.downstream()).containsExactly(new DatasetName("raw.kafka", "order_events"));
    assertThat(told(HEAD + "spec: {lineage: {upstream: [{namespace: raw}]}}"))
        .containsExactly("4:29 `name` is missing in item 1 of `upstream`; add `name: …`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202E", "\u200B", "\uFEFF", "\u00AD", "\u00A0", "\u3164", "\uFE0F"})
  void aNameHasNoCharacterThatNobodySees(String character) {
    List<Problem> problems =
        Reads.problems(
            HEAD.replace("name: orders", "name: \"or" + character + "ders\"") + "spec: {}");
    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly(
            "a name has no character that nobody sees; seen U+%04X"
                .formatted((int) character.charAt(0)));
  }

  @Test
  void whatAPlatformBuildsIsNoDocumentOfOurs() {
    assertThat(told("apiVersion: platform/v1\nkind: DataProductInfrastructure\n"))
        .containsExactly("1:13 `platform/v1` is no apiVersion known here");
    assertThat(told("# Orders\n\nWhat was ordered.\n"))
        .containsExactly("3:1 a document is a mapping; seen a text");
  }

  private static Objective objective(String name, String target) {
    return product(HEAD + "spec: {slos: {%s: {target: %s}}}".formatted(name, target))
        .objectives()
        .getFirst();
  }
}

package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Gate;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the starter pack says of real documents. */
class StarterPackOnDocumentsTest {

  private static final Path SAMPLES = Path.of("../samples");
  private static final CelGate PACK = CelGate.of(StarterPack.load());

  @Test
  void aCompleteProductIsToldOnlyWhatItLeavesUnsaid() throws IOException {
    Judgement judgement = judge(documents("customer-360.yaml"));

    assertThat(judgement.denies()).isFalse();
    assertThat(told(judgement))
        .containsExactlyInAnyOrder(
            "audit-logging/personal-data-says-so", "pii-encryption/encryption-stated");
  }

  @Test
  void aProductWhoseDialectHasNoPlaceForPortsOrRetentionIsToldAndNotDenied() throws IOException {
    Judgement judgement = judge(documents("order-events.yaml"));

    assertThat(judgement.denies()).isFalse();
    assertThat(told(judgement))
        .containsExactlyInAnyOrder(
            "audit-logging/personal-data-says-so",
            "pii-encryption/encryption-stated",
            "pii-gdpr/stated",
            "product-documentation/has-description",
            "product-output-ports/offers-a-port",
            "retention/has-a-period");
  }

  @Test
  void aContractWithoutPersonalColumnsIsFine() throws IOException {
    assertThat(judge(documents("customer-transactions-contract.yaml")).findings()).isEmpty();
  }

  /** Rules that guides write in a notation of their own; the pack says the same in CEL. */
  @Test
  void whatIsNoCelIsRefusedAndTheRuleItMeansIsInThePack() throws IOException {
    assertThat(Question.ask("retention_period != null")).isInstanceOf(Question.Asked.Wrong.class);
    assertThat(
            rules(judge(documents("customer-360.yaml").replace("    retentionPeriod: 7y\n", ""))))
        .contains("retention/personal-data-has-a-period");

    String tagged = "all(field in fields where field.pii == true: field.tagged_as_pii == true)";
    assertThat(Question.ask(tagged)).isInstanceOf(Question.Asked.Wrong.class);
    SortedMap<String, Object> product = Policies.orders();
    product.put("fields", List.of(Policies.map(Map.of("name", "mail", "pii", true))));
    assertThat(rules(PACK.judge(Policies.facts(product)))).contains("pii-masking/masked-fields");
  }

  static Stream<Path> mesh() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES.resolve("mesh"))) {
      // teams.yaml is many documents, none of them a product or contract.
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("teams.yaml"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("mesh")
  void theSampleMeshIsAccepted(Path file) throws IOException {
    Judgement judgement = judge(Files.readString(file));

    assertThat(judgement.findings()).noneMatch(finding -> finding.effect() == Effect.DENY);
  }

  @ParameterizedTest
  @CsvSource({
    "bad-name.yaml, product-naming/qualified-name",
    "no-retention.yaml, retention/personal-data-has-a-period",
    "undeclared-pii.yaml, undeclared-pii/product-columns",
  })
  void aRefusedSampleIsDeniedForItsOneReason(String file, String rule) throws IOException {
    Judgement judgement = judge(Files.readString(SAMPLES.resolve("refused").resolve(file)));

    assertThat(judgement.findings().stream().filter(f -> f.effect() == Effect.DENY))
        .extracting(Finding::rule)
        .containsExactly(rule);
  }

  private static final String WIDE_PRODUCT =
      """
      apiVersion: datamesh/v1
      kind: DataProduct
      metadata: {name: wide, domain: sales, version: 1.0.0}
      spec:
        schema:
          fields:
      """;

  private static final String WIDE_CONTRACT =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: wide
      domain: sales
      version: 1.0.0
      status: active
      schema:
        - name: t
          properties:
      """;

  @ParameterizedTest
  @ValueSource(strings = {WIDE_PRODUCT, WIDE_CONTRACT})
  void theWidestDocumentThereCanBeIsJudgedWithinTheBudgets(String head) {
    StringBuilder wide = new StringBuilder(head);
    for (int i = 0; i < Limits.MAX_FIELDS; i++) {
      wide.append("      - {name: column_").append(i).append("}\n");
    }

    assertThat(judgeInTime(wide.toString()).rules())
        .isNotEmpty()
        .noneMatch(rule -> rule.outcome() == Outcome.UNJUDGED);
  }

  /** The answer of a machine that is not too busy: the deadline is a matter of its clock. */
  private static Judgement judgeInTime(String document) {
    Facts facts = Policies.publishing(document);
    for (int attempt = 1; ; attempt++) {
      try {
        return PACK.judge(facts);
      } catch (Gate.DeadlineExceeded e) {
        if (attempt == 10) {
          throw e;
        }
      }
    }
  }

  private static String documents(String file) throws IOException {
    return Files.readString(Path.of("src/test/resources/documents", file));
  }

  private static List<String> rules(Judgement judgement) {
    return judgement.findings().stream().map(Finding::rule).toList();
  }

  /** What the publisher hears; the rest is on record. */
  private static List<String> told(Judgement judgement) {
    return judgement.findings().stream()
        .filter(finding -> finding.effect() != Effect.AUDIT)
        .map(Finding::rule)
        .toList();
  }

  private static Judgement judge(String document) {
    return PACK.judge(Policies.publishing(document));
  }
}

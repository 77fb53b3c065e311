package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.daybook.rules.FieldCoverage.Covered;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields of documents rules read, told from their text. */
class FieldCoverageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "product.name == 'x'; name",
        "product.classification.tier == 'gold'; classification classification.tier",
        "has(product.storage); storage",
        "has(product.storage) && product.storage.format == 'x'; storage storage.format",
        "size(product.outputPorts) > 0; outputPorts",
        "product.outputPorts.all(p, p.type != ''); outputPorts outputPorts.type",
        "product.outputPorts.exists(p, p.type in product.tags); outputPorts outputPorts.type tags",
        "product.outputPorts[0].name == 'x'; outputPorts outputPorts.name",
        "product.outputPorts.filter(p, p.type == 'sql').map(p, p.name) == ['x']; outputPorts"
            + " outputPorts.name outputPorts.type",
        "product.outputPorts.map(p, p).exists(q, q.topic == 'x'); outputPorts outputPorts.topic",
        "(product.outputPorts + []).exists(q, q.topic == 'x'); outputPorts outputPorts.topic",
        "(true ? product.outputPorts : []).exists(q, q.topic == 'x'); outputPorts"
            + " outputPorts.topic",
        "[product].all(p, p.name != ''); name",
        "dyn(product).name == 'x'; name",
        "product.outputPorts.all(p, product.inputPorts.all(p, p.source != '')); inputPorts"
            + " inputPorts.source outputPorts",
        "product.classification == product.classification; classification classification.pii"
            + " classification.tier classification.type",
        "product.storage in [product.storage]; storage storage.format storage.location"
            + " storage.partitionBy storage.sortBy",
        "product.labels['/spec/x'] == 'y'; labels",
        "product.labels.exists(l, l == 'y'); labels",
        "product.fields.withParts().exists(f, f.masking == ''); fields fields.fields"
            + " fields.masking",
        "product.fields.exists(f, f.fields.exists(g, g.masking == '')); fields fields.fields"
            + " fields.masking",
        "command.kind == 'x' && domain.name == 'y'; ``",
      })
  void aRuleReadsWhatMakesADifferenceToIt(String expression, String fields) {
    assertThat(read(Policies.rule(expression)))
        .containsExactlyInAnyOrderElementsOf(
            fields.isEmpty()
                ? Set.of()
                : Set.of(fields.split(" ")).stream()
                    .map("product."::concat)
                    .collect(Collectors.toSet()));
  }

  /** Walked through twice each, they would be walked through 2^30 times. */
  private static final int LEVELS = 30;

  @Test
  void loopsInsideLoopsAreWalkedThroughOnce() {
    String nested = "product.tags";
    for (int i = 0; i < LEVELS; i++) {
      nested = "product.tags.map(t%d, %s)".formatted(i, nested);
    }
    CompiledPolicy policy = Policies.rule("size(" + nested + ") > 0");

    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(policy)))
        .containsExactly("product.tags");
  }

  @Test
  void variablesCountWhereTheyAreUsedAndSoDoConditionsButMessagesDoNot() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            matchConditions:
              - {name: sold, expression: "product.domain == 'sales'"}
            variables:
              - {name: unused, expression: "product.version"}
              - {name: ports, expression: "product.outputPorts.filter(p, p.type == 'sql')"}
              - {name: names, expression: "variables.ports.map(p, p.name)"}
            validations:
              - name: rule
                expression: size(variables.names) > 1
                messageExpression: product.description
            """);

    assertThat(read(policy))
        .containsExactlyInAnyOrder(
            "product.domain",
            "product.outputPorts",
            "product.outputPorts.name",
            "product.outputPorts.type");
  }

  @Test
  void aPolicyThatIsChosenByLabelsReadsThem() {
    String labelled =
        Policies.text("validations: [{name: rule, expression: \"true\"}]\n")
            .replace(
                "commands: [PublishProduct]",
                "commands: [PublishProduct]\n    labels: {team: crm}");
    assertThat(read(Policies.policy(labelled))).containsExactly("product.labels");
  }

  @Test
  void whatNoneReadsIsToldOnceForAllInItAndOnlyOfDocumentsThereAre() {
    FieldCoverage.Report report =
        FieldCoverage.of(List.of(Policies.rule("has(product.storage) && product.name != ''")))
            .of(List.of("PublishProduct"));

    assertThat(report.fields()).extracting(Covered::document).containsOnly("product");
    assertThat(report.unread())
        .extracting(Covered::field)
        .contains("product.outputPorts", "product.storage.format", "product.tags")
        .doesNotContain("product.outputPorts.type", "product.storage", "product.name");
    Covered ports =
        report.unread().stream()
            .filter(each -> each.field().equals("product.outputPorts"))
            .findFirst()
            .orElseThrow();
    assertThat(ports.beneath()).isEqualTo(9);
    assertThat(ports.holds()).isEqualTo("list of OutputPort");
  }

  @Test
  void whoReadsAFieldIsNamed() {
    assertThat(FieldCoverage.of(StarterPack.load().policies()).fields())
        .filteredOn(each -> each.field().equals("product.classification.pii"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.isRead()).isTrue();
              assertThat(each.readBy()).isNotEmpty().allMatch(rule -> rule.contains("/"));
            });
  }

  /** Held against the pack's text by hand. */
  @Test
  void whatTheStarterPackDoesNotReadIsTrue() {
    FieldCoverage.Report report = FieldCoverage.of(StarterPack.load().policies());

    assertThat(report.untold()).isEmpty();
    assertThat(report.unread())
        .extracting(Covered::field)
        .contains(
            "product.governance.sensitivity",
            "product.outputPorts.engine",
            "product.inputPorts",
            "contract.servers")
        .doesNotContain(
            "product.outputPorts.topic", "product.fields.fields", "contract.consumers.useCase");
  }

  private static Set<String> read(CompiledPolicy policy) {
    return FieldCoverage.of(List.of(policy)).fields().stream()
        .filter(Covered::isRead)
        .map(Covered::field)
        .collect(Collectors.toSet());
  }
}

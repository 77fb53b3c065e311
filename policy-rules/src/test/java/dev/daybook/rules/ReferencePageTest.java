package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.daybook.decision.Facts;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Sensitivity;
import dev.daybook.path.CommandKind;
import dev.daybook.path.FactValues;
import dev.daybook.path.LineageFact;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/policies.md} tells all there is. */
class ReferencePageTest {

  private final String page = Files.readString(Path.of("../docs/reference/policies.md"));

  ReferencePageTest() throws IOException {}

  @Test
  void everyFactAndEveryFieldIsThere() {
    Set<String> told = new HashSet<>();
    FactTypes.all()
        .variables()
        .forEach(
            (name, type) -> {
              assertThat(page).contains("`" + name + "`");
              fieldsAreTold(type, told);
            });
  }

  @Test
  void everyKindOfCommandIsThereWithWhatItAndItsSubjectShow() {
    for (CommandKind kind : CommandKind.all().values()) {
      String parts = ticked(kind.parts());
      String brought =
          kind.documents().keySet().stream()
              .map("`changed`; it brings `%s`"::formatted)
              .findFirst()
              .orElse("nothing");
      assertThat(page)
          .contains("| `%s` | %s |".formatted(kind.name(), parts.isEmpty() ? brought : parts))
          .contains(
              "| `%s/…` | %s |"
                  .formatted(
                      kind.subject().word(), ticked(List.of(kind.state().getRecordComponents()))));
    }
  }

  private static String ticked(List<RecordComponent> parts) {
    return parts.stream().map(part -> "`" + part.getName() + "`").collect(Collectors.joining(", "));
  }

  @Test
  void everyBudgetIsThere() {
    assertThat(page)
        .contains("| steps: sub-expressions evaluated |" + row(Budget::steps))
        .contains("| characters and elements created |" + row(Budget::created))
        .contains("| searching and comparing |" + row(Budget::searched));
  }

  private static String row(ToLongFunction<Budget> of) {
    return Stream.of(Bounds.RULE, Bounds.POLICY, Bounds.COMMAND, Bounds.CASES, Bounds.WAY_OUT)
        .map(budget -> " %,d |".formatted(of.applyAsLong(budget)))
        .collect(Collectors.joining());
  }

  @Test
  void everyBoundIsThere() {
    assertThat(page)
        .contains("%,d".formatted(Bounds.ITERATIONS))
        .contains("%,d characters, %,d nodes".formatted(Bounds.EXPRESSION, Bounds.NODES))
        .contains("%d characters, %,d instr".formatted(Bounds.PATTERN, Bounds.PATTERN_SIZE))
        .contains("%d each".formatted(Bounds.ENTRIES))
        .contains("%d levels of lists and maps".formatted(Bounds.DEPTH))
        .contains("%d levels together".formatted(Bounds.LEVELS))
        .contains("%d s".formatted(Bounds.DEADLINE.toSeconds()));
  }

  @Test
  void theExampleCompiles() {
    String example = page.substring(page.indexOf("```yaml\n") + 8);

    assertThat(Policies.compile(example.substring(0, example.indexOf("```"))))
        .isInstanceOf(Compilation.Compiled.class);
  }

  @Test
  void theExampleWithParamsFromDocumentsWorks() {
    String example = page.substring(page.indexOf("### Params from documents"));
    String policy = block(example, 1);
    CelGate gate =
        CelGate.of(
            PolicySet.of(
                List.of(Policies.policy(policy)),
                List.of(
                    ParamsInForce.of(
                            Documents.read(
                                    block(example, 3).getBytes(StandardCharsets.UTF_8),
                                    Format.YAML,
                                    "page")
                                .getFirst())
                        .orElseThrow())));
    assertThat(gate.judge(Policies.facts(Policies.orders())).denies()).isTrue();
  }

  @Test
  void theExampleWithLineageWorks() {
    String example = block(page.substring(page.indexOf("### Lineage")), 1);
    CelGate gate = Policies.gate(Policies.policyWith(example));
    SortedMap<String, Object> facts = Policies.factMap(Policies.orders());
    SortedMap<String, Object> product = Policies.orders();
    product.put("classification", Policies.map(Map.of()));
    facts.put("product", product);
    facts.put(
        "lineage", Policies.map(Map.of("upstream", List.of(Policies.map(Map.of("pii", true))))));
    assertThat(gate.judge(Facts.freeze(facts)).denies()).isTrue();
    facts.put("lineage", Policies.map(Map.of("upstream", List.of())));
    assertThat(gate.judge(Facts.freeze(facts)).denies()).isFalse();
  }

  @Test
  void theBoundOfLineageIsThere() {
    assertThat(page).contains("at most %d entries each".formatted(LineageFact.MAX));
  }

  private static String block(String text, int fence) {
    return text.split("```(yaml\n)?", -1)[fence];
  }

  @Test
  void everyFunctionOfOurOwnIsThereWithItsCostAndAnExampleThatHolds() {
    SortedMap<String, Object> product = Policies.orders();
    product.put(
        "fields",
        List.of(
            Policies.map(
                Map.of(
                    "name",
                    "customer",
                    "fields",
                    List.of(Policies.map(Map.of("name", "email")))))));
    String section = page.substring(page.indexOf("## Functions"));
    List<String> rows =
        section
            .substring(0, section.indexOf("Costs count"))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .toList();

    for (CelFunctionDecl function : Functions.declarations()) {
      assertThat(rows)
          .as(function.name())
          .anyMatch(row -> row.split(" \\| ", -1)[0].contains("." + function.name() + "("));
    }
    for (String row : rows) {
      String[] cells = row.split(" \\| ", -1);
      String example = cells[2].replaceAll("^`|`$", "");
      assertThat(cells[3]).as(row).isNotBlank();
      assertThat(Policies.gate(Policies.rule(example)).judge(Policies.facts(product)).findings())
          .as(example)
          .isEmpty();
    }
  }

  @Test
  void whatReadingATextCostsIsThere() {
    assertThat(page)
        .contains("| %,d |".formatted(Reading.COST))
        .contains("up to %d characters".formatted(Reading.MAX_TEXT));
  }

  @Test
  void valuesStandThereAsPoliciesSeeThem() {
    for (List<? extends Enum<?>> values :
        List.of(
            List.of(Party.Kind.values()),
            List.of(Objective.Comparison.values()),
            List.of(Objective.Unit.values()),
            List.of(Sensitivity.values()))) {
      assertThat(page)
          .contains(
              values.stream()
                  .map(value -> "`" + FactValues.of(Map.of("seen", value)).get("seen") + "`")
                  .collect(Collectors.joining(", ", "(", ")")));
    }
  }

  private void fieldsAreTold(CelType type, Set<String> told) {
    if (type instanceof ListType list && list.hasElemType()) {
      fieldsAreTold(list.elemType(), told);
    } else if (told.add(type.name())) {
      FactTypes.fields(type)
          .forEach(
              (name, field) -> {
                assertThat(page).contains("`" + name + "`");
                fieldsAreTold(field.type(), told);
              });
    }
  }
}

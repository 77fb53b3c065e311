package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How wide a table the starter pack can judge. */
@Timeout(60)
class WidthTest {

  /** The width that docs/reference/policies.md promises. */
  private static final int COLUMNS = 5_000;

  @Test
  void aTableOfThePromisedWidthIsJudgedByTheWholePack() throws Exception {
    assertThat(unjudged(COLUMNS)).isEmpty();
    assertThat(Files.readString(Path.of("../docs/reference/policies.md")))
        .contains("%,d columns".formatted(COLUMNS));
  }

  private static List<Finding> unjudged(int columns) {
    return CelGate.of(StarterPack.load()).patient().judge(wide(columns)).findings().stream()
        .filter(finding -> finding.outcome() == Outcome.UNJUDGED)
        .toList();
  }

  private static Facts wide(int columns) {
    SortedMap<String, Object> product = Policies.orders();
    List<Object> fields = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      SortedMap<String, Object> field =
          Policies.map(Map.of("name", "measurement_%05d".formatted(i)));
      field.put("type", "double");
      field.put("fields", List.of());
      fields.add(field);
    }
    product.put("fields", fields);
    product.put("classification", Policies.map(Map.of("tier", "gold", "pii", false)));
    product.put("objectives", List.of());
    product.put("quality", List.of());
    product.put("access", List.of());
    product.put("accessPolicies", List.of());
    product.put("tags", List.of());
    product.put("upstream", List.of());
    product.put("labels", Policies.map(Map.of()));
    SortedMap<String, Object> facts = Policies.factMap(product);
    facts.put("context", Policies.map(Map.of("environment", "prod")));
    return Facts.freeze(facts);
  }
}

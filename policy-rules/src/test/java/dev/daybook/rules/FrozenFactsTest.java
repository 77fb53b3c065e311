package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Facts are read back as what they were when they were judged. */
class FrozenFactsTest {

  private static final Facts FACTS =
      Policies.publishing(
          """
          apiVersion: datamesh/v1
          kind: DataProduct
          metadata: { name: orders, domain: sales, owner: crm, version: 1.0.0 }
          spec:
            description: Everything that is known of an order.
            classification: { type: aggregate, tier: gold, pii: false }
            outputPorts: [{ name: sql, type: sql, engine: trino }]
            slos: { completeness: { target: 100%, measurement: non_null_ratio } }
            inputPorts: [{ name: shop, source: shop-backend }]
          """);

  @Test
  void wholeNumbersThatWereDecimalsAndTimesAreSoAgain() {
    assertThat(FrozenFacts.read(FACTS.json(), "PublishProduct").orElseThrow().values())
        .isEqualTo(FACTS.values());
    assertThat(new String(FACTS.json(), StandardCharsets.UTF_8))
        .contains("\"clock\":\"2026-01-01T00:00:00Z\"")
        .contains("\"target\":1,");
  }

  @Test
  void whatDoesNotComeToTheSameBytesIsNoFacts() {
    for (String other :
        new String[] {"", "[]", "{\"a\":null}", "{\"a\": 1}", "{\"clock\":\"x\"}"}) {
      assertThat(FrozenFacts.read(other.getBytes(StandardCharsets.UTF_8), "PublishProduct"))
          .isEmpty();
    }
  }
}

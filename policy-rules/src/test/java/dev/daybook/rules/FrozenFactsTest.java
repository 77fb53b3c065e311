package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
    assertThat(read(FACTS.json(), FACTS.sha256()).orElseThrow().values()).isEqualTo(FACTS.values());
    assertThat(new String(FACTS.json(), StandardCharsets.UTF_8))
        .contains("\"clock\":\"2026-01-01T00:00:00Z\"")
        .contains("\"target\":1,");
  }

  @Test
  void whatHasAnotherDigestOrIsNoJsonOfFactsIsNone() {
    for (String other : new String[] {"", "[]", "1", "{\"a\":null}", "{\"clock\":\"x\"}", "{"}) {
      byte[] bytes = other.getBytes(StandardCharsets.UTF_8);
      assertThat(read(bytes, Sha256.hex(bytes))).as(other).isEmpty();
    }
    assertThat(read(FACTS.json(), Sha256.hex(new byte[0]))).isEmpty();
  }

  private static Optional<Facts> read(byte[] bytes, String sha256) {
    return FrozenFacts.read(bytes, sha256, "PublishProduct");
  }
}

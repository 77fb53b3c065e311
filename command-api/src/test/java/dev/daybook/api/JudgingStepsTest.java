package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static dev.daybook.api.TestServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The steps of judging, for whoever checks them without CEL. */
class JudgingStepsTest {

  private final String product = fresh("stepped");

  private JsonNode decided() {
    Reply decided =
        call("/api/v1/documents")
            .as(token("p", null, "publisher"))
            .yaml(Sample.product("sales", product, "1.0.0"));
    String id = decided.only().path("decision").asText();
    return call("/api/v1/decisions/%s/explanation".formatted(id)).get().body();
  }

  private static JsonNode steps(long from, int limit) {
    Reply reply =
        call("/api/v1/ledger/steps?from=%d&limit=%d".formatted(from, limit))
            .as(token("a", null, "auditor"))
            .get();
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    return reply.body();
  }

  @Test
  void theyHaveTheDigestThatWasRecordedAndTheirNumbersAreExplained() {
    JsonNode explained = decided();
    JsonNode page = steps(explained.path("position").asLong(), 1);

    assertThat(page.path("decisions")).hasSize(1);
    JsonNode decision = page.path("decisions").path(0);
    assertThat(decision.path("position")).isEqualTo(explained.path("position"));
    assertThat(Sha256.hex(Base64.getDecoder().decode(decision.path("steps").asText())))
        .isEqualTo(explained.path("traceSha256").asText());
    assertThat(decision.has("namesPersons")).isTrue();
    for (JsonNode policy : page.path("policies")) {
      String parts =
          new String(Base64.getDecoder().decode(policy.asText()), StandardCharsets.UTF_8);
      assertThat(parts).startsWith("{\"").contains("\"expression\":\"", "\"parts\":[[");
    }
  }

  @Test
  void aPageGoesOnWhereTheOneBeforeEnded() {
    long position = decided().path("position").asLong();

    JsonNode before = steps(position - 1, 1);
    assertThat(before.path("next").asLong()).isEqualTo(position);
    assertThat(before.path("decisions").findValuesAsText("position"))
        .doesNotContain(Long.toString(position));
    JsonNode none = steps(position + 1_000_000, 1);
    assertThat(none.path("decisions")).isEmpty();
    assertThat(none.has("next")).isFalse();
  }

  @Test
  void positionsBeginAtOne() {
    Reply refused = call("/api/v1/ledger/steps?from=0").get();
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("`from` cannot be 0", "positions begin at 1");
  }
}

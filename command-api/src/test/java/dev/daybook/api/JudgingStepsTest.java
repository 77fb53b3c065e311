package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static dev.daybook.api.TestServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.seal.Sha256;
import dev.daybook.store.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The steps of judging, for whoever checks them without CEL. */
class JudgingStepsTest {

  private final String product = fresh("stepped");

  private JsonNode decided() {
    return decided("1.0.0", "sales-analytics");
  }

  private JsonNode decided(String version, String owner) {
    Reply decided =
        call("/api/v1/documents")
            .as(token("p", null, "publisher"))
            .yaml(
                Sample.product("sales", product, version)
                    .replace("owner: sales-analytics", "owner: " + owner));
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
    assertThat(page.path("policies")).isNotEmpty();
    for (JsonNode policy : page.path("policies")) {
      String parts =
          new String(Base64.getDecoder().decode(policy.asText()), StandardCharsets.UTF_8);
      assertThat(parts).startsWith("{\"").contains("\"expression\":\"", "\"parts\":[[");
    }
  }

  @Test
  void whetherTheyNameAPersonIsToldAndOfWhoeverWasErasedThereAreNone() {
    String mail = fresh("ada") + "@example.org";
    long unread = decided("1.0.0", mail).path("position").asLong();
    String policy = fresh("owned");
    publish(policy);
    step(policy, "\"ActivatePolicy\",\"version\":\"1.0.0\"");
    long read = decided("1.0.1", mail).path("position").asLong();
    step(policy, "\"WithdrawPolicy\"");

    assertThat(only(unread).path("namesPersons").asBoolean(true))
        .as("its facts do, and no step says who")
        .isFalse();
    assertThat(only(read).path("namesPersons").asBoolean(false)).isTrue();

    erase(mail);
    for (long position : new long[] {unread, read}) {
      assertThat(only(position).path("none").asText()).isEqualTo("erased");
      assertThat(only(position).has("steps")).isFalse();
    }
  }

  private static JsonNode only(long position) {
    JsonNode page = steps(position, 1);
    assertThat(page.path("decisions")).hasSize(1);
    return page.path("decisions").path(0);
  }

  private void publish(String policy) {
    Reply published =
        call("/api/v1/documents")
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: { name: %s, version: 1.0.0 }
                spec:
                  enforcement: deny
                  match: { commands: [PublishProduct], subjects: ["product/sales.%s"] }
                  validations:
                    - { name: somebody, expression: product.owner.mail != 'nobody' }
                """
                    .formatted(policy, product));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
  }

  private static void step(String policy, String command) {
    say(
        TestServer.admin(),
        "{\"command\":%s,\"subject\":\"policy/%s\",\"reason\":\"x\"}".formatted(command, policy));
  }

  private static void erase(String mail) {
    String person = TestServer.shared().part(Ledger.class).person(mail).orElseThrow();
    String subject = "\"subject\":\"person/%s\",\"reason\":\"x\"}".formatted(person);
    say(TestServer.admin(), "{\"command\":\"RequestErasure\",\"basis\":\"x\"," + subject);
    say(token("second", null, "admin"), "{\"command\":\"ConfirmErasure\"," + subject);
  }

  private static void say(String token, String command) {
    Reply reply = call("/api/v1/commands").as(token).json(command);
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
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

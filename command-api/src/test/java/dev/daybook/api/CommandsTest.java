package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.store.Ledger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Steps in a product's life over HTTP. */
class CommandsTest {

  private static final String COMMANDS = "/api/v1/commands";

  private static String published(String name) {
    Reply reply = call("/api/v1/documents").yaml(Sample.product("sales", name, "1.0.0"));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    return "product/sales." + name;
  }

  private static String step(String command, String subject, String more) {
    return "{\"command\":\"%s\",\"subject\":\"%s\",\"reason\":\"because\"%s}"
        .formatted(command, subject, more);
  }

  @Test
  void aStepIsAcceptedWithItsDecisionAndPositions() {
    String subject = published(fresh("orders"));
    Reply reply = call(COMMANDS).json(step("RetireProduct", subject, ""));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().get("outcome").asText()).isEqualTo("accepted");
    assertThat(reply.body().get("subject").asText()).isEqualTo(subject);
    assertThat(reply.body().get("decision").asText()).hasSize(36);
    assertThat(reply.body().get("positions")).hasSizeGreaterThan(1);
    JsonNode positions = reply.body().get("positions");
    assertThat(reply.header("Daybook-Position"))
        .isEqualTo(positions.get(positions.size() - 1).asText());
  }

  @Test
  void aReasonIsPlainTextOfAnEndInTheBodyAsInTheQuery() {
    String subject = published(fresh("orders"));
    for (String reason : List.of("a\\u0000b", "a\\u202eb", "a\\u0007b", "r".repeat(2_001))) {
      Reply reply =
          call(COMMANDS).json(step("RetireProduct", subject, "").replace("because", reason));
      assertThat(reply.status()).describedAs(reply.text()).isEqualTo(400);
      assertThat(reply.body().get("problems").get(0).get("pointer").asText()).isEqualTo("/reason");
    }
    Reply kept =
        call(COMMANDS)
            .json(
                step("RetireProduct", subject, "")
                    .replace("because", "line\\none \ud83d\udc69\u200d\ud83d\udcbb"));
    assertThat(kept.status()).describedAs(kept.text()).isEqualTo(200);
  }

  @Test
  void aProductIsHandedToATextAndNothingElse() {
    String subject = published(fresh("orders"));
    for (String to : List.of("true", "5", "\"\"", "\"a\\u0000b\"")) {
      Reply reply = call(COMMANDS).json(step("HandOverProduct", subject, ",\"to\":" + to));
      assertThat(reply.status()).describedAs(to).isEqualTo(400);
      assertThat(reply.body().get("problems").get(0).get("pointer").asText()).isEqualTo("/to");
    }
  }

  @Test
  void everyStepOfAProductsLifeIsKnown() {
    String subject = published(fresh("orders"));
    List<String> steps =
        List.of(
            step("HandOverProduct", subject, ",\"to\":\"sales-analytics\""),
            step("DeprecateProduct", subject, ",\"sunset\":\"2030-01-31\""),
            step("ReinstateProduct", subject, ""),
            step("RetireProduct", subject, ""),
            step("ReinstateProduct", subject, ""));
    for (String step : steps) {
      Reply reply = call(COMMANDS).json(step);
      assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    }
  }

  @Test
  void theNewOwnerIsReadAsDocumentsAre() {
    String team = "team-" + fresh("t");
    call("/api/v1/documents")
        .yaml("{apiVersion: daybook/v1, kind: Team, metadata: {name: %s}}".formatted(team));
    String inWords = team.replaceFirst("-", " ").toUpperCase(Locale.ROOT);
    for (String[] written :
        new String[][] {
          {inWords, team, "team"},
          {"Ada Byron (Ada@example.org)", "ada@example.org", "mail"},
          {"Grace Hopper", "Grace Hopper", "person"}
        }) {
      String subject = published(fresh("orders"));
      Reply reply =
          call(COMMANDS)
              .json(step("HandOverProduct", subject, ",\"to\":\"%s\"".formatted(written[0])));
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      ProductHandedOver event =
          (ProductHandedOver)
              TestServer.shared()
                  .part(Ledger.class)
                  .entry(reply.body().get("positions").get(1).asLong())
                  .orElseThrow()
                  .event();
      assertThat(event.to().id()).isEqualTo(written[1]);
      assertThat(event.to().kind().word()).isEqualTo(written[2]);
    }
  }

  @Test
  void aNewOwnerThatIsNoneIsUnreadable() {
    for (String to : List.of("x".repeat(300), " ", "y".repeat(300) + "@example.org")) {
      Reply reply =
          call(COMMANDS)
              .json(step("HandOverProduct", "product/sales.a", ",\"to\":\"%s\"".formatted(to)));
      assertThat(reply.status()).as(reply.text()).isEqualTo(400);
      assertThat(reply.body().get("problems").get(0).get("pointer").asText()).isEqualTo("/to");
    }
  }

  @Test
  void aDeniedStepIsAProblemWithItsDecisionAndFindings() {
    Reply reply = call(COMMANDS).json(step("RetireProduct", "product/sales.nobody", ""));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode finding = reply.body().get("findings").get(0);
    assertThat(finding.get("rule").asText()).isEqualTo("daybook/not-registered");
    assertThat(finding.get("effect").asText()).isEqualTo("deny");
    assertThat(reply.body().get("detail").asText()).contains("product/sales.nobody");
    assertThat(reply.body().get("outcome").asText()).isEqualTo("denied");
    assertThat(reply.body().get("decision").asText()).hasSize(36);
  }

  @Test
  void aSunsetThatIsOverIsDenied() {
    String subject = published(fresh("orders"));
    Reply reply =
        call(COMMANDS).json(step("DeprecateProduct", subject, ",\"sunset\":\"2020-01-01\""));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.body().get("findings").get(0).get("rule").asText())
        .isEqualTo("daybook/sunset-passed");
  }

  @Test
  void everythingWrongWithAStepIsSaidAtOnce() {
    Reply reply =
        call(COMMANDS)
            .json(
                """
                {"command": "DeprecateProduct",
                 "subject": "contract/sales.orders",
                 "sunset": "soon",
                 "colour": "red"}
                """);
    assertThat(reply.status()).isEqualTo(400);
    List<String> pointers = new ArrayList<>();
    reply.body().get("problems").forEach(problem -> pointers.add(problem.get("pointer").asText()));
    assertThat(pointers).containsExactlyInAnyOrder("/subject", "/sunset", "/reason", "/colour");
    assertThat(reply.body().get("problems").get(1).get("line").asInt()).isPositive();
  }

  @Test
  void anUnknownCommandSaysTheNearest() {
    Reply reply = call(COMMANDS).json(step("RetirProduct", "product/a.b", ""));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().get("detail").asText()).contains("did you mean `RetireProduct`?");
  }

  @Test
  void aRepeatGetsTheFirstAnswer() {
    String subject = published(fresh("orders"));
    String key = fresh("key");
    String step = step("RetireProduct", subject, "");
    Reply first = call(COMMANDS).header("Idempotency-Key", key).json(step);
    Reply second = call(COMMANDS).header("Idempotency-Key", key).json(step);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body().get("repeated").asBoolean()).isTrue();
    for (String same : List.of("decision", "positions", "recordedAt", "outcome")) {
      assertThat(second.body().get(same)).isEqualTo(first.body().get(same));
    }
  }

  @Test
  void oneKeySentManyTimesAtOnceIsOneCommand() throws Exception {
    String subject = published(fresh("orders"));
    String key = fresh("key");
    String step = step("RetireProduct", subject, "");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        replies.add(threads.submit(() -> call(COMMANDS).header("Idempotency-Key", key).json(step)));
      }
      Set<JsonNode> decisions = new HashSet<>();
      for (Future<Reply> reply : replies) {
        assertThat(reply.get().status()).describedAs(reply.get().text()).isEqualTo(200);
        decisions.add(reply.get().body().get("positions"));
      }
      assertThat(decisions).hasSize(1);
    }
  }

  @Test
  void manyStepsOnOneSubjectAtOnceAreAllAnswered() throws Exception {
    String subject = published(fresh("orders"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        String to = ",\"to\":\"team-" + i + "\"";
        replies.add(
            threads.submit(() -> call(COMMANDS).json(step("HandOverProduct", subject, to))));
      }
      for (Future<Reply> reply : replies) {
        assertThat(reply.get().status()).describedAs(reply.get().text()).isEqualTo(200);
      }
    }
  }

  @Test
  void aRepeatedDenialIsTheSameDenial() {
    String key = fresh("key");
    String step = step("RetireProduct", "product/sales.nobody", "");
    Reply first = call(COMMANDS).header("Idempotency-Key", key).json(step);
    Reply second = call(COMMANDS).header("Idempotency-Key", key).json(step);
    assertThat(second.status()).isEqualTo(422);
    assertThat(second.body().get("decision")).isEqualTo(first.body().get("decision"));
    assertThat(second.body().get("repeated").asBoolean()).isTrue();
  }

  @Test
  void aKeyUsedForAnotherPayloadIsRefused() {
    String key = fresh("key");
    call(COMMANDS)
        .header("Idempotency-Key", key)
        .json(step("RetireProduct", "product/sales.nobody", ""));
    Reply reply =
        call(COMMANDS)
            .header("Idempotency-Key", key)
            .json(step("RetireProduct", "product/sales.somebody", ""));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.body().get("type").asText()).isEqualTo("urn:daybook:problem:key-reused");
  }

  @Test
  void anotherActorsSameKeyIsAnotherCommand() {
    String key = fresh("key");
    String step = step("RetireProduct", "product/sales.nobody", "");
    Reply mine = call(COMMANDS).header("Idempotency-Key", key).json(step);
    Reply theirs =
        call(COMMANDS)
            .as(TestServer.token("other", null, "publisher"))
            .header("Idempotency-Key", key)
            .json(step);
    assertThat(theirs.body().get("decision")).isNotEqualTo(mine.body().get("decision"));
  }

  @Test
  void aKeyHasItsLimit() {
    Reply reply =
        call(COMMANDS)
            .header("Idempotency-Key", "k".repeat(256))
            .json(step("RetireProduct", "product/sales.nobody", ""));
    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void aDryRunRecordsNothing() {
    String subject = published(fresh("orders"));
    Reply dry = call(COMMANDS + "?dryRun=true").json(step("RetireProduct", subject, ""));
    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.body().get("outcome").asText()).isEqualTo("accepted");
    assertThat(dry.body().has("decision")).isFalse();
    assertThat(dry.body().get("positions")).isEmpty();
    assertThat(call(COMMANDS).json(step("RetireProduct", subject, "")).status()).isEqualTo(200);
  }

  @Test
  void circumstancesMustBePlain() {
    String step = step("RetireProduct", "product/sales.nobody", "");
    assertThat(call(COMMANDS + "?environment=pro%20d").json(step).status()).isEqualTo(400);
    assertThat(call(COMMANDS + "?reason=a%01b").json(step).status()).isEqualTo(400);
    assertThat(call(COMMANDS + "?dryRun=perhaps").json(step).status()).isEqualTo(400);
    assertThat(call(COMMANDS + "?reason=" + "r".repeat(2_001)).json(step).status()).isEqualTo(400);
    assertThat(call(COMMANDS + "?resaon=x").json(step).body().get("next").asText())
        .contains("did you mean `reason`?");
  }

  @Test
  void anyOtherBodyIsRefused() {
    assertThat(call(COMMANDS).json("").status()).isEqualTo(400);
    assertThat(call(COMMANDS).json("[]").status()).isEqualTo(400);
    assertThat(call(COMMANDS).json("\"RetireProduct\"").status()).isEqualTo(400);
    assertThat(call(COMMANDS).json("{\"command\":").status()).isEqualTo(400);
    assertThat(call(COMMANDS).json("{}{}").status()).isEqualTo(400);
    assertThat(call(COMMANDS).post("text/csv", "a,b").status()).isEqualTo(415);
  }

  @Test
  void answersAreCounted() {
    call(COMMANDS).json(step("RetireProduct", "product/sales.nobody", ""));
    assertThat(call("/prometheus").get().text())
        .contains("daybook_commands_total{command=\"RetireProduct\",result=\"denied\"}")
        .contains("daybook_requests_under_way 1.0");
  }
}

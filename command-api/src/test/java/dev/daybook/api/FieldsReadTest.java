package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which fields of documents the rules in force read. */
class FieldsReadTest {

  private static final String FIELDS = "/api/v1/coverage/fields";

  private final String policy = fresh("reads");
  private String position = "";

  @BeforeEach
  void inForce() {
    Reply published =
        call("/api/v1/documents")
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: { name: %s, version: 1.0.0 }
                spec:
                  enforcement: audit
                  match: { commands: [PublishProduct] }
                  validations:
                    - { name: topics, expression: "product.outputPorts.all(p, p.topic != 'x')" }
                """
                    .formatted(policy));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
    position = step("\"ActivatePolicy\",\"version\":\"1.0.0\"").header("Daybook-Position");
  }

  @AfterEach
  void withdrawn() {
    step("\"WithdrawPolicy\"");
  }

  @Test
  void aFieldNamesTheRulesThatReadIt() {
    Reply all = call(FIELDS).header("Daybook-Min-Position", position).get();
    assertThat(all.body().path("policyPosition").asLong()).isPositive();
    assertThat(Long.parseLong(all.header("Daybook-Position")))
        .isGreaterThanOrEqualTo(Long.parseLong(position));
    JsonNode topic = field(all, "product.outputPorts.topic");
    assertThat(topic.path("readBy").toString()).contains(policy + "/topics");
    assertThat(topic.path("holds").asText()).isEqualTo("text");
  }

  @Test
  void ofOnePolicyAloneWhatItDoesNotReadIsTold() {
    Reply unread =
        call(FIELDS + "?unread=true&policy=" + policy)
            .header("Daybook-Min-Position", position)
            .get();
    assertThat(names(unread))
        .contains("product.outputPorts.engine", "product.storage", "contract.models")
        .doesNotContain(
            "product.outputPorts", "product.outputPorts.topic", "product.storage.format");
    assertThat(unread.body().path("unread").asInt())
        .isEqualTo(unread.body().path("all").asInt() - 2);
  }

  @Test
  void whatIsNotInForceReadsNothing() {
    Reply unknown = call(FIELDS + "?policy=" + policy + "x").get();
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text()).contains("did you mean `" + policy + "`?");
  }

  private static JsonNode field(Reply reply, String name) {
    for (JsonNode field : reply.body().path("fields")) {
      if (field.path("field").asText().equals(name)) {
        return field;
      }
    }
    throw new AssertionError(name + " is not in " + reply.text());
  }

  private static List<String> names(Reply reply) {
    List<String> names = new ArrayList<>();
    reply.body().path("fields").forEach(field -> names.add(field.path("field").asText()));
    return names;
  }

  private Reply step(String command) {
    Reply reply =
        call("/api/v1/commands")
            .json(
                "{\"command\":%s,\"subject\":\"policy/%s\",\"reason\":\"x\"}"
                    .formatted(command, policy));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    return reply;
  }
}

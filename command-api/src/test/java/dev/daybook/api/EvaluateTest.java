package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.store.Ledger;
import org.junit.jupiter.api.Test;

/** A policy that is not in force, tried over HTTP. */
class EvaluateTest {

  private static final String EVALUATE = "/api/v1/policies/evaluate";

  private static final String POLICY =
      """
      apiVersion: daybook/v1
      kind: Policy
      metadata: { name: draft, version: 0.1.0, contact: me }
      spec:
        enforcement: deny
        match: { commands: [PublishProduct] }
        validations:
          - name: is-new
            expression: "!has(state.version)"
            message: it was there before
          - name: rest
            expression: product.outputPorts.exists(p, p.type == 'rest')
            message: no rest
            field: /spec/outputPorts
      """;

  @Test
  void aDraftJudgesADocumentAndNothingIsRecorded() {
    String name = fresh("orders");
    long before = head();

    Reply reply = evaluate(POLICY, "document", Sample.product("sales", name, "1.0.0"));

    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    JsonNode said = reply.body();
    assertThat(said.get("subject").asText()).isEqualTo("product/sales." + name);
    assertThat(said.get("command").asText()).isEqualTo("PublishProduct");
    assertThat(said.at("/policy/name").asText()).isEqualTo("draft");
    assertThat(said.get("applies").asBoolean()).isTrue();
    assertThat(said.get("denies").asBoolean()).isTrue();
    assertThat(said.at("/rules/0/outcome").asText()).isEqualTo("pass");
    assertThat(said.at("/rules/1/outcome").asText()).isEqualTo("fail");
    assertThat(said.at("/findings/0/rule").asText()).isEqualTo("draft/rest");
    assertThat(said.at("/findings/0/line").asInt()).isEqualTo(14);
    assertThat(head()).isEqualTo(before);
  }

  @Test
  void aDraftJudgesASubjectAsItStands() {
    String name = fresh("orders");
    assertThat(call("/api/v1/documents").yaml(Sample.product("sales", name, "1.0.0")).status())
        .isEqualTo(200);
    assertThat(call("/api/v1/documents").yaml(Sample.product("sales", name, "1.1.0")).status())
        .isEqualTo(200);
    long before = head();

    Reply reply = evaluate(POLICY, "subject", "product/sales." + name);

    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    assertThat(reply.body().at("/findings/0/message").asText()).isEqualTo("it was there before");
    assertThat(head()).isEqualTo(before);
    Reply after = call("/api/v1/documents").yaml(Sample.product("sales", name, "1.2.0"));
    assertThat(after.status()).describedAs(after.text()).isEqualTo(200);
  }

  @Test
  void aDraftThatIsAboutSomethingElseDoesNotApply() {
    Reply reply = evaluate(POLICY, "document", Sample.domain(fresh("domain")));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().get("applies").asBoolean()).isFalse();
    assertThat(reply.body().get("denies").asBoolean()).isFalse();
  }

  @Test
  void whatIsWrongIsToldWithTheTextItStandsIn() {
    Reply policy =
        evaluate(
            POLICY.replace("outputPorts.ex", "outptPorts.ex").replace("state.version", "stat.x"),
            "document",
            Sample.domain("x"));
    assertThat(policy.status()).isEqualTo(422);
    assertThat(policy.body().get("detail").asText()).startsWith("`policy`, line 9, column ");
    assertThat(policy.body().get("problems")).hasSize(2);

    Reply document = evaluate(POLICY, "document", "apiVersion: datamesh/v1\nkind: DataProdukt\n");
    assertThat(document.status()).isEqualTo(422);
    assertThat(document.body().get("detail").asText()).startsWith("`document`, line 2, column ");

    assertThat(evaluate(POLICY, "subject", "product/sales.nobody").status()).isEqualTo(404);
    assertThat(evaluate(POLICY, "subject", "nobody").status()).isEqualTo(400);
    assertThat(evaluate(POLICY, "dokument", "x").status()).isEqualTo(400);
    assertThat(call(EVALUATE).json("{\"policy\": 7}").status()).isEqualTo(400);
  }

  private static Reply evaluate(String policy, String field, String value) {
    return call(EVALUATE)
        .json(
            new ObjectMapper()
                .createObjectNode()
                .put("policy", policy)
                .put(field, value)
                .toString());
  }

  private static long head() {
    return TestServer.shared().part(Ledger.class).head().position();
  }
}

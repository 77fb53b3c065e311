package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import org.junit.jupiter.api.Test;

/** What is asked of all domains, nobody quietly stops asking of one. */
class FloorTest {

  private final String name = fresh("floor");

  @Test
  void paramsOfADomainThatAreLooserThanTheFloorAreRefusedWhereTheyStand() {
    accepted(policy("1.0.0", "global"));
    accepted(activate("1.0.0"));
    accepted(params(name, "global", 3));

    Reply looser = params(name + "-sales", "{ domains: [" + name + "] }", 2);
    assertThat(looser.status()).describedAs(looser.text()).isEqualTo(422);
    assertThat(looser.only().path("outcome").asText()).isEqualTo("invalid");
    assertThat(looser.only().path("findings").path(0).path("line").asInt()).isEqualTo(6);
    assertThat(looser.text()).contains("looser here than in `params/%s`".formatted(name));
    accepted(params(name + "-sales", "{ domains: [" + name + "] }", 4));
  }

  @Test
  void aPolicyForAllDomainsIsNotPutInForceForSome() {
    accepted(policy("1.0.0", "{ domains: [" + name + "] }"));
    accepted(policy("1.1.0", "global"));
    accepted(activate("1.1.0"));

    refused(activate("1.0.0"), "daybook/global-floor");
    refused(policy("1.2.0", "{ domains: [" + name + "] }"), "daybook/global-floor");
    accepted(withdraw());
    accepted(activate("1.0.0"));
  }

  private Reply policy(String version, String scope) {
    return call("/api/v1/documents")
        .yaml(
            """
            apiVersion: daybook/v1
            kind: Policy
            metadata: { name: %s, version: %s }
            spec:
              scope: %s
              enforcement: deny
              match: { commands: [PublishProduct], subjects: ["product/%s.*"] }
              params: { ports: 1 }
              paramsFrom: { labels: { rule: %s }, floor: { ports: at_least } }
              validations:
                - { name: ports, expression: size(product.outputPorts) >= params.ports }
            """
                .formatted(name, version, scope, name, name));
  }

  private Reply params(String document, String scope, int ports) {
    return call("/api/v1/documents")
        .yaml(
            """
            apiVersion: daybook/v1
            kind: PolicyParams
            metadata: { name: %s, version: 1.0.0, labels: { rule: %s } }
            spec:
              scope: %s
              values: { ports: %d }
            """
                .formatted(document, name, scope, ports));
  }

  private Reply activate(String version) {
    return step("\"ActivatePolicy\",\"version\":\"%s\"".formatted(version));
  }

  private Reply withdraw() {
    return step("\"WithdrawPolicy\"");
  }

  private Reply step(String command) {
    return call("/api/v1/commands")
        .json(
            "{\"command\":%s,\"subject\":\"policy/%s\",\"reason\":\"x\"}".formatted(command, name));
  }

  private static void accepted(Reply reply) {
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
  }

  private static void refused(Reply reply, String rule) {
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(422);
    assertThat(reply.text()).contains(rule);
  }
}

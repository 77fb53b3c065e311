package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import org.junit.jupiter.api.Test;

/** A policy that comes to products that are there, on a ledger. */
class GrandfatherTest {

  private final String domain = fresh("grandfather");

  @Test
  void whatStaysAsItIsIsLeftAloneAndWhatChangesIsJudged() {
    publish(product("orders"), 200);
    inForce("{ appliesTo: changed }");

    publish(product("orders").replace("Everything that is", "All that is"), 200);
    publish(product("orders").replace("engine: trino", "engine: spark"), 422);
    publish(product("customers"), 422);
  }

  @Test
  void onlyWhatIsNewIsJudged() {
    publish(product("orders"), 200);
    inForce("{ appliesTo: new }");

    publish(product("orders").replace("engine: trino", "engine: spark"), 200);
    publish(product("customers"), 422);
  }

  private String product(String name) {
    return Sample.product(domain, name, "1.0.0");
  }

  private static void publish(String product, int status) {
    Reply reply = call("/api/v1/documents").yaml(product);
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(status);
  }

  private void inForce(String grandfather) {
    publish(
        """
        apiVersion: daybook/v1
        kind: Policy
        metadata: { name: %s, version: 1.0.0 }
        spec:
          scope: { domains: [%s] }
          enforcement: deny
          match: { commands: [PublishProduct] }
          grandfather: %s
          validations:
            - { name: no-ports, expression: size(product.outputPorts) == 0 }
        """
            .formatted(domain, domain, grandfather),
        200);
    Reply activated =
        call("/api/v1/commands")
            .json(
                "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/%s\",\"version\":\"1.0.0\",\"reason\":\"x\"}"
                    .formatted(domain));
    assertThat(activated.status()).describedAs(activated.text()).isEqualTo(200);
  }
}

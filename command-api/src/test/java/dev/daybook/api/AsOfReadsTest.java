package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import dev.daybook.store.Ledger;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What this side answers about earlier moments. */
class AsOfReadsTest {

  private final String name = fresh("then");

  @Test
  void tokensAreThoseThatWereNotRevokedThen() {
    long before = head();
    String actor =
        call("/api/v1/tokens")
            .json("{\"name\":\"%s\",\"kind\":\"service\",\"roles\":[\"reader\"]}".formatted(name))
            .body()
            .path("actor")
            .asText();
    long issued = head();
    assertThat(call("/api/v1/tokens/" + actor + "?reason=left").delete().status()).isEqualTo(200);

    assertThat(tokens("" + before)).doesNotContain(actor);
    assertThat(tokens("" + issued)).contains(actor);
    assertThat(tokens("HEAD")).doesNotContain(actor);
    assertThat(call("/api/v1/tokens").get().header("Daybook-Position")).isNotEmpty();
  }

  @Test
  void aDecisionIsExplainedOnceItWasMade() {
    Reply made = publish("1.0.0");
    String decision = made.only().path("decision").asText();
    long position = made.only().path("positions").path(0).asLong();
    String path = "/api/v1/decisions/" + UUID.fromString(decision) + "/explanation?asOf=";
    assertThat(call(path + position).get().status()).isEqualTo(200);
    assertThat(call(path + position).get().header("Daybook-Position")).isEqualTo("" + position);
    assertThat(call(path + (position - 1)).get().status()).isEqualTo(404);
  }

  @Test
  void casesAreThoseOfTheVersionOfThen() {
    publish("1.0.0");
    long first = head();
    publish("1.1.0");
    String path = "/api/v1/policies/%s/cases".formatted(name);
    assertThat(call(path).get().body().path("version").asText()).isEqualTo("1.1.0");
    Reply then = call(path + "?asOf=" + first).get();
    assertThat(then.body().path("version").asText()).isEqualTo("1.0.0");
    assertThat(then.header("Daybook-Position")).isEqualTo("" + first);
  }

  @Test
  void fieldsAreReadByThePoliciesInForceThen() {
    publish("1.0.0");
    long before = head();
    step("\"ActivatePolicy\",\"version\":\"1.0.0\"");
    long inForce = head();
    step("\"WithdrawPolicy\"");
    String path = "/api/v1/coverage/fields?policy=%s&asOf=".formatted(name);
    assertThat(call(path + before).get().status()).isEqualTo(400);
    Reply then = call(path + inForce).get();
    assertThat(then.text()).contains(name + "/always");
    assertThat(then.header("Daybook-Position")).isEqualTo("" + inForce);
    assertThat(call(path + "HEAD").get().status()).isEqualTo(400);
  }

  @Test
  void whatHappenedToAPersonIsWhatHadHappenedByThen() {
    publishOwnedBy(name + "@example.org");
    String id =
        call("/api/v1/persons/find")
            .json("{\"called\":\"%s@example.org\"}".formatted(name))
            .body()
            .path("id")
            .asText();
    long before = head();
    Reply held =
        call("/api/v1/commands")
            .json(
                "{\"command\":\"PlaceHold\",\"subject\":\"person/%s\",\"matter\":\"m\",\"reason\":\"x\"}"
                    .formatted(id));
    assertThat(held.status()).describedAs(held.text()).isEqualTo(200);
    assertThat(call("/api/v1/persons/" + id).get().body().path("holds")).hasSize(1);
    assertThat(call("/api/v1/persons/" + id + "?asOf=" + before).get().body().path("holds"))
        .isEmpty();
  }

  private static long head() {
    return TestServer.shared().part(Ledger.class).head().position();
  }

  private static String tokens(String asOf) {
    return call("/api/v1/tokens?limit=1000&asOf=" + asOf).get().text();
  }

  private Reply publish(String version) {
    Reply published =
        call("/api/v1/documents")
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: { name: %s, version: %s }
                spec:
                  enforcement: audit
                  match: { commands: [PublishProduct] }
                  validations:
                    - { name: always, expression: "product.name != ''" }
                """
                    .formatted(name, version));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
    return published;
  }

  private void step(String command) {
    Reply reply =
        call("/api/v1/commands")
            .json(
                "{\"command\":%s,\"subject\":\"policy/%s\",\"reason\":\"x\"}"
                    .formatted(command, name));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
  }

  private void publishOwnedBy(String mail) {
    Reply published =
        call("/api/v1/documents")
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Domain
                metadata: { name: %s }
                spec: { description: d, owner: %s }
                """
                    .formatted(name, mail));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
  }
}

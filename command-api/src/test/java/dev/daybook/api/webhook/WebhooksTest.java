package dev.daybook.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.api.webhook.Listener.Heard;
import dev.daybook.edge.AdminToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.edge.WebhookSettings;
import dev.daybook.edge.WebhookSettings.Kind;
import dev.daybook.edge.WebhookSettings.Patience;
import dev.daybook.store.Ledger;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody is told of denials and of what waits: once, in order, signed, whatever breaks. */
class WebhooksTest {

  private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofMillis(200), 100);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Listener listener;
  private ServerSettings settings;

  @BeforeEach
  void somebodyListens(@TempDir Path data) {
    listener = new Listener();
    settings =
        ServerSettings.in(data).withPort(-1).withStarterPack(false).withWebhooks(told(SHORT));
  }

  private WebhookSettings told(Patience patience) {
    return new WebhookSettings(
        List.of(listener.url()), SECRET, EnumSet.allOf(Kind.class), patience);
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  @Test
  void aDenialAndAPendingApprovalAreToldSignedAndWithoutPersons() throws Exception {
    try (Server server = started()) {
      deny(server, "sales.a");
      publish(server, "waits");
      heard(2);

      Heard denial = listener.heard().getFirst();
      JsonNode event = denial.body();
      assertThat(denial.type()).isEqualTo("application/cloudevents+json");
      assertThat(event.path("specversion").asText()).isEqualTo("1.0");
      assertThat(event.path("type").asText()).isEqualTo("dev.daybook.command.denied");
      assertThat(event.path("subject").asText()).isEqualTo("product/sales.a");
      assertThat(event.path("id").asText()).isEqualTo(denial.id());
      assertThat(Instant.parse(event.path("time").asText())).isBefore(Instant.now());
      assertThat(event.path("data").path("command").asText()).isEqualTo("RetireProduct");
      assertThat(event.path("data").path("rules").path(0).path("rule").asText())
          .isEqualTo("daybook/not-registered");
      assertThat(denial.signature())
          .isEqualTo(Signature.of(SECRET, denial.id(), denial.seconds(), denial.bytes()));
      assertThat(denial.text()).doesNotContain("because of Ada");

      JsonNode pending = listener.heard().getLast().body();
      assertThat(pending.path("type").asText()).isEqualTo("dev.daybook.approval.pending");
      assertThat(pending.path("subject").asText()).isEqualTo("policy/waits");
      assertThat(pending.path("data").path("version").asText()).isEqualTo("1.0.0");
    }
  }

  @Test
  void aWaiverThatWaitsIsToldEvenWherePoliciesDoNot() throws Exception {
    settings = settings.withSecondPerson(false);
    try (Server server = started()) {
      publish(server, "waits-for-nobody");
      ask(
          server,
          "POST",
          "/api/v1/documents",
          """
          {"apiVersion": "daybook/v1", "kind": "Domain", "metadata": {"name": "sales"},
           "spec": {"owner": "admin"}}
          """);
      waiver(server, "RequestWaiver", "crm", ",\"expires\":\"2999-03-31\"");
      ask(
          server,
          token(server),
          "POST",
          "/api/v1/commands",
          "{\"command\":\"ApproveWaiver\",\"subject\":\"waiver/crm\",\"reason\":\"Ada asked\"}");
      waiver(server, "RenewWaiver", "crm", ",\"expires\":\"2999-04-30\"");
      waiver(server, "GrantEmergencyWaiver", "now", "");
      heard(3);

      assertThat(subjects()).containsExactly("waiver/crm", "waiver/crm", "waiver/now");
      assertThat(listener.heard())
          .allSatisfy(
              heard -> {
                assertThat(heard.body().path("type").asText())
                    .isEqualTo("dev.daybook.approval.pending");
                assertThat(heard.text()).doesNotContain("Ada").doesNotContain("DM-7");
              });
      JsonNode asked = listener.heard().get(0).body().path("data");
      assertThat(asked.path("covers").asText()).isEqualTo("product/sales.a");
      assertThat(asked.path("waives").asText()).isEqualTo("naming/pattern");
      assertThat(asked.path("expires").asText()).isEqualTo("2999-04-01T00:00:00Z");
      assertThat(asked.path("waitsFor").toString())
          .isEqualTo("[\"ApproveWaiver\",\"RejectWaiver\"]");
      JsonNode again = listener.heard().get(1).body().path("data");
      assertThat(again.path("term").asInt()).isEqualTo(2);
      assertThat(again.path("expires").asText()).isEqualTo("2999-05-01T00:00:00Z");
      assertThat(again.path("waitsFor").toString())
          .isEqualTo("[\"ApproveWaiver\",\"RejectWaiver\"]");
      JsonNode emergency = listener.heard().get(2).body().path("data");
      assertThat(emergency.path("covers").asText()).isEqualTo("product/sales.a");
      assertThat(emergency.path("waitsFor").toString()).isEqualTo("[\"ReviewWaiver\"]");
    }
  }

  @Test
  void whatFailsOrHangsOrLeadsAwayIsTriedAgainAndNothingOvertakesIt() throws Exception {
    try (Server server = started()) {
      listener.fails(2, 307);
      listener.hangs(1_500);
      deny(server, "sales.a");
      deny(server, "sales.b");
      deny(server, "sales.c");
      heard(3);
      assertThat(subjects())
          .containsExactly("product/sales.a", "product/sales.b", "product/sales.c");
      assertThat(listener.tries()).isEqualTo(6);
    }
  }

  @Test
  void whatIsTriedTooOftenIsGivenUpAndSaidToBe() throws Exception {
    settings =
        settings.withWebhooks(
            told(
                new Patience(
                    Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofMillis(20), 3)));
    try (Server server = started()) {
      listener.fails(3, 500);
      deny(server, "sales.a");
      deny(server, "sales.b");
      heard(1);
      assertThat(subjects()).containsExactly("product/sales.b");
      JsonNode told = ask(server, "GET", "/api/v1/webhooks", "").path(0);
      assertThat(told.path("delivered").asLong()).isEqualTo(1);
      assertThat(told.path("givenUp").asLong()).isEqualTo(1);
      assertThat(told.path("host").asText()).isEqualTo("127.0.0.1");
      assertThat(told.toString()).doesNotContain("/told").doesNotContain(SECRET);
    }
  }

  @Test
  void aRestartGoesOnWhereItEnded() throws Exception {
    try (Server server = started()) {
      deny(server, "sales.a");
      heard(1);
      listener.fails(Integer.MAX_VALUE, 503);
      deny(server, "sales.b");
      await().until(() -> listener.tries() > 1);
    }
    listener.fails(0, 204);
    try (Server server = Server.start(settings)) {
      deny(server, "sales.c");
      heard(3);
      assertThat(subjects())
          .containsExactly("product/sales.a", "product/sales.b", "product/sales.c");
    }
  }

  @Test
  void oneOfTwoNodesTells() throws Exception {
    try (Server server = started();
        Webhooks other = new Webhooks(server.part(Ledger.class), settings, Clock.systemUTC())) {
      other.start();
      deny(server, "sales.a");
      deny(server, "sales.b");
      heard(2);
      Thread.sleep(200);
      assertThat(subjects()).containsExactly("product/sales.a", "product/sales.b");
      assertThat(other.endpoints().getFirst().isTelling()).isFalse();
    }
  }

  /** A server that listens from here on: what came before it is not told. */
  private Server started() {
    Server server = Server.start(settings);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                server.part(Webhooks.class).endpoints().stream()
                    .allMatch(endpoint -> endpoint.state().isPresent()));
    return server;
  }

  private void heard(int wanted) {
    await().atMost(Duration.ofSeconds(20)).until(() -> listener.heard().size() >= wanted);
  }

  private List<String> subjects() {
    return listener.heard().stream().map(each -> each.body().path("subject").asText()).toList();
  }

  private void deny(Server server, String product) throws Exception {
    ask(
        server,
        "POST",
        "/api/v1/commands",
        "{\"command\":\"RetireProduct\",\"subject\":\"product/%s\",\"reason\":\"because of Ada\"}"
            .formatted(product));
  }

  private void waiver(Server server, String command, String name, String more) throws Exception {
    ask(
        server,
        "POST",
        "/api/v1/commands",
        """
        {"command":"%s","subject":"waiver/%s",%s"ticket":"DM-7","reason":"because of Ada"%s}
        """
            .formatted(
                command,
                name,
                command.equals("RenewWaiver")
                    ? ""
                    : "\"covers\":\"product/sales.a\",\"waives\":\"naming/pattern\",\"owner\":\"Ada\",",
                more));
  }

  /** A token of somebody else who may approve. */
  private String token(Server server) throws Exception {
    return ask(
            server,
            "POST",
            "/api/v1/tokens",
            "{\"name\":\"bob\",\"kind\":\"person\",\"roles\":[\"approver\"]}")
        .path("token")
        .asText();
  }

  private void publish(Server server, String policy) throws Exception {
    ask(
        server,
        "POST",
        "/api/v1/documents",
        """
        {"apiVersion": "daybook/v1", "kind": "Policy",
         "metadata": {"name": "%s", "version": "1.0.0", "owner": "Ada"},
         "spec": {"enforcement": "audit", "match": {"commands": ["RetireProduct"]},
                  "validations": [{"name": "always", "expression": "true"}]}}
        """
            .formatted(policy));
  }

  private JsonNode ask(Server server, String method, String path, String body)
      throws IOException, InterruptedException {
    return ask(
        server, Files.readString(AdminToken.file(settings.data())).strip(), method, path, body);
  }

  private static JsonNode ask(Server server, String token, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(server.url().resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(
                    method,
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body());
  }
}

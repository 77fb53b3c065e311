package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.daybook.path.Slices;
import dev.daybook.store.LedgerSettings.Database.External;
import dev.daybook.store.TestLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server process is killed with SIGKILL, and what it was in the middle of goes on. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are POSIX's")
class KilledNodesTest {

  private static final int KILLS = 4;
  private static final int TOLD_A_ROUND = 5;

  private final HttpClient client = HttpClient.newHttpClient();
  private int asked;

  @Test
  void everyDenialIsToldAndWhatIsToldTwiceHasTheSameId(@TempDir Path folder) throws Exception {
    try (TestLedger database = TestLedger.fresh(Slices.eventTypes());
        Ear ear = new Ear()) {
      Set<String> denied = new HashSet<>();
      for (int round = 0; round < KILLS; round++) {
        Process server = start(folder, database, ear.variables());
        String url = ready(server, folder);
        beginsHere(url, folder);
        ear.kills(server, TOLD_A_ROUND, round % 2 == 0);
        denyUntilItIsGone(url, folder, denied);
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).as("killed, not stopped").isEqualTo(128 + 9);
      }
      Process last = start(folder, database, ear.variables());
      try {
        String _ = ready(last, folder);
        Set<String> recorded = denials(database);
        assertThat(recorded).hasSizeGreaterThanOrEqualTo(denied.size());
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(ear.ids()).containsAll(recorded));
        assertThat(ear.ids()).as("nothing else is told").isEqualTo(recorded);
      } finally {
        last.destroy();
        assertThat(last.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }

      assertThat(ear.heard().stream().map(Heard::subject).collect(Collectors.toSet()))
          .as("whoever was answered, was told of")
          .containsAll(denied);
      assertThat(ear.heard().stream().distinct().map(Heard::subject))
          .as("one id for each, however often it was told")
          .doesNotHaveDuplicates();
      assertThat(ear.heard())
          .as("those that were heard and not answered come again")
          .hasSizeGreaterThanOrEqualTo(ear.ids().size() + KILLS / 2);
      assertThat(ear.heard().stream().distinct().map(Heard::position).toList()).isSorted();
    }
  }

  @Test
  void oneOfTwoNodesAsksForPostureAndTheOtherGoesOnWhenItIsKilled(@TempDir Path folder)
      throws Exception {
    Path first = Files.createDirectories(folder.resolve("first"));
    Path second = Files.createDirectories(folder.resolve("second"));
    try (TestLedger database = TestLedger.fresh(Slices.eventTypes())) {
      Map<String, String> alone = Map.of("DAYBOOK_APPROVALS_SECOND_PERSON", "off");
      Process one = start(first, database, alone);
      String oneUrl = ready(one, first);
      Process two = start(second, database, alone);
      try {
        String twoUrl = ready(two, second);
        post(
            oneUrl + "/api/v1/documents",
            first,
            """
            {"apiVersion": "daybook/v1", "kind": "Policy",
             "metadata": {"name": "ports", "version": "1.0.0"},
             "spec": {"enforcement": "audit", "match": {"commands": ["PublishProduct"]},
                      "validations": [{"name": "some", "expression": "size(product.outputPorts) > 0"}]}}
            """);
        post(
            oneUrl + "/api/v1/commands",
            first,
            "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/ports\",\"version\":\"1.0.0\",\"reason\":\"x\"}");
        for (int i = 0; i < 5; i++) {
          publish(i % 2 == 0 ? oneUrl : twoUrl, first, "orders-" + i);
        }
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> asked(oneUrl, first) + asked(twoUrl, first) >= 5);
        Thread.sleep(1_000);
        assertThat(List.of(asked(oneUrl, first), asked(twoUrl, first)))
            .as("the one asks of all, the other of none")
            .contains(0L);

        boolean isOne = asked(oneUrl, first) > 0;
        Process asking = isOne ? one : two;
        String other = isOne ? twoUrl : oneUrl;
        asking.destroyForcibly().onExit().join();
        publish(other, first, "later");

        await().atMost(Duration.ofSeconds(30)).until(() -> asked(other, first) > 0);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    get(other + "/api/v1/posture?subject=product/sales.later", first)
                        .contains("ports/some"));
      } finally {
        one.destroyForcibly();
        two.destroyForcibly();
      }
    }
  }

  private void publish(String url, Path folder, String product) throws Exception {
    post(
        url + "/api/v1/documents",
        folder,
        """
        {"apiVersion": "datamesh/v1", "kind": "DataProduct",
         "metadata": {"name": "%s", "domain": "sales", "version": "1.0.0"},
         "spec": {"description": "one of many"}}
        """
            .formatted(product));
  }

  private void post(String url, Path folder, String json) throws Exception {
    HttpResponse<String> answer =
        client.send(
            request(url, folder)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** How many products and contracts this node asked for their posture. */
  private long asked(String url, Path folder) throws Exception {
    return get(url + "/prometheus", folder)
        .lines()
        .filter(line -> line.startsWith("daybook_posture_assessed_total"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String get(String url, Path folder) throws Exception {
    HttpResponse<String> answer =
        client.send(request(url, folder).GET().build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static Process start(Path folder, TestLedger database, Map<String, String> more)
      throws IOException {
    External postgres = (External) database.settings().database();
    Map<String, String> variables = new HashMap<>(more);
    variables.put("DAYBOOK_PERSONS_KEY", TestLedger.KEY);
    variables.put("DAYBOOK_JDBC_URL", postgres.url());
    variables.put("DAYBOOK_JDBC_USER", String.valueOf(postgres.user()));
    variables.put("DAYBOOK_JDBC_PASSWORD", String.valueOf(postgres.password()));
    return Child.daybook(
        variables,
        folder.resolve("err"),
        "serve",
        "--port",
        "0",
        "--no-starter-pack",
        "--data",
        folder.resolve("data").toString());
  }

  private static String ready(Process server, Path folder) throws IOException {
    @Nullable String ready = server.inputReader().readLine();
    assertThat(ready)
        .as(() -> Child.said(folder.resolve("err")))
        .startsWith("ready on http://127.0.0.1:");
    return String.valueOf(ready).substring("ready on ".length());
  }

  /** An address that is new is told of what comes after somebody first asked for it. */
  private void beginsHere(String url, Path folder) throws Exception {
    assertThat(get(url + "/api/v1/webhooks", folder)).contains("127.0.0.1");
  }

  private void denyUntilItIsGone(String url, Path folder, Set<String> denied) throws Exception {
    while (true) {
      String subject = "product/sales.p" + asked++;
      try {
        HttpResponse<String> answer =
            client.send(
                request(url + "/api/v1/commands", folder)
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(20))
                    .POST(
                        BodyPublishers.ofString(
                            "{\"command\":\"RetireProduct\",\"subject\":\"%s\",\"reason\":\"x\"}"
                                .formatted(subject)))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        denied.add(subject);
      } catch (IOException _) {
        return; // the server is gone
      }
    }
  }

  private static HttpRequest.Builder request(String url, Path folder) throws IOException {
    return HttpRequest.newBuilder(URI.create(url))
        .header(
            "Authorization",
            "Bearer " + Files.readString(folder.resolve("data").resolve("admin.token")).strip());
  }

  /** The ids of all denials the ledger holds. */
  private static Set<String> denials(TestLedger database) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT event_id FROM ledger.entry
                WHERE type = 'decision.recorded'
                  AND NOT (convert_from(payload, 'UTF8')::jsonb ->> 'accepted')::boolean
                """)) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  /** One post, as often as it came. */
  private record Heard(String id, String subject, long position) {}

  /** Somebody who listens, and kills who speaks. */
  private static final class Ear implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private @Nullable Process speaker;
    private int left;
    private boolean beforeTheAnswer;

    Ear() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::hear);
      server.start();
    }

    /** What a server has to be told so that it tells. */
    Map<String, String> variables() {
      return Map.of(
          "DAYBOOK_WEBHOOK_URL",
          "http://127.0.0.1:" + server.getAddress().getPort(),
          "DAYBOOK_WEBHOOK_SECRET",
          "whsec_" + Base64.getEncoder().encodeToString(new byte[32]));
    }

    /** Kills whoever speaks at the {@code count}th post from here. */
    synchronized void kills(Process process, int count, boolean unanswered) {
      speaker = process;
      left = count;
      beforeTheAnswer = unanswered;
    }

    List<Heard> heard() {
      return new ArrayList<>(heard);
    }

    Set<String> ids() {
      return heard.stream().map(Heard::id).collect(Collectors.toSet());
    }

    private synchronized void hear(HttpExchange exchange) throws IOException {
      JsonNode event = JSON.readTree(exchange.getRequestBody());
      heard.add(
          new Heard(
              event.path("id").asText(),
              event.path("subject").asText(),
              event.path("data").path("position").asLong()));
      @Nullable Process killed = left > 0 && --left == 0 ? speaker : null;
      if (killed != null && beforeTheAnswer) {
        killed.destroyForcibly().onExit().join();
      }
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
      if (killed != null) {
        killed.destroyForcibly();
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}

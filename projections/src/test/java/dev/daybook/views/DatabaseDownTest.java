package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.edge.BearerToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.NewEvent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A server whose own PostgreSQL is gone: it answers that it cannot answer, and tells no values. */
class DatabaseDownTest {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final BearerToken TOKEN = BearerToken.random();
  private static final String SECRET = "a-word-only-the-caller-knows";

  private static final List<String> READS =
      List.of(
          "/data-products?owner=" + SECRET,
          "/data-products/sales/" + SECRET,
          "/data-products?asOf=2026-01-01T00:00:00Z",
          "/contracts?owner=" + SECRET,
          "/policies/" + SECRET,
          "/decisions?actor=" + SECRET,
          "/slos?asOf=1",
          "/activity",
          "/domains",
          "/teams/" + SECRET,
          "/ledger/head",
          "/ledger/entries?from=1",
          "/documents/" + "0".repeat(64));

  @Test
  void everyReadIs503WhileTheDatabaseIsAwayAndNoLogHoldsWhatWasAsked(@TempDir Path data)
      throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try (Server server = Server.start(ServerSettings.in(data).withPort(-1))) {
      long issued = issueToken(server.part(Ledger.class));
      assertThat(server.part(Views.class).awaitPosition(issued, Moments.PATIENCE)).isTrue();
      Awaitility.await().until(() -> get(server, "/domains").get().statusCode() == 200);
      stopPostgres(data);

      List<CompletableFuture<HttpResponse<String>>> asked =
          new ArrayList<>(READS.stream().map(path -> get(server, path)).toList());
      asked.add(search(server));
      for (CompletableFuture<HttpResponse<String>> future : asked) {
        HttpResponse<String> response = future.get();
        assertThat(response.statusCode()).as("%s", response.uri()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After"))
            .as("%s", response.uri())
            .isPresent();
        JsonNode problem = new ObjectMapper().readTree(response.body());
        assertThat(problem.at("/type").asText())
            .as("%s", response.uri())
            .isEqualTo("urn:daybook:problem:unavailable");
        assertThat(problem.at("/detail").asText()).doesNotContain(SECRET);
      }
    } finally {
      root.detachAppender(log);
    }
    assertThat(List.copyOf(log.list))
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(
                        event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                    .doesNotContain(SECRET)
                    .doesNotContain("incident"));
  }

  private static long issueToken(Ledger ledger) {
    TokenIssued issued =
        new TokenIssued(
            new SubjectName(SubjectKind.ACTOR, "act_00000000000000aa"),
            "auditor",
            Actor.Kind.SERVICE,
            List.of(Actor.Role.AUDITOR),
            null,
            null,
            TOKEN.sha256());
    EntryMetadata by =
        new EntryMetadata(Book.ACTOR, Actor.Kind.PERSON, UUID.randomUUID(), Context.prod(), null);
    return ledger
        .append(List.of(NewEvent.of("actor/act_00000000000000aa", 0, issued, by)), Append.alone())
        .last();
  }

  /** For good: without its configuration it cannot be started again. */
  private static void stopPostgres(Path data) throws IOException, InterruptedException {
    Path configuration = data.resolve("postgres").resolve("postgresql.conf");
    Files.move(configuration, configuration.resolveSibling("postgresql.conf.away"));
    Path pid = data.resolve("postgres").resolve("postmaster.pid");
    ProcessHandle postmaster =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().strip())).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.addFirst(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
    while (all.stream().anyMatch(ProcessHandle::isAlive)) {
      Thread.sleep(5);
    }
  }

  private static CompletableFuture<HttpResponse<String>> get(Server server, String path) {
    return CLIENT.sendAsync(request(server, path).build(), BodyHandlers.ofString());
  }

  private static CompletableFuture<HttpResponse<String>> search(Server server) {
    return CLIENT.sendAsync(
        request(server, "/data-products/search")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"query\":\"%s\"}".formatted(SECRET)))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Server server, String path) {
    return HttpRequest.newBuilder(server.url().resolve("/api/v1" + path))
        .header("Authorization", "Bearer " + TOKEN.text());
  }
}

package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.decision.Actor;
import dev.daybook.edge.BearerToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows that were taken away, as after an erasure: until they are there again nobody is told that
 * something is not there which is.
 */
class DerivedAnewTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final BearerToken TOKEN = BearerToken.random();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path data = Path.of("");
  private final Book book = Book.open(List.of());
  private Server server = unstarted();
  private Views views = book.views();
  private long last;

  @SuppressWarnings("NullAway") // set before each test
  private static Server unstarted() {
    return null;
  }

  @BeforeEach
  void start() throws Exception {
    book.record(
        new TokenIssued(
            new SubjectName(SubjectKind.ACTOR, "act_00000000000000aa"),
            "reader",
            Actor.Kind.SERVICE,
            List.of(Actor.Role.READER),
            null,
            null,
            TOKEN.sha256()));
    book.record(Samples.registered("sales.orders"));
    server = Server.start(ServerSettings.in(data).withLedger(book.test().settings()).withPort(-1));
    views = server.part(Views.class);
    last = book.record(Samples.registered("sales.customers"));
    assertThat(views.awaitPosition(last, LONG)).isTrue();
    assertThat(get("/data-products/sales/orders").join().statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    server.close();
    book.close();
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    return CLIENT.sendAsync(
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
            .header("Authorization", "Bearer " + TOKEN.text())
            .build(),
        BodyHandlers.ofString());
  }

  /** Waits until this many statements wait for a lock, the last of which is such a one. */
  private static void awaitWaiting(Statement look, int count, String what) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              try (ResultSet waiting =
                  look.executeQuery(
                      """
                      SELECT count(*) FROM pg_stat_activity
                      WHERE datname = current_database() AND wait_event_type = 'Lock'
                      HAVING count(*) >= %d AND bool_or(query ~* '%s')\
                      """
                          .formatted(count, what))) {
                return waiting.next();
              }
            });
  }

  @Test
  void aViewThatIsNotWholeAgainSaysSoAndSinceWhenAndWhyAndNotThatSomethingIsNotThere()
      throws Exception {
    try (Connection connection = book.test().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(4711)");
      statement.execute(
          """
          CREATE FUNCTION views.wait() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$\
          """);
      statement.execute("GRANT EXECUTE ON FUNCTION views.wait() TO PUBLIC");
      statement.execute(
          "CREATE TRIGGER wait BEFORE INSERT ON views.product FOR EACH ROW"
              + " EXECUTE FUNCTION views.wait()");
      views.rebuild("catalog", Anew.ERASURE);

      List<CompletableFuture<HttpResponse<String>>> asked =
          List.of(
              get("/data-products/sales/orders"),
              get("/data-products"),
              get("/data-products/sales/nothing"),
              get("/data-products?asOf=" + last));
      for (CompletableFuture<HttpResponse<String>> each : asked) {
        HttpResponse<String> answer = each.join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
            .isBetween(1L, 60L);
        assertThat(answer.body())
            .contains("urn:daybook:problem:unavailable")
            .contains("the view `catalog` has been derived anew since 2")
            .contains("as somebody was erased: it stands at position ")
            .containsPattern("and answers again from \\d+ on");
      }
      assertThat(get("/decisions").join().statusCode()).as("of another view").isEqualTo(200);
      statement.execute("SELECT pg_advisory_unlock(4711)");
    }

    assertThat(views.awaitPosition(last, LONG)).isTrue();
    assertThat(get("/data-products/sales/orders").join().statusCode()).isEqualTo(200);
    assertThat(get("/data-products/sales/nothing").join().statusCode()).isEqualTo(404);
  }

  @Test
  void whoIsReadingWhileRowsAreTakenAwayByAnyNodeIsNotAnsweredFromWhatIsLeft() throws Exception {
    try (Book other = Book.on(book.test());
        Connection connection = book.test().superuser();
        Statement statement = connection.createStatement();
        Connection looking = book.test().superuser();
        Statement look = looking.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE views.product IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<Void> taken =
          CompletableFuture.runAsync(() -> other.views().rebuild("catalog", Anew.ERASURE));
      awaitWaiting(look, 1, "TRUNCATE");
      CompletableFuture<HttpResponse<String>> asked = get("/data-products/sales/orders");
      awaitWaiting(look, 2, "SELECT");
      connection.commit();

      assertThat(asked.join().statusCode()).as(asked.join().body()).isEqualTo(503);
      assertThat(asked.join().body()).contains("as somebody was erased");
      taken.join();
    }
    await().atMost(LONG).until(() -> get("/data-products/sales/orders").join().statusCode() == 200);
  }

  @Test
  void whatWasTakenAwayForAnErasureIsNotTakenAwayForItAgain() throws Exception {
    ViewsForget forget = new ViewsForget(views);
    forget.forget(last);
    assertThat(times()).containsOnly("2");

    forget.forget(last);
    assertThat(times()).as("as whoever waited too long asks again").containsOnly("2");

    forget.forget(book.record(Samples.registered("sales.later")));
    assertThat(times()).as("for another erasure").containsOnly("3");
  }

  private List<String> times() {
    List<String> times =
        book.rows("SELECT times FROM views.anew WHERE why = 'somebody was erased'");
    assertThat(times).hasSameSizeAs(views.names());
    return times;
  }

  @Test
  void viewsThatFindALedgerWithoutAnyRowsAreNotWholeBeforeTheyAreThroughIt() {
    server.close();
    long end = book.ledger().head().position();
    book.run("DROP SCHEMA views CASCADE");

    book.restart(AllViews.views());

    assertThat(book.rows("SELECT until, why, times FROM views.anew"))
        .hasSameSizeAs(AllViews.views())
        .containsOnly(end + "|it had no rows|1");
    book.settle();
    book.restart(AllViews.views());
    assertThat(book.rows("SELECT times FROM views.anew")).as("there by now").containsOnly("1");
  }

  @Test
  void viewsOfAnEmptyLedgerAreWhole() {
    try (Book empty = Book.open()) {
      assertThat(empty.rows("SELECT view FROM views.anew")).isEmpty();
    }
  }
}

package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.store.Ledger;
import dev.daybook.views.Views;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views of a real server, held against its ledger and derived anew from the command line. */
class ReplayTest {

  private static Server server;
  private static Path data;

  @BeforeAll
  static void start(@TempDir Path home) {
    data = home;
    server = Server.start(ServerSettings.in(data).withPort(-1).withPosture(false));
    assertThat(run("apply", "-f", "../samples/mesh").exit()).isZero();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Cli run(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 4);
    all[words.length] = "--server";
    all[words.length + 1] = server.url().toString();
    all[words.length + 2] = "--data";
    all[words.length + 3] = data.toString();
    return Cli.run(all);
  }

  private static JsonNode json(Cli run) throws IOException {
    return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
  }

  private static void damage(String sql) throws SQLException {
    try (Connection connection = server.part(Views.class).dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  @Test
  void everyViewIsTheSameAndWhatIsNotIsToldAndMended() throws Exception {
    Cli same = run("replay", "-o", "json");
    assertThat(same.exit()).as(same.out() + same.err()).isZero();
    assertThat(json(same)).hasSize(server.part(Views.class).names().size());

    damage("UPDATE views.product SET owner = 'nobody' WHERE name = 'customer-360'");
    assertThat(run("replay", "--view", "lineage").exit()).isZero();
    Cli other = run("replay", "--view", "catalog");
    assertThat(other.exit()).isEqualTo(Exit.NO);
    assertThat(other.out()).contains("product: product/sales.customer-360").contains("nobody");

    Cli refused = run("views", "rebuild", "catalog");
    assertThat(refused.exit()).isEqualTo(Exit.NO);
    assertThat(refused.out())
        .contains("different")
        .contains("the ledger says otherwise of product");
    assertThat(run("views", "rebuild", "catalog", "--replace").exit()).isZero();
    assertThat(run("replay").exit()).isZero();
    Cli listed = run("views", "-o", "json");
    assertThat(json(listed).findValuesAsText("name")).contains("catalog", "coverage");
    assertThat(json(listed).at("/0/rebuild/phase").asText()).isEqualTo("done");
  }

  @Test
  void aMomentInThePastIsComparedToo() {
    assertThat(run("replay", "--view", "catalog", "--as-of", "9").out()).contains("catalog  9 ");
  }

  private static void alter(String sql) throws SQLException {
    try (Connection connection = server.part(Views.class).dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Records a team; the position of its registration. */
  private static String registered(String team) throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            data.resolve(team + ".yaml"),
            """
            apiVersion: daybook/v1
            kind: Team
            metadata: {name: %s}
            spec: {channel: "#cursed"}
            """
                .formatted(team));
    Cli applied = run("apply", "-f", file.toString());
    assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();
    settle();
    return Long.toString(server.part(Ledger.class).head().position());
  }

  private static void settle() throws InterruptedException {
    Views views = server.part(Views.class);
    long head = server.part(Ledger.class).head().position();
    assertThat(views.awaitPosition(head, Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void whatAViewCannotTakeInIsListedAndTriedAgainOrPassedOverAsSomebodySays() throws Exception {
    assertThat(run("views", "parked").out()).doesNotContain("organisation");
    assertThat(run("doctor").out()).containsPattern("parked +ok +none");
    alter("ALTER TABLE views.team ADD CONSTRAINT curse CHECK (name NOT LIKE 'cursed%')");
    String first = registered("cursed-one");
    String second = registered("cursed-two");
    assertThat(run("views", "parked").out())
        .contains("organisation", first, second, "team/cursed-one", "violates check constraint");
    assertThat(run("doctor").out()).contains("2 entries that views could not take in");
    assertThat(run("views", "skip", "organisation", "1", "-m", "x").err())
        .contains("the view `organisation` has parked nothing at position 1");

    Cli skipped = run("views", "skip", "organisation", first, "-m", "nobody asks for it");
    assertThat(skipped.exit()).as(skipped.out() + skipped.err()).isZero();
    alter("ALTER TABLE views.team DROP CONSTRAINT curse");
    assertThat(run("views", "retry", "organisation", second, "-m", "the curse is lifted").exit())
        .isZero();
    settle();
    assertThat(run("get", "teams").out()).contains("cursed-two").doesNotContain("cursed-one");
    assertThat(run("doctor").out()).contains("none but 1 that views skip");
    assertThat(run("log", "view/organisation").out())
        .contains("told to go on without position " + first, "told to take in position " + second);
    assertThat(run("views", "retry", "organisation", first, "-m", "after all").exit()).isZero();
    settle();
    assertThat(run("get", "teams").out()).contains("cursed-one");
    assertThat(run("replay", "--view", "organisation").exit()).isZero();
  }

  @Test
  void whatCannotBeIsTold() {
    assertThat(run("replay", "--view", "katalog").err()).contains("no view is called `katalog`");
    assertThat(run("views", "rebuild").err()).contains("name views, or say --all");
    assertThat(run("views", "pause", "lineage").err()).contains("not being rebuilt");
  }
}

package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.views.Views;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

  @Test
  void whatCannotBeIsTold() {
    assertThat(run("replay", "--view", "katalog").err()).contains("no view is called `katalog`");
    assertThat(run("views", "rebuild").err()).contains("name views, or say --all");
    assertThat(run("views", "pause", "lineage").err()).contains("not being rebuilt");
  }
}

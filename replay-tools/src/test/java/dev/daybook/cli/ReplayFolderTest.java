package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Slices;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import dev.daybook.tag.TagEvent.MomentTagged;
import dev.daybook.views.AllViews;
import dev.daybook.views.Views;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The views in a stopped server's folder, held against its ledger without a server. */
@TestMethodOrder(OrderAnnotation.class)
class ReplayFolderTest {

  private static Path data;
  private static long head;

  @BeforeAll
  static void aServerThatWasStopped(@TempDir Path home) throws InterruptedException {
    data = home;
    try (Server server = Server.start(ServerSettings.in(data).withPort(-1).withPosture(false))) {
      Cli applied =
          Cli.run(
              "apply",
              "-f",
              "../samples/mesh",
              "--server",
              server.url().toString(),
              "--data",
              data.toString());
      assertThat(applied.exit()).as(applied.err()).isZero();
      head = server.part(Ledger.class).head().position();
      assertThat(server.part(Views.class).awaitPosition(head, Duration.ofMinutes(1))).isTrue();
    }
  }

  private static Cli replay(String... words) {
    List<String> all = new ArrayList<>(List.of("replay", "--data", data.toString()));
    all.addAll(List.of(words));
    return Cli.run(all.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void everyViewIsTheSameWhereItStands() throws IOException {
    Cli same = replay("-o", "json");
    assertThat(same.exit()).as(same.out() + same.err()).isZero();
    JsonNode told = Json.parse(same.out().getBytes(StandardCharsets.UTF_8));
    assertThat(told).hasSize(AllViews.views().size());
    assertThat(told.findValuesAsText("position")).containsOnly("" + head);
    assertThat(told.findValuesAsText("same")).containsOnly("true");
    assertThat(replay("--view", "catalog", "--as-of", "9").out()).contains("catalog  9 ");
  }

  @Test
  @Order(1)
  void whatCannotBeIsToldByItsName() {
    Cli future = replay("--as-of", "" + (head + 1));
    assertThat(future.exit()).isEqualTo(Exit.USAGE);
    assertThat(future.err()).contains("`--as-of` names position %d".formatted(head + 1));
    Cli unknown = replay("--view", "katalog");
    assertThat(unknown.exit()).isEqualTo(Exit.NO);
    assertThat(unknown.err()).contains("no view is called `katalog`", "there are ");
  }

  @Test
  @Order(2)
  void whatIsNotTheSameIsToldAndStaysAsItIs() throws Exception {
    try (Ledger ledger = opened();
        Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "UPDATE views.product SET owner = 'nobody' WHERE name = 'customer-360'"))
          .isPositive();
    }
    assertThat(replay("--view", "lineage").exit()).isZero();
    for (int time = 0; time < 2; time++) {
      Cli other = replay("--view", "catalog");
      assertThat(other.exit()).isEqualTo(Exit.NO);
      assertThat(other.out()).contains("product: product/sales.customer-360").contains("nobody");
    }
  }

  @Test
  @Order(3)
  void aViewThatIsBehindIsComparedWhereItStands() {
    try (Ledger ledger = opened()) {
      LedgerEntry one = ledger.entry(head).orElseThrow();
      SubjectName tag = SubjectName.parse("tag/by-hand");
      ledger.append(
          List.of(NewEvent.of(tag.stream(), 0, new MomentTagged(tag, 1, "why"), one.metadata())),
          Append.alone());
    }
    Cli behind = replay("--view", "lineage");
    assertThat(behind.exit()).as(behind.err()).isZero();
    assertThat(behind.err()).contains("lineage has yet to take in the last 1 entries");
    assertThat(behind.out()).contains("lineage  %d ".formatted(head));
    Cli now = replay("--view", "lineage", "--as-of", "HEAD");
    assertThat(now.exit()).isEqualTo(Exit.USAGE);
    assertThat(now.err())
        .contains("the view `lineage` stands at position %d; wanted %d".formatted(head, head + 1));
  }

  private static Ledger opened() {
    return Ledger.open(LedgerSettings.embedded(data), Slices.eventTypes());
  }
}

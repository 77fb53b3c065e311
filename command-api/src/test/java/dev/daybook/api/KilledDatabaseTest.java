package dev.daybook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL is killed under a running server, which starts it again. */
class KilledDatabaseTest {

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @Test
  void healthSaysSoMeanwhileAndAfterwardsEverythingIsThereAndCommandsAreTaken(@TempDir Path data)
      throws Exception {
    try (Server server = Server.start(ServerSettings.in(data).withPort(-1))) {
      String token = TestServer.adminToken(data);
      assertThat(register(server, token, "before")).isEqualTo("accepted");
      List<Long> before = positions(server);
      assertThat(health(server)).isEqualTo(200);

      // It cannot come up before its configuration is right again.
      Path configuration = data.resolve("postgres/postgresql.conf");
      String right = Files.readString(configuration);
      Files.writeString(configuration, "nonsense\n");
      kill(data);
      awaitHealth(server, 503);
      Files.writeString(configuration, right);
      awaitHealth(server, 200);

      assertThat(register(server, token, "after")).isEqualTo("accepted");
      assertThat(positions(server)).startsWith(before.toArray(Long[]::new)).isSorted();
    }
  }

  private static String register(Server server, String token, String domain) {
    Reply reply =
        TestServer.call(server, "/api/v1/documents").as(token).yaml(Sample.domain(domain));
    return reply.only().path("outcome").asText();
  }

  private static List<Long> positions(Server server) {
    return server.part(Ledger.class).entries(1, 1_000).stream().map(LedgerEntry::position).toList();
  }

  private static int health(Server server) {
    return TestServer.call(server, "/health").as(null).get().status();
  }

  private static void awaitHealth(Server server, int status) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (health(server) != status) {
      assertThat(System.nanoTime()).as("health is %d in time", status).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static void kill(Path data) throws IOException {
    Path file = data.resolve("postgres/postmaster.pid");
    ProcessHandle parent =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip())).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(parent.descendants().toList());
    all.addFirst(parent);
    all.forEach(ProcessHandle::destroyForcibly);
  }
}

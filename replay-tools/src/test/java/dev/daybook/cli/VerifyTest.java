package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.path.Slices;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.SignerKey;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An auditor at a real server, at what it exported, and at its data folder once it is stopped. */
@TestMethodOrder(OrderAnnotation.class)
class VerifyTest {

  private static Server server;
  private static Path data;
  private static String key;
  private static boolean stopped;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start(@TempDir Path home) throws InterruptedException {
    data = home;
    server =
        Server.start(
            ServerSettings.in(data).withPort(-1).withPosture(false).withStarterPack(false));
    key = server.part(Seal.class).keys().getFirst().toString();
    grow(300);
  }

  @AfterAll
  static void stop() {
    if (!stopped) {
      server.close();
    }
  }

  /** Repeats what the ledger's second entry says, under streams of their own. */
  private static void grow(int count) throws InterruptedException {
    Ledger ledger = server.part(Ledger.class);
    LedgerEntry second = ledger.entry(2).orElseThrow();
    long head = ledger.head().position();
    ledger.append(
        LongStream.range(0, count)
            .mapToObj(
                i ->
                    NewEvent.of(
                        second.stream() + "-" + (head + i), 0, second.event(), second.metadata()))
            .toList(),
        Append.alone());
    assertThat(server.part(Seal.class).await(head + count, Duration.ofSeconds(30))).isTrue();
  }

  private static String url() {
    return server.url().toString();
  }

  private static JsonNode json(Cli run) throws IOException {
    assertThat(run.err()).isEmpty();
    return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @Order(1)
  void aServersWholeLedgerIsVerifiedByAnAuditorWithItsKey() throws IOException {
    Cli run =
        Cli.run("verify", "--server", url(), "--data", data.toString(), "--key", key, "-o", "json");
    JsonNode told = json(run);
    assertThat(run.exit()).as(run.out()).isEqualTo(Exit.OK);
    assertThat(told.path("verdict").asText()).isEqualTo("consistent");
    assertThat(told.path("contents").asBoolean()).isTrue();
    assertThat(told.path("size").asLong()).isGreaterThan(300);
    assertThat(key).startsWith(told.path("signers").get(0).asText() + "+");
  }

  @Test
  @Order(2)
  void withoutATokenTheLogAloneIsVerifiedAndThatIsSaid() {
    Cli run = Cli.run("verify", "--server", url(), "--data", folder.toString(), "--key", key);
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.OK);
    assertThat(run.out()).contains("payloads and metadata were not looked at");
  }

  @Test
  @Order(3)
  void whoIsNotKnownIsNotTrusted() {
    Cli none = Cli.run("verify", "--server", url(), "--data", data.toString());
    assertThat(none.exit()).isEqualTo(Exit.NO);
    assertThat(none.out()).contains("consistent, signer unknown");
    String other =
        SignerKey.generate(server.part(Ledger.class).origin(), KeyAlgorithm.ED25519)
            .verifier()
            .toString();
    Cli wrong = Cli.run("verify", "--server", url(), "--data", data.toString(), "--key", other);
    assertThat(wrong.exit()).isEqualTo(Exit.NO);
    assertThat(wrong.out()).contains("none of the 1 known keys signed this note");
  }

  @Test
  @Order(4)
  void aCopyIsVerifiedWithoutItsServerAndAByteOfItCannotChange() throws IOException {
    Path copy = folder.resolve("copy");
    assertThat(
            Cli.run("seal", "export", copy.toString(), "--server", url(), "--data", data.toString())
                .exit())
        .isZero();
    Path policy = Files.writeString(folder.resolve("trust"), "log " + key + "\nquorum none\n");
    Cli whole = Cli.run("verify", copy.toString(), "--trust", policy.toString());
    assertThat(whole.exit()).as(whole.out() + whole.err()).isEqualTo(Exit.OK);

    Path bundle = copy.resolve("tile/entries/000");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[40] ^= 1;
    Files.write(bundle, bytes);
    Cli changed = Cli.run("verify", copy.toString(), "--key", key, "-o", "json");
    assertThat(changed.exit()).isEqualTo(Exit.NO);
    JsonNode told = json(changed);
    assertThat(told.path("verdict").asText()).isEqualTo("wrong");
    assertThat(told.at("/fault/position").asLong()).isEqualTo(1);
    assertThat(changed.out()).doesNotContain("Exception");
  }

  @Test
  @Order(5)
  void theNextRunGoesOnAndAKeptCheckpointIsABeginning() throws Exception {
    Path state = folder.resolve("state");
    Path kept = folder.resolve("kept");
    Files.writeString(
        kept, Cli.run("seal", "checkpoint", "--server", url(), "--data", data.toString()).out());
    List<String> words =
        List.of(
            "verify",
            "--server",
            url(),
            "--data",
            data.toString(),
            "--key",
            key,
            "--resume",
            state.toString(),
            "--since",
            kept.toString());
    assertThat(Cli.run(words.toArray(String[]::new)).exit()).isEqualTo(Exit.OK);
    grow(20);
    Cli next = Cli.run(words.toArray(String[]::new));
    assertThat(next.exit()).as(next.out() + next.err()).isEqualTo(Exit.OK);
    assertThat(next.out())
        .contains("were verified by an earlier run")
        .contains("of the checkpoint that was kept");
    Files.writeString(state, "nonsense");
    Cli spoilt = Cli.run(words.toArray(String[]::new));
    assertThat(spoilt.exit()).isEqualTo(Exit.USAGE);
    assertThat(spoilt.err()).contains("does not say where a run ended");
  }

  @Test
  @Order(6)
  void whoseTokenIsNoAuditorsIsToldThatPayloadsWereNotLookedAt() throws IOException {
    Cli token =
        Cli.run(
            "token",
            "create",
            "a reader",
            "--kind",
            "service",
            "--role",
            "reader",
            "--server",
            url(),
            "--data",
            data.toString());
    Files.writeString(folder.resolve("admin.token"), token.out());
    Cli run =
        Cli.run(
            "verify", "--server", url(), "--data", folder.toString(), "--key", key, "-o", "json");
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.OK);
    assertThat(json(run).path("contents").asBoolean()).isFalse();
    assertThat(run.out()).contains("were not looked at: the token is no auditor's");
  }

  @Test
  @Order(6)
  void aRunThatLooksAtMoreThanTheOneBeforeBeginsAnew() throws IOException {
    String state = folder.resolve("state").toString();
    String[] logAlone = {
      "verify", "--server", url(), "--data", folder.toString(), "--key", key, "--resume", state
    };
    String[] payloadsToo = logAlone.clone();
    payloadsToo[4] = data.toString();
    assertThat(Cli.run(logAlone).exit()).isEqualTo(Exit.OK);
    assertThat(Cli.run(logAlone).out()).contains("were verified by an earlier run");

    Cli anew = Cli.run(payloadsToo);
    assertThat(anew.exit()).as(anew.err()).isEqualTo(Exit.OK);
    assertThat(anew.out())
        .contains("begun anew: the run before had not looked at payloads and metadata")
        .doesNotContain("were verified by an earlier run");
    assertThat(Cli.run(payloadsToo).out()).contains("were verified by an earlier run");
  }

  @Test
  @Order(6)
  void mistakesAreSentences() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Cli[] runs = {
      Cli.run("verify", "--key", "secret", "--key", "a+b+c"),
      Cli.run("verify", "--key", key, "--trust", "x"),
      Cli.run("verify", empty.toString(), "--data", empty.toString()),
      Cli.run("verify", "--data", empty.toString()),
      Cli.run("verify", "--since", empty.resolve("none").toString()),
      Cli.run("verify", "--server", "ftp://x"),
      Cli.run("verify", empty.resolve("none").toString())
    };
    for (Cli run : runs) {
      assertThat(run.exit()).as(run.err()).isGreaterThan(Exit.NO);
      assertThat(run.err())
          .startsWith("daybook: ")
          .doesNotContain("Exception")
          .doesNotContain("bug in daybook");
    }
    assertThat(runs[1].err()).contains("both say whom to trust");
    assertThat(runs[2].err()).contains("name three places");
    assertThat(runs[3].err()).contains("there is no ledger in");
    assertThat(runs[6].err()).contains("is no folder");
    Path nonsense = Files.writeString(empty.resolve("trust"), "nonsense\n");
    Cli policy = Cli.run("verify", "--server", url(), "--trust", nonsense.toString());
    assertThat(policy.exit()).isEqualTo(Exit.USAGE);
    assertThat(policy.err()).contains("is no tlog-policy");
    Files.delete(nonsense);
    assertThat(runs[0].err()).as("both at once").contains("`secret`").contains("`a+b+c`");
    Cli gone = Cli.run("verify", "--server", "http://127.0.0.1:1", "--data", empty.toString());
    assertThat(gone.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(gone.err()).contains("no server answers");
    Cli nothing = Cli.run("verify", empty.toString());
    assertThat(nothing.exit()).isEqualTo(Exit.NO);
    assertThat(nothing.out()).contains("the latest checkpoint");
  }

  @Test
  @Order(7)
  void theDataFolderIsVerifiedFromItsTablesOnceItsServerIsStopped() throws IOException {
    Cli running = Cli.run("verify", "--data", data.toString(), "--key", key);
    assertThat(running.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(running.err()).contains("another Daybook runs on");

    server.close();
    stopped = true;
    Cli run = Cli.run("verify", "--data", data.toString(), "--key", key, "-o", "json");
    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Exit.OK);
    assertThat(json(run).path("contents").asBoolean()).isTrue();
  }

  @Test
  @Order(8)
  void tablesThatCannotBeReadAreNoVerdict() throws SQLException {
    try (Ledger ledger = Ledger.open(LedgerOptions.existing(Map.of(), data), Slices.eventTypes());
        Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE seal.head ADD COLUMN keys text NOT NULL DEFAULT 'x'");
      statement.execute("DROP TABLE seal.keys");
    }
    Cli run = Cli.run("verify", "--data", data.toString(), "--key", key);
    assertThat(run.exit()).as(run.out()).isEqualTo(Exit.COULD_NOT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("daybook: ")
        .contains("are those of an earlier Daybook; start a server of this one")
        .doesNotContain("bug in daybook");
  }
}

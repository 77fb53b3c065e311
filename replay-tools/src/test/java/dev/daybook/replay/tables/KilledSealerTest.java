package dev.daybook.replay.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Trust;
import dev.daybook.rotation.RotationEvent;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.KeyFolder;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.EventTypes;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamSlice;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A sealing process that is killed, as {@code kill -9} does, at each step of a checkpoint: the next
 * one goes on, nothing that was signed is contradicted, and all of it verifies.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are POSIX's")
class KilledSealerTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  /** What the step in which the process dies waits for. */
  private static final String LOCK = "pg_advisory_lock(4711)";

  /**
   * A step of publishing a checkpoint, at which the database waits.
   *
   * <p>Each names what a trigger is on; those behind {@link #SIGNED} come once the checkpoint lies
   * beside the keys.
   */
  enum Step {
    THE_HEAD_MOVES("TRIGGER wait BEFORE UPDATE ON seal.head"),
    A_FULL_TILE_IS_WRITTEN("TRIGGER wait BEFORE INSERT ON seal.tile"),
    THE_EDGE_IS_WRITTEN("TRIGGER wait BEFORE INSERT ON seal.edge"),
    SIGNED("TRIGGER wait BEFORE INSERT ON seal.checkpoint"),
    COMMITTING(
        "CONSTRAINT TRIGGER wait AFTER INSERT ON seal.checkpoint DEFERRABLE INITIALLY DEFERRED"),
    COMMITTED_AND_NOT_TOLD(COMMITTING.trigger);

    private final String trigger;

    Step(String trigger) {
      this.trigger = trigger;
    }
  }

  @TempDir private Path folder = Path.of("");
  private final TestLedger test =
      TestLedger.fresh(EventTypes.of(new TeamSlice()).and(RotationEvent.class));
  private Trust trust = new Trust.Nobody();

  @BeforeEach
  void sealAFew() throws InterruptedException {
    sealMore();
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** As the process that comes after, which goes on. */
  private void sealMore() throws InterruptedException {
    try (Seal seal = Seal.start(test.ledger(), SealSettings.in(folder), Clock.systemUTC())) {
      long head = SealingChild.record(test.ledger(), 10);
      assertThat(seal.await(head, LONG)).as("%s", seal.standstill()).isTrue();
      trust = new Trust.Keys(seal.keys());
    }
  }

  private Process child(String... more) throws IOException {
    LedgerSettings.Database.External database =
        (LedgerSettings.Database.External) test.settings().database();
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SealingChild.class.getName(),
                test.url(),
                database.user(),
                database.password(),
                folder.toString()));
    words.addAll(List.of(more));
    return new ProcessBuilder(words).redirectError(folder.resolve("child.err").toFile()).start();
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private byte[] lastSigned() throws IOException {
    return Files.readAllBytes(folder.resolve("seal/last-signed"));
  }

  private static long size(byte[] note) {
    return Checkpoint.parse(SignedNote.parse(note).text()).size();
  }

  /** All holds, and what is there begins with each of these. */
  private void requireConsistent(List<byte[]> signed) {
    for (byte[] note : signed) {
      Outcome outcome =
          new LedgerVerification(
                  test.ledger(),
                  SealSettings.in(folder),
                  trust,
                  (_, _) -> {},
                  new Earlier(note),
                  null)
              .run();
      assertThat(outcome).as("%s", outcome).isInstanceOf(Outcome.Consistent.class);
      assertThat(((Outcome.Consistent) outcome).signed().unknown()).isNull();
    }
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Connections on which a step waits. */
  private static final String WAITING =
      " FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'";

  /** Has the database wait, once somebody comes to a step. */
  private static void stopAt(Statement statement, String trigger) throws SQLException {
    statement.execute("SELECT " + LOCK);
    statement.execute(
        """
        CREATE FUNCTION seal.wait() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM %s; PERFORM pg_advisory_unlock(4711); RETURN NEW; END $$\
        """
            .formatted(LOCK));
    statement.execute("GRANT EXECUTE ON FUNCTION seal.wait() TO PUBLIC");
    statement.execute("CREATE %s FOR EACH ROW EXECUTE FUNCTION seal.wait()".formatted(trigger));
  }

  /**
   * Has what waits end, and nothing wait any more.
   *
   * @param isCommitted whether the database does what it was asked to, though nobody is there
   */
  private static void goOn(Statement statement, String trigger, boolean isCommitted)
      throws SQLException {
    statement.execute(
        isCommitted
            ? "SELECT pg_advisory_unlock(4711)"
            : "SELECT pg_terminate_backend(pid)" + WAITING);
    Connection all = statement.getConnection();
    await().atMost(LONG).until(() -> count(all, "SELECT count(*)" + WAITING) == 0);
    statement.execute("DROP TRIGGER wait ON " + trigger.replaceAll(".* ON (\\w+\\.\\w+).*", "$1"));
  }

  @ParameterizedTest
  @EnumSource
  void whoIsKilledAtAnyStepIsGoneOnFrom(Step step) throws Exception {
    byte[] last;
    try (Connection all = test.superuser();
        Statement statement = all.createStatement()) {
      stopAt(statement, step.trigger);
      long sealed = count(all, "SELECT size FROM seal.head");
      Process child = child();
      if (step == Step.A_FULL_TILE_IS_WRITTEN) {
        SealingChild.record(test.ledger(), 256);
      }
      await().atMost(LONG).until(() -> count(all, "SELECT count(*)" + WAITING) == 1);
      kill(child);
      last = lastSigned();
      boolean isSigned = step.compareTo(Step.SIGNED) >= 0;
      assertThat(size(last) > sealed).as("signed before it died").isEqualTo(isSigned);
      goOn(statement, step.trigger, step == Step.COMMITTED_AND_NOT_TOLD);
      assertThat(count(all, "SELECT size FROM seal.head") == size(last))
          .as("published")
          .isEqualTo(step == Step.COMMITTED_AND_NOT_TOLD || !isSigned);
    }

    sealMore();

    requireConsistent(List.of(last));
  }

  /** A step of going over to other keys, at which the database waits. */
  enum Handover {
    THE_ENTRY_IS_RECORDED("TRIGGER wait BEFORE INSERT ON ledger.entry"),
    THE_KEYS_ARE_WRITTEN("TRIGGER wait BEFORE INSERT ON seal.keys"),
    BOTH_SIGNED("TRIGGER wait BEFORE INSERT ON seal.checkpoint"),
    COMMITTING("CONSTRAINT TRIGGER wait AFTER INSERT ON seal.keys DEFERRABLE INITIALLY DEFERRED"),
    COMMITTED_AND_THE_FOLDER_NOT_CHANGED(COMMITTING.trigger);

    private final String trigger;

    Handover(String trigger) {
      this.trigger = trigger;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsKilledWhileItGoesOverToOtherKeysIsGoneOnFrom(Handover step) throws Exception {
    KeyFolder keys = new KeyFolder(folder.resolve("seal"));
    byte[] last;
    List<VerifierKey> next = keys.prepare(test.ledger().origin());
    keys.goOver();
    try (Connection all = test.superuser();
        Statement statement = all.createStatement()) {
      stopAt(statement, step.trigger);
      Process child = child("quiet");
      await().atMost(LONG).until(() -> count(all, "SELECT count(*)" + WAITING) == 1);
      kill(child);
      last = lastSigned();
      goOn(statement, step.trigger, step == Handover.COMMITTED_AND_THE_FOLDER_NOT_CHANGED);
      assertThat(count(all, "SELECT count(*) FROM seal.keys") == 2)
          .as("handed over")
          .isEqualTo(step == Handover.COMMITTED_AND_THE_FOLDER_NOT_CHANGED);
    }
    assertThat(keys.hasNext()).isTrue();

    Trust before = trust;
    try (Seal seal = Seal.start(test.ledger(), SealSettings.in(folder), Clock.systemUTC())) {
      await().atMost(LONG).until(() -> seal.keys().equals(next) && !keys.hasNext());
    }
    sealMore();

    requireConsistent(List.of(last));
    trust = before;
    requireConsistent(List.of(last));
    assertThat(test.ledger().stream("seal/" + test.ledger().origin(), 0, 9)).hasSize(1);
  }

  @Test
  void whoIsKilledAtAnyMomentAgainAndAgainIsGoneOnFrom() throws Exception {
    Random random = new Random(20_261_130);
    List<byte[]> signed = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      Process child = child();
      BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
      assertThat(out.readLine()).as(() -> "child: " + child).startsWith("sealed ");
      Thread.sleep(random.nextInt(400));
      kill(child);
      signed.add(lastSigned());
    }
    assertThat(signed.stream().map(KilledSealerTest::size)).isSorted().doesNotHaveDuplicates();

    sealMore();

    requireConsistent(signed);
  }

  @Test
  void halfAFileBesideTheKeysIsNotInTheWay() throws Exception {
    byte[] last = lastSigned();
    Files.write(folder.resolve("seal/last-signed.new"), new byte[] {1, 2, 3});

    sealMore();

    assertThat(size(lastSigned())).isGreaterThan(size(last));
    requireConsistent(List.of(last));
  }
}

package dev.daybook.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.personal.KeySettings;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import dev.daybook.store.StartRefused;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamSlice;
import dev.daybook.team.TeamSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A ledger of 605 entries, all but five of them sealed, moved, and moved by files that somebody
 * changed.
 */
class HistoryTest {

  private static final EventTypes TYPES = EventTypes.of(new TeamSlice());
  private static final int SEALED = 600;
  private static final int ENTRIES = 605;

  /** All that a ledger and its seal keep, but for where Flyway was. */
  private static final List<String> TABLES =
      List.of(
          "ledger.origin",
          "ledger.head",
          "ledger.entry",
          "ledger.content",
          "ledger.sealed_content",
          "ledger.person_key",
          "ledger.person_secret",
          "seal.head",
          "seal.keys",
          "seal.checkpoint",
          "seal.cosignature",
          "seal.witnessed",
          "seal.timestamp",
          "seal.tile",
          "seal.edge");

  private static TestLedger test = TestLedger.fresh(TYPES);
  private static TestLedger nowhere = TestLedger.empty(TYPES);
  private static byte[] history = {};
  private static Moved moved = new Moved("", 0, 0, 0, 0, 0);

  @BeforeAll
  static void aLedger(@TempDir Path keys) throws IOException, InterruptedException, SQLException {
    try (Seal seal = Seal.start(test.ledger(), SealSettings.in(keys), Clock.systemUTC())) {
      record(0, 300, "a policy\n".getBytes(StandardCharsets.UTF_8));
      assertThat(seal.await(300, Duration.ofSeconds(20))).isTrue();
      record(300, SEALED, new byte[] {(byte) 0xff, 0, '\n', (byte) 0xfe});
      assertThat(seal.await(SEALED, Duration.ofSeconds(20))).isTrue();
    }
    record(SEALED, ENTRIES, "what nobody sealed".getBytes(StandardCharsets.UTF_8));
    said(
        test,
        "INSERT INTO seal.cosignature SELECT size, 'w', '— w AAAA', now() FROM seal.checkpoint",
        "INSERT INTO seal.witnessed SELECT size, now() FROM seal.checkpoint",
        "INSERT INTO seal.timestamp (size, authority, certificate, stamped_at, token)"
            + " SELECT size, 'tsa', repeat('ab', 32), now(), '\\x00ff' FROM seal.checkpoint");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    moved = HistoryExport.write(test.ledger(), out, (_, _) -> {});
    history = out.toByteArray();
  }

  @AfterAll
  static void close() {
    test.close();
    nowhere.close();
  }

  private static void record(int from, int to, byte[] content) {
    List<NewEvent> events = new ArrayList<>();
    for (int sequence = from; sequence < to; sequence++) {
      EntryMetadata metadata =
          new EntryMetadata(
              "act_0123456789abcdef", Actor.Kind.PERSON, UUID.randomUUID(), Context.prod(), null);
      events.add(NewEvent.of("team/sales", sequence, team(sequence), metadata));
    }
    test.ledger().append(events, Append.alone().content(content));
  }

  private static TeamRegistered team(int number) {
    return new TeamRegistered(
        new TeamSpec(
            "sales",
            "a \"name\" with ü and \u2028 " + number,
            List.of(),
            "#sales",
            "ada%d@example.com".formatted(number % 3),
            null,
            List.of(),
            List.of("sales"),
            Map.of()));
  }

  /** Every row of every table, in an order. */
  private static List<String> rows(TestLedger ledger) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = ledger.superuser();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet rows =
            statement.executeQuery("SELECT t::text FROM %s AS t ORDER BY 1".formatted(table))) {
          while (rows.next()) {
            all.add(table + rows.getString(1));
          }
        }
      }
    }
    return all;
  }

  private static Moved read(byte[] bytes, LedgerSettings settings) throws IOException {
    return HistoryImport.read(new ByteArrayInputStream(bytes), settings, TYPES, (_, _) -> {});
  }

  private static String text() {
    return new String(history, StandardCharsets.UTF_8);
  }

  /** The history with its last line made anew for what stands before it. */
  private static byte[] ended(String lines) {
    String digest = Sha256.hex(lines.getBytes(StandardCharsets.UTF_8));
    return (lines
            + "{\"kind\":\"end\",\"lines\":%d,\"sha256\":\"%s\"}\n"
                .formatted(lines.lines().count(), digest))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String withoutEnd(String history) {
    return history.substring(0, history.lastIndexOf("{\"kind\":\"end\""));
  }

  @Test
  void everyRowOfLedgerAndSealIsThereAgainAndSoIsTheFile() throws Exception {
    assertThat(moved.entries()).isEqualTo(ENTRIES);
    assertThat(moved.sealed()).isEqualTo(SEALED);
    assertThat(moved.persons()).isEqualTo(3);
    assertThat(moved.checkpoints()).isGreaterThan(1);
    try (TestLedger other = TestLedger.empty(TYPES)) {
      assertThat(read(history, other.settings())).isEqualTo(moved);
      assertThat(rows(other)).isEqualTo(rows(test));
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      try (Ledger ledger = other.node()) {
        assertThat(HistoryExport.write(ledger, again, (_, _) -> {})).isEqualTo(moved);
        assertThat(ledger.entry(ENTRIES).orElseThrow().event()).isEqualTo(team(ENTRIES - 1));
      }
      assertThat(again.toString(StandardCharsets.UTF_8)).isEqualTo(text());
    }
  }

  @Test
  void whichEntryChangedPoliciesLastIsToldByTheEntriesAndNotByTheFirstLine() throws Exception {
    String lie = withoutEnd(text()).replaceFirst("\"policyPosition\":\\d+", "\"policyPosition\":7");
    try (TestLedger other = TestLedger.empty(TYPES)) {
      assertThat(read(ended(lie), other.settings())).isEqualTo(moved);
      assertThat(rows(other)).isEqualTo(rows(test));
    }
  }

  @Test
  void aCompressedOneIsReadAsWell() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(history);
    }
    try (TestLedger other = TestLedger.empty(TYPES)) {
      assertThat(read(bytes.toByteArray(), other.settings())).isEqualTo(moved);
    }
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    refused(cut, "what is compressed was cut or damaged");
    refused(Arrays.copyOf(bytes.toByteArray(), 5), "what is compressed was cut or damaged");
    byte[] header = bytes.toByteArray();
    header[2] = 7;
    refused(header, "what is compressed was cut or damaged");
    byte[] damaged = bytes.toByteArray();
    Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 50, (byte) 0xff);
    refused(damaged, "line ");
  }

  @Test
  void theLedgerGoesOnWhereItStood() throws Exception {
    try (TestLedger other = TestLedger.empty(TYPES)) {
      read(history, other.settings());
      try (Ledger ledger = other.node()) {
        ledger.append(
            List.of(
                NewEvent.of(
                    "team/sales", ENTRIES, team(1), ledger.entry(1).orElseThrow().metadata())),
            Append.alone());
        assertThat(ledger.head().position()).isEqualTo(ENTRIES + 1);
        assertThat(ledger.person("ada1@example.com"))
            .isEqualTo(test.ledger().person("ada1@example.com"))
            .isPresent();
      }
    }
  }

  /** A history that lacks something, or has something twice or in another place, is put nowhere. */
  private static void refused(byte[] bytes, String message) throws SQLException {
    assertThatThrownBy(() -> read(bytes, nowhere.settings()))
        .isInstanceOf(HistoryRefused.class)
        .hasMessageContaining(message);
    assertThat(rows(nowhere)).hasSize(2).first().asString().startsWith("ledger.origin");
  }

  private static void changed(UnaryOperator<String> change, String message) throws Exception {
    refused(ended(withoutEnd(change.apply(text()))), message);
  }

  @Test
  void whatWasCutIsRefused() throws Exception {
    refused(
        withoutEnd(text()).getBytes(StandardCharsets.UTF_8), "without a line of the kind `end`");
    String text = text();
    refused(
        text.substring(0, text.length() - 10).getBytes(StandardCharsets.UTF_8),
        "the file ends in the middle of it");
    refused(new byte[0], "the file is empty");
  }

  @Test
  void whatWasChangedIsRefused() throws Exception {
    refused(
        text().replace("a policy", "a police").getBytes(StandardCharsets.UTF_8),
        "the lines before it have another SHA-256");
    refused((text() + "{}\n").getBytes(StandardCharsets.UTF_8), "something follows the line");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format\":1|\"format\":2|it is of format 2; this Daybook reads format 1",
        "\"size\":605,\"recordedAt\"|\"size\":606,\"recordedAt\"|there are 605 entries; the first"
            + " line says 606",
        "\"size\":605,\"recordedAt\"|\"size\":604,\"recordedAt\"|position 605; wanted none behind"
            + " 604",
        "\"position\":7,|\"position\":8,|position 8; wanted 7",
        "\"position\":7,|\"position\":\"7\",|`position` is a whole number",
        "\"position\":7,|\"place\":7,|`position` is missing",
        "\"position\":7,|\"position\":-7,|`position` is 0 or more; seen -7",
        "{\"kind\":\"entry\",\"position\":7,|[|it is no JSON object",
        "{\"kind\":\"entry\",\"position\":7,|{\"kind\":\"entri\",\"position\":7,|there is no kind"
            + " `entri`",
        "{\"kind\":\"lookup\"|{\"kind\":\"history\"|a line of the kind `history` stands behind",
        "\"kind\":\"history\",|\"kind\":\"keys\",|a history begins with a line of the kind"
            + " `history`",
        "\"text\":\"a policy\\n\"|\"base64\":\"??\"|`base64` is no base64",
      })
  void whatNoExportWritesIsRefusedWithItsLine(String from, String to, String message)
      throws Exception {
    assertThat(text()).contains(from);
    int at = text().indexOf(from);
    changed(text -> text.substring(0, at) + to + text.substring(at + from.length()), message);
  }

  @Test
  void linesInAnotherOrderOrTwiceAreRefused() throws Exception {
    List<String> lines = text().lines().toList();
    String content =
        lines.stream()
            .filter(line -> line.startsWith("{\"kind\":\"content\""))
            .findFirst()
            .orElseThrow();
    changed(
        text -> text.replace(content, content + "\n" + content),
        "what is kept comes in the order of its digests, each once");
    String entry = lines.get(lines.size() - 2);
    changed(text -> text.replace(content, entry + "\n" + content), "wanted 1");
    String last = lines.getLast();
    changed(
        text -> text.replace(content + "\n", "").replace(last, content + "\n" + last),
        "a line of the kind `content` stands behind one of `entry`");
    String checkpoint =
        lines.stream()
            .filter(line -> line.startsWith("{\"kind\":\"checkpoint\""))
            .findFirst()
            .orElseThrow();
    changed(text -> text.replace(checkpoint, checkpoint + "\n" + checkpoint), "wanted more than");
  }

  @Test
  void theFirstLineAndTheLastSayWhatStandsBetween() throws Exception {
    changed(
        text -> text.replaceFirst("\"recordedAt\":\"2", "\"recordedAt\":\"1"),
        "`recordedAt` is not when the last entry was recorded");
    refused(
        text().replaceFirst("\"lines\":[0-9]+", "\"lines\":7").getBytes(StandardCharsets.UTF_8),
        "lines stand before it; it says 7");
  }

  @Test
  void whatIsSealedIsThereAndSomethingIs() throws Exception {
    changed(
        text -> without(text, "checkpoint|cosignature|witnessed|timestamp"),
        "the latest checkpoint is of 0 entries, of 605 that are there");
    String last = "\"position\":%d,".formatted(SEALED);
    changed(
        text ->
            text.lines()
                .filter(line -> !line.contains("\"kind\":\"entry\"") || position(line) < SEALED)
                .map(line -> line.replaceFirst("\"size\":605,\"rec", "\"size\":599,\"rec"))
                .map(
                    line ->
                        line.replaceFirst(
                            "(\"kind\":\"history\".*\"recordedAt\":\")[^\"]*",
                            "$1" + recorded(text, last)))
                .collect(Collectors.joining("\n", "", "\n")),
        "the latest checkpoint is of 600 entries, of 599 that are there");
  }

  private static String without(String text, String kinds) {
    return text.lines()
        .filter(line -> !line.matches("(?s)\\{\"kind\":\"(%s)\".*".formatted(kinds)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static int position(String entry) {
    return Integer.parseInt(entry.replaceFirst("(?s).*?\"position\":([0-9]+),.*", "$1"));
  }

  /** When the entry was recorded that has this in it. */
  private static String recorded(String text, String entry) {
    String line = text.lines().filter(each -> each.contains(entry)).findFirst().orElseThrow();
    return line.replaceFirst("(?s).*?\"recordedAt\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void thereMustBeNoLedgerAndTheKeyThatOpensPersonsKeys() throws Exception {
    try (TestLedger other = TestLedger.empty(TYPES)) {
      read(history, other.settings());
      assertThatThrownBy(() -> read(history, other.settings()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("there is a ledger in this database already");
      assertThat(rows(other)).isEqualTo(rows(test));
    }
    try (TestLedger named = TestLedger.empty(TYPES)) {
      named.node().close();
      said(named, "DELETE FROM ledger.person_secret");
      byte[] another = ended(withoutEnd(text()).replace(moved.origin(), "daybook/another"));
      assertThatThrownBy(() -> read(another, named.settings()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("the history is of `daybook/another`");
    }
    try (TestLedger other = TestLedger.empty(TYPES)) {
      LedgerSettings given = other.settings();
      LedgerSettings settings =
          new LedgerSettings(
              given.database(),
              given.connections(),
              given.queuedAppends(),
              given.entriesPerCommit(),
              given.patience(),
              null,
              KeySettings.given("daybook-key-encryption-key:" + "A".repeat(43) + "="),
              null);
      assertThatThrownBy(() -> read(history, settings))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("is not the one persons' keys are wrapped by");
    }
  }

  private static void said(TestLedger on, String... statements) throws SQLException {
    try (Connection connection = on.superuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void aLedgerThatWasNeverSealedIsNotMoved() throws Exception {
    try (TestLedger unsealed = TestLedger.fresh(TYPES)) {
      assertThatThrownBy(
              () ->
                  HistoryExport.write(unsealed.ledger(), new ByteArrayOutputStream(), (_, _) -> {}))
          .isInstanceOf(HistoryRefused.class)
          .hasMessage(
              "nothing of this ledger is sealed yet; start a server on it once, which does");
    }
  }
}

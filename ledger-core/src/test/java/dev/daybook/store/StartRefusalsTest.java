package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartRefusalsTest {

  private static final Database.Seen GOOD =
      new Database.Seen(180_004, "on", "on", "on", false, "UTF8", true);

  @Test
  void aSoundServerIsNotRefused() {
    assertThat(Database.refusals(GOOD)).isEmpty();
    assertThat(
            Database.refusals(
                new Database.Seen(140_000, "on", "on", "remote_apply", false, "UTF8", true)))
        .isEmpty();
  }

  @Test
  void everyReasonIsASentenceThatSaysWhatToChange() {
    assertThat(
            Database.refusals(
                new Database.Seen(130_009, "off", "off", "off", true, "LATIN1", false)))
        .hasSize(7)
        .anySatisfy(why -> assertThat(why).contains("version 13", "14 or newer"))
        .anySatisfy(why -> assertThat(why).contains("standby", "the primary"))
        .anySatisfy(why -> assertThat(why).contains("fsync=off", "fsync = on"))
        .anySatisfy(why -> assertThat(why).contains("full_page_writes = on"))
        .anySatisfy(why -> assertThat(why).contains("synchronous_commit = on"))
        .anySatisfy(why -> assertThat(why).contains("LATIN1", "ENCODING 'UTF8'"))
        .anySatisfy(why -> assertThat(why).contains("GRANT daybook_app"));
  }

  @Test
  void aDatabaseThatAcknowledgesBeforeItWritesIsRefused() throws SQLException {
    try (TestLedger test = TestLedger.fresh(Note.types())) {
      try (Connection connection = test.superuser();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "ALTER DATABASE " + connection.getCatalog() + " SET synchronous_commit = off");
      }
      assertThatThrownBy(test::node)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("synchronous_commit=off");
    }
  }

  @Test
  void anOwnerWithoutSpecialRightsNeedsOneGrant() throws SQLException {
    TestLedger.Server.admin("CREATE ROLE plain LOGIN PASSWORD 'plain'");
    TestLedger.Server.admin("CREATE DATABASE plain OWNER plain");
    LedgerSettings settings =
        LedgerSettings.external(
            TestLedger.Server.current().url("plain"), "plain", "plain", TestLedger.KEYS);

    assertThatThrownBy(() -> Ledger.open(settings, Note.types()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("GRANT daybook_app");

    TestLedger.Server.admin("GRANT daybook_app TO plain");
    try (Ledger ledger = Ledger.open(settings, Note.types())) {
      ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
      ledger.migrate("views", "classpath:db/testviews");
      assertThat(ledger.head().position()).isEqualTo(1);
    }
  }

  @Test
  void aServerNobodyAnswersAtIsNamed() {
    assertThatThrownBy(
            () ->
                Ledger.open(
                    LedgerSettings.external(
                        "jdbc:postgresql://127.0.0.1:1/none", "me", "secret", TestLedger.KEYS),
                    Note.types()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("127.0.0.1:1/none")
        .hasMessageContaining("DAYBOOK_JDBC_URL")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aNodeWhoseClockIsOffDoesNotAppend() {
    try (TestLedger test = TestLedger.fresh(Note.types())) {
      for (Duration off : List.of(Duration.ofSeconds(75), Duration.ofSeconds(-75))) {
        try (Ledger wrong =
            Ledger.open(test.settings(), Note.types(), Clock.offset(Clock.systemUTC(), off))) {
          assertThatThrownBy(() -> wrong.append(List.of(Note.taken("team/a", 0)), Append.alone()))
              .isInstanceOf(StoreUnavailable.class)
              .hasMessageContaining("s away from the database's; set it right");
        }
      }
      assertThat(test.ledger().head().position()).isZero();
    }
  }

  @Test
  void recordedTimeNeverRunsBackwardsWhateverTheClockSays() {
    try (TestLedger test = TestLedger.fresh(Note.types());
        Ledger behind =
            Ledger.open(
                test.settings(),
                Note.types(),
                Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-30)))) {
      for (int i = 0; i < 6; i++) {
        Ledger node = i % 2 == 0 ? test.ledger() : behind;
        node.append(List.of(Note.taken("team/a", i)), Append.alone());
      }
      List<LedgerEntry> entries = test.ledger().entries(1, 10);
      assertThat(entries).extracting(LedgerEntry::recordedAt).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void anOlderCopyPutInPlaceStopsTheNodeThatRemembersTheOther() throws SQLException {
    try (TestLedger test = TestLedger.fresh(Note.types())) {
      test.ledger().append(List.of(Note.taken("team/a", 0)), Append.alone());
      try (Connection connection = test.superuser();
          Statement statement = connection.createStatement()) {
        statement.execute("UPDATE ledger.head SET epoch = 2");
      }

      assertThatThrownBy(
              () -> test.ledger().append(List.of(Note.taken("team/a", 1)), Append.alone()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("replaced by another copy");
      assertThat(test.ledger().stopped()).isPresent();
      // A node started afterwards knows only the new history.
      test.node().append(List.of(Note.taken("team/a", 1)), Append.alone());
    }
  }
}

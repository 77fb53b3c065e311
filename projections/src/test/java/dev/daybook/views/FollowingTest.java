package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.parked.ParkedEvent;
import dev.daybook.parked.ParkedEvent.EntryRetried;
import dev.daybook.parked.ParkedEvent.EntrySkipped;
import dev.daybook.path.Slices;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.TestLedger;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views follow the ledger, whatever happens to them on the way. */
class FollowingTest {

  @Test
  void rowsSayFromWhichPositionToWhichTheyWereTrue() {
    try (Book book = Book.open()) {
      long registered = book.record(Samples.registered("sales.customer-360"));
      long handedOver = book.record(handedOver("sales.customer-360"));
      book.settle();

      assertThat(
              book.rows(
                  "SELECT owner, valid_from, valid_to FROM views.product ORDER BY valid_from"))
          .containsExactly(
              "sales-data-team|%d|%d".formatted(registered, handedOver),
              "crm-team|%d|%d".formatted(handedOver, Table.STILL_TRUE));
    }
  }

  @Test
  void anIdleViewFollowsWithinAHundredMilliseconds() throws Exception {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.warm-up"));
      book.settle();
      List<Long> millis = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        Thread.sleep(60);
        long position = book.record(Samples.registered("sales.product-" + i));
        long recorded = System.nanoTime();
        assertThat(book.views().awaitPosition(position, Duration.ofSeconds(5))).isTrue();
        millis.add((System.nanoTime() - recorded) / 1_000_000);
      }
      millis.sort(null);
      assertThat(millis.get(millis.size() / 2)).isLessThan(100);
    }
  }

  @Test
  void rowsAndPositionAreThereTogetherOrNotAtAll() throws Exception {
    try (Book book = Book.open()) {
      book.settle();
      long before = book.views().position(List.of("decisions"));
      // Decisions are written first, findings second: the failure comes between them.
      book.run(
          """
          CREATE FUNCTION views.no_room() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$;
          CREATE TRIGGER no_room BEFORE INSERT ON views.finding
            FOR EACH ROW EXECUTE FUNCTION views.no_room();
          """);
      book.deny(Samples.product("sales.customer-360"), Samples.finding("naming/form"));
      long head = book.ledger().head().position();
      assertThat(book.views().awaitPosition(List.of("decisions"), head, Duration.ofMillis(700)))
          .isFalse();
      assertThat(book.rows("SELECT * FROM views.decision")).isEmpty();
      assertThat(book.rows("SELECT position FROM views.progress WHERE view = 'decisions'"))
          .containsExactly("" + before);
      assertThat(book.views().parked()).isEmpty();

      book.run("DROP TRIGGER no_room ON views.finding");
      book.settle();
      assertThat(book.rows("SELECT count(*) FROM views.decision")).containsExactly("1");
      assertThat(book.rows("SELECT count(*) FROM views.finding")).containsExactly("1");
    }
  }

  @Test
  void anEntryThatCannotBeTakenInIsParkedWithThoseBehindItInItsStream() {
    try (Book book = Book.open()) {
      book.run("ALTER TABLE views.product ADD CHECK (name <> 'cursed')");
      book.record(Samples.registered("sales.before"));
      long cursed = book.record(Samples.registered("sales.cursed"));
      long behind = book.record(handedOver("sales.cursed"));
      book.record(Samples.registered("sales.after"));
      book.settle();

      assertThat(book.rows("SELECT name FROM views.product ORDER BY name"))
          .containsExactly("after", "before");
      assertThat(book.views().parked())
          .extracting(Parked::view, Parked::position, Parked::stream)
          .containsExactly(
              tuple("catalog", cursed, "product/sales.cursed"),
              tuple("catalog", behind, "product/sales.cursed"));
      assertThat(book.views().parked().getFirst().cause()).contains("product_name_check");
      assertThat(book.views().parked().getLast().cause())
          .isEqualTo("waits behind position " + cursed);
    }
  }

  private static long told(Book book, Function<SubjectName, ParkedEvent> event) {
    long position = book.record(event.apply(SubjectName.parse("view/catalog")));
    book.settle();
    return position;
  }

  private static List<String> products(Book book) {
    return book.rows("SELECT name, valid_from FROM views.product ORDER BY valid_from");
  }

  @Test
  void whatWasParkedIsTakenInOnceItCanBeAndSomebodySaysSo() {
    try (Book book = Book.open()) {
      book.run("ALTER TABLE views.product ADD CONSTRAINT curse CHECK (name <> 'cursed')");
      long cursed = book.record(Samples.registered("sales.cursed"));
      long behind = book.record(handedOver("sales.cursed"));
      told(book, view -> new EntryRetried(view, cursed, "in good hope"));
      assertThat(book.views().parked())
          .extracting(Parked::position, Parked::isOpen)
          .containsExactly(tuple(cursed, true), tuple(behind, true));
      assertThat(book.views().parked().getLast().cause())
          .isEqualTo("waits behind position " + cursed);
      long later = book.record(Samples.registered("sales.later"));
      book.run("ALTER TABLE views.product DROP CONSTRAINT curse");
      told(book, view -> new EntryRetried(view, later, "which was never parked"));
      assertThat(book.views().parked()).hasSize(2);
      told(book, view -> new EntryRetried(view, behind, "the curse is lifted"));
      assertThat(book.views().parked()).isEmpty();
      assertThat(products(book))
          .containsExactly("cursed|" + cursed, "cursed|" + behind, "later|" + later);
      long next = book.record(handedOver("sales.cursed"));
      book.settle();
      assertThat(products(book)).last().isEqualTo("cursed|" + next);
      List<String> followed = Histories.everyRow(book);
      book.views().rebuild("catalog", Anew.ERASURE);
      book.settle();
      assertThat(Histories.everyRow(book)).as("derived anew").isEqualTo(followed);
    }
  }

  @Test
  void aViewGoesOnWithoutAnEntryWhereSomebodySaysSoAndKeepsItListed() {
    try (Book book = Book.open()) {
      book.run("ALTER TABLE views.product ADD CHECK (version <> '6.6.6')");
      long first = book.record(Samples.registered("sales.orders"));
      long cursed = book.record(published("6.6.6"));
      long behind = book.record(handedOver("sales.orders"));
      long last = book.record(published("7.0.0"));
      book.settle();
      assertThat(book.views().parked()).hasSize(3);
      told(book, view -> new EntrySkipped(view, behind, "not the first, so all wait"));
      assertThat(book.views().parked()).hasSize(3);
      assertThat(products(book)).containsExactly("orders|" + first);
      long by = told(book, view -> new EntrySkipped(view, cursed, "it was a mistake"));
      assertThat(book.views().parked())
          .extracting(Parked::position, Parked::isOpen)
          .containsExactly(tuple(cursed, false), tuple(behind, false));
      assertThat(book.views().parked().getFirst().skippedBy()).isEqualTo(by);
      assertThat(products(book)).containsExactly("orders|" + first, "orders|" + last);
      List<String> followed = Histories.everyRow(book);
      book.views().rebuild("catalog", Anew.ERASURE);
      book.settle();
      assertThat(Histories.everyRow(book)).as("derived anew").isEqualTo(followed);
      assertThat(book.views().parked()).extracting(Parked::isOpen).containsExactly(false, false);
    }
  }

  @Test
  void whatIsToldToAnotherViewIsNotForThisOne() {
    try (Book book = Book.open()) {
      book.run("ALTER TABLE views.product ADD CHECK (name <> 'cursed')");
      long cursed = book.record(Samples.registered("sales.cursed"));
      book.record(new EntrySkipped(SubjectName.parse("view/contracts"), cursed, "another"));
      book.settle();
      assertThat(book.views().parked()).extracting(Parked::isOpen).containsExactly(true);
    }
  }

  @Test
  void whatIsDerivedAnewIsTheSame() {
    try (Book book = Book.open()) {
      Histories.everythingOnce(book);
      book.settle();
      List<String> live = Histories.everyRow(book);
      for (String view : book.views().names()) {
        book.views().rebuild(view, Anew.ERASURE);
      }
      book.settle();
      assertThat(Histories.everyRow(book)).isEqualTo(live).hasSizeGreaterThan(40);
      assertThat(book.views().parked()).isEmpty();
    }
  }

  @Test
  void whatIsDerivedAnewFromFarBehindIsTheSame() {
    try (Book book = Book.open();
        Complaints complaints = new Complaints(ViewApplier.class)) {
      Histories.everythingOften(book, 80);
      assertThat(book.ledger().head().position()).isGreaterThan(ViewApplier.FAR);
      List<String> followed = Histories.everyRowWhole(book);
      for (String view : book.views().names()) {
        book.views().rebuild(view, Anew.ERASURE);
      }
      book.settle();
      assertThat(Histories.everyRowWhole(book)).isEqualTo(followed);
      assertThat(book.views().parked()).isEmpty();
      // What fails together is taken one by one, and comes out the same: it must not come to that.
      assertThat(complaints.all()).isEmpty();
    }
  }

  @Test
  void anEntryFarBackThatCannotBeTakenInIsParkedWithThoseBehindItOnly() {
    try (Book book = Book.open()) {
      book.run("ALTER TABLE views.product ADD CHECK (name <> 'cursed')");
      book.views().pause();
      registerMany(book, "before");
      long cursed = book.record(Samples.registered("sales.cursed"));
      long behind = book.record(handedOver("sales.cursed"));
      registerMany(book, "after");
      book.views().resume();
      book.settle();

      assertThat(book.rows("SELECT count(*) FROM views.product"))
          .containsExactly(Integer.toString(2 * ViewApplier.FAR));
      assertThat(book.views().parked())
          .extracting(Parked::view, Parked::position)
          .containsExactly(tuple("catalog", cursed), tuple("catalog", behind));
      told(book, view -> new EntrySkipped(view, cursed, "nobody asks for it"));
      List<Parked> live = book.views().parked();
      assertThat(live.getFirst().isOpen()).isFalse();
      book.views().rebuild("catalog", Anew.ERASURE);
      book.settle();
      assertThat(book.views().parked())
          .as("derived anew from far behind")
          .extracting(Parked::position, Parked::skippedBy)
          .isEqualTo(live.stream().map(p -> tuple(p.position(), p.skippedBy())).toList());
    }
  }

  /** As many as make a view fall far behind. */
  private static void registerMany(Book book, String when) {
    int each = 256;
    for (int i = 0; i < ViewApplier.FAR / each; i++) {
      int first = i * each;
      book.record(
          IntStream.range(first, first + each)
              .mapToObj(number -> Samples.registered("sales." + when + "-" + number))
              .toArray(SubjectEvent[]::new));
    }
  }

  @Test
  void theWholeSchemaMayBeDropped() {
    try (Book book = Book.open()) {
      Histories.everythingOnce(book);
      book.settle();
      List<String> live = Histories.everyRow(book);
      book.views().close();
      book.run("DROP SCHEMA views CASCADE");
      book.restart(AllViews.views());
      book.settle();
      assertThat(Histories.everyRow(book)).isEqualTo(live);
    }
  }

  @Test
  void oneEntryAtATimeMakesTheSameRowsAsManyTogether() {
    try (Book book = Book.open()) {
      book.views().pause();
      Histories.everythingOnce(book);
      book.views().resume();
      book.settle();
      List<String> together = Histories.everyRow(book);
      try (Book slow = Book.open()) {
        // The same events, each settled before the next is recorded.
        Histories.everythingOnce(slow, Book::settle);
        slow.settle();
        assertThat(Histories.everyRow(slow)).isEqualTo(together);
      }
    }
  }

  @Test
  void anotherVersionOfAViewIsDerivedFromTheFirstEntry() {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.customer-360"));
      book.settle();
      book.run("UPDATE views.product SET tier = 'as the version before had it'");
      book.restart(AllViews.views());
      book.settle();
      assertThat(book.rows("SELECT tier FROM views.product"))
          .containsExactly("as the version before had it");

      book.restart(Later.views());
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(book.rows("SELECT tier FROM views.product")).containsExactly("gold"));
    }
  }

  @Test
  void pausedViewsStandStillAndGoOnWhereTheyWere() throws Exception {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.first"));
      book.settle();
      long before = book.views().position();
      book.views().pause();
      long after = book.record(Samples.registered("sales.second"));
      assertThat(book.views().awaitPosition(after, Duration.ofMillis(150))).isFalse();
      assertThat(book.views().position()).isEqualTo(before);
      assertThat(book.views().lag()).isEqualTo(after - before);

      book.views().resume();
      book.settle();
      assertThat(book.rows("SELECT name FROM views.product ORDER BY name"))
          .containsExactly("first", "second");
    }
  }

  @Test
  void aPauseThatTakesTooLongSaysWhichViewsAreAtWorkAndIsOverWhenTheyAre() throws Exception {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.first"));
      book.settle();
      try (Connection inTheWay = book.test().superuser();
          Statement statement = inTheWay.createStatement()) {
        inTheWay.setAutoCommit(false);
        statement.execute("LOCK TABLE views.product IN ACCESS EXCLUSIVE MODE");
        long position = book.record(Samples.registered("sales.second"));
        List<String> others = new ArrayList<>(book.views().names());
        others.remove("catalog");
        assertThat(book.views().awaitPosition(others, position, Duration.ofSeconds(5))).isTrue();

        assertThatThrownBy(() -> book.views().pause(Duration.ofMillis(300)))
            .isInstanceOf(StoreUnavailable.class)
            .hasMessageContaining("not through after 300 ms in: catalog;");
        inTheWay.rollback();
      }
      book.views().resume();
      book.settle();
      assertThat(book.rows("SELECT name FROM views.product ORDER BY name"))
          .containsExactly("first", "second");
    }
  }

  @Test
  void viewsFarBehindCatchUpWithTheFewestConnections() {
    try (TestLedger test = TestLedger.fresh(Slices.eventTypes());
        Book book = Book.on(withConnections(test.settings(), LedgerSettings.LEAST_CONNECTIONS));
        Complaints complaints = new Complaints(ViewApplier.class)) {
      book.views().pause();
      registerMany(book, "many");
      registerMany(book, "more");
      book.views().resume();
      // Answers are given meanwhile.
      assertThat(book.rows("SELECT count(*) FROM ledger.entry")).hasSize(1);
      book.settle();
      assertThat(book.rows("SELECT count(*) FROM views.product"))
          .containsExactly(Integer.toString(2 * ViewApplier.FAR));
      assertThat(complaints.all()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "4, 1", "5, 2", "6, 2", "7, 3", "10, 3", "1000, 3"})
  void asManyViewsAreAppliedAtOnceAsLeaveAConnection(int connections, int workers) {
    assertThat(Views.workers(connections)).isEqualTo(workers);
  }

  private static LedgerSettings withConnections(LedgerSettings settings, int connections) {
    return new LedgerSettings(
        settings.database(),
        connections,
        settings.queuedAppends(),
        settings.entriesPerCommit(),
        settings.patience(),
        settings.origin(),
        settings.keys(),
        settings.axonServer());
  }

  @Test
  void anotherNodeTakesOverAndKnowsWhereTheFirstStands() throws Exception {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.first"));
      book.settle();
      Ledger second = book.test().node();
      try (Views other = Views.start(second)) {
        long position = book.record(Samples.registered("sales.second"));
        assertThat(other.awaitPosition(position, Duration.ofSeconds(5))).isTrue();

        book.views().pause();
        long later = book.record(Samples.registered("sales.third"));
        assertThat(other.awaitPosition(later, Views.CLAIM.plusSeconds(3))).isTrue();
        assertThat(book.rows("SELECT name FROM views.product ORDER BY name"))
            .containsExactly("first", "second", "third");
      }
    }
  }

  @Test
  void aRetiredProductsRowStaysInItsHistory() {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.customer-360"));
      long retired =
          book.record(
              new ProductRetired(
                  Samples.product("sales.customer-360"),
                  new Version("1.0.0"),
                  "replaced",
                  ObjectiveChange.none()));
      book.settle();
      assertThat(book.rows("SELECT lifecycle, valid_from FROM views.product ORDER BY valid_from"))
          .hasSize(2)
          .last()
          .isEqualTo("retired|" + retired);
    }
  }

  private static ProductVersionPublished published(String version) {
    return new ProductVersionPublished(
        Samples.spec("sales.orders", version),
        new Version("1.0.0"),
        List.of("/version"),
        ObjectiveChange.none());
  }

  private static ProductHandedOver handedOver(String path) {
    return new ProductHandedOver(
        Samples.product(path),
        Party.team("sales-data-team"),
        Party.team("crm-team"),
        "reorganised");
  }
}

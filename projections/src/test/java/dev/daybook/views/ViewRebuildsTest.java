package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.edge.ProblemException;
import dev.daybook.views.RebuildState.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Views derived once more from the ledger: held against what is served, and put in its place. */
class ViewRebuildsTest {

  private static RebuildState over(Book book, String view) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> book.views().rebuilds().state(view).orElseThrow().phase().isOver());
    return book.views().rebuilds().state(view).orElseThrow();
  }

  private static Replayed replay(Book book, String view) {
    return book.views().rebuilds().replay(view, OptionalLong.empty());
  }

  /** How the tables of all views are made, by name. */
  private static List<String> made(Book book) {
    List<String> made =
        new ArrayList<>(
            book.rows(
                "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'views' ORDER BY 1,"
                    + " 2"));
    made.addAll(
        book.rows(
            "SELECT conrelid::regclass, conname, contype, pg_get_constraintdef(oid),"
                + " obj_description(oid, 'pg_constraint') FROM pg_constraint"
                + " WHERE connamespace = 'views'::regnamespace ORDER BY 1, 2"));
    made.addAll(
        book.rows(
            "SELECT table_name, column_name, ordinal_position, data_type, is_nullable,"
                + " column_default FROM information_schema.columns"
                + " WHERE table_schema = 'views' ORDER BY 1, 3"));
    made.addAll(
        book.rows(
            "SELECT viewname, definition FROM pg_views WHERE schemaname = 'views' ORDER BY 1"));
    made.addAll(
        book.rows(
            "SELECT proname, prosrc, pg_get_functiondef(oid) FROM pg_proc"
                + " WHERE pronamespace = 'views'::regnamespace ORDER BY 1"));
    made.addAll(
        book.rows(
            "SELECT relname, obj_description(oid, 'pg_class'), relacl FROM pg_class WHERE"
                + " relnamespace = 'views'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1"));
    return made;
  }

  @Test
  void everyViewFollowsFromTheLedgerAlone() {
    try (Book book = Book.open()) {
      Histories.everythingOnce(book);
      book.settle();
      List<String> served = Histories.everyRow(book);
      for (String view : book.views().names()) {
        Replayed replayed = replay(book, view);
        assertThat(replayed.same()).as("%s", replayed).isTrue();
        assertThat(replayed.position()).isEqualTo(book.ledger().head().position());
        assertThat(replayed.tables()).allMatch(ComparedTable::compared);
        assertThat(replayed.tables().stream().mapToLong(ComparedTable::rows).sum())
            .as(view)
            .isPositive();
      }
      assertThat(Histories.everyRow(book)).isEqualTo(served);
      assertThat(
              book.rows(
                  "SELECT DISTINCT tablename FROM pg_tables WHERE schemaname LIKE 'views\\_%' ORDER"
                      + " BY 1"))
          .as("nothing is left")
          .containsExactly("flyway_schema_history", "parked", "standing");
      assertThat(book.rows("SELECT * FROM views_replay.standing")).isEmpty();
    }
  }

  @Test
  void aMomentThatIsPastFollowsToo() {
    try (Book book = Book.open()) {
      Histories.everythingOnce(book);
      long then = book.ledger().head().position() / 2;
      book.settle();
      for (String view : book.views().names()) {
        Replayed replayed = book.views().rebuilds().replay(view, OptionalLong.of(then));
        assertThat(replayed.same()).as("%s", replayed).isTrue();
        assertThat(replayed.position()).isEqualTo(then);
      }
      assertThat(book.views().rebuilds().replay("coverage", OptionalLong.of(then)).tables())
          .as("counters have no past")
          .noneMatch(ComparedTable::compared);
    }
  }

  @Test
  void aRowThatDoesNotFollowIsTold() {
    try (Book book = Book.open()) {
      long first = book.record(Samples.registered("sales.orders"));
      long second = book.record(Samples.registered("sales.customers"));
      book.settle();
      book.run("UPDATE views.product SET owner = 'nobody' WHERE name = 'customers'");

      Replayed replayed = replay(book, "catalog");

      assertThat(replayed.same()).isFalse();
      ComparedTable product =
          replayed.tables().stream()
              .filter(table -> table.table().equals("product"))
              .findFirst()
              .orElseThrow();
      assertThat(product)
          .extracting(ComparedTable::rows, ComparedTable::notDerived, ComparedTable::notServed)
          .containsExactly(2L, 1L, 1L);
      ComparedTable.Difference difference = Objects.requireNonNull(product.first());
      assertThat(difference.position()).isEqualTo(second).isGreaterThan(first);
      assertThat(difference.key()).startsWith("product/sales.customers");
      assertThat(String.valueOf(difference.served())).contains("\"owner\":\"nobody\"");
      assertThat(String.valueOf(difference.derived())).contains("\"owner\":\"sales-data-team\"");

      book.run("DELETE FROM views.product WHERE name = 'orders'");
      assertThat(replay(book, "catalog").tables())
          .filteredOn(table -> table.table().equals("product"))
          .extracting(table -> String.valueOf(table.first()))
          .singleElement()
          .asString()
          .contains("position=" + first, "served=null");
    }
  }

  @Test
  void aRebuildPutsTheSameInPlaceWhileEverythingGoesOn() throws Exception {
    try (Book book = Book.open()) {
      Histories.everythingOnce(book);
      book.settle();
      List<String> made = made(book);
      int products = Integer.parseInt(count(book));
      AtomicBoolean isOver = new AtomicBoolean();
      List<String> wrong = new ArrayList<>();
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!isOver.get()) {
                      try {
                        if (Integer.parseInt(count(book)) < products) {
                          wrong.add("products are missing");
                        }
                      } catch (AssertionError e) {
                        wrong.add(e.toString());
                      }
                    }
                  });
      for (String view : book.views().names()) {
        book.views().rebuilds().rebuild(view, false);
        book.record(Samples.registered("sales.meanwhile-" + view));
        assertThat(over(book, view).phase()).as(view).isEqualTo(Phase.DONE);
      }
      isOver.set(true);
      reader.join();

      assertThat(wrong).isEmpty();
      assertThat(made(book)).containsExactlyInAnyOrderElementsOf(made);
      book.record(Samples.registered("sales.afterwards"));
      book.settle();
      assertThat(count(book)).isEqualTo("" + (products + book.views().names().size() + 1));
      for (String view : book.views().names()) {
        assertThat(replay(book, view).same()).as(view).isTrue();
      }
    }
  }

  /** Asked by what is defined on the table, as dashboards do. */
  private static String count(Book book) {
    return book.rows("SELECT count(*) FROM views.product_now").getFirst();
  }

  @Test
  void whatIsDifferentStaysUnlessItIsToBeReplaced() {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.orders"));
      book.settle();
      book.run("UPDATE views.product SET owner = 'nobody'");

      book.views().rebuilds().rebuild("catalog", false);
      RebuildState state = over(book, "catalog");
      assertThat(state.phase()).isEqualTo(Phase.DIFFERENT);
      assertThat(state.why()).contains("the ledger says otherwise of product:");
      assertThat(book.rows("SELECT owner FROM views.product")).containsExactly("nobody");

      book.views().rebuilds().rebuild("catalog", true);
      assertThat(over(book, "catalog").phase()).isEqualTo(Phase.DONE);
      assertThat(book.rows("SELECT owner FROM views.product")).containsExactly("sales-data-team");
    }
  }

  @Test
  void aRebuildGoesOnWhereTheLastOneEnded() {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.orders"));
      book.record(Samples.registered("sales.customers"));
      book.settle();
      leave(book, 2);
      book.run("UPDATE views_rebuild.product SET owner = 'of the last run'");

      book.views().rebuilds().rebuild("catalog", true);

      assertThat(over(book, "catalog").phase()).isEqualTo(Phase.DONE);
      assertThat(book.rows("SELECT owner FROM views.product ORDER BY name"))
          .containsExactly("sales-data-team", "of the last run");
    }
  }

  @Test
  void whatAnotherHistoryLeftIsNotGoneOnWith() {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.orders"));
      book.settle();
      leave(book, 2);
      book.run(
          "UPDATE views_rebuild.product SET owner = 'of another history';"
              + " UPDATE views_rebuild.standing SET position = 99");

      book.views().rebuilds().rebuild("catalog", false);

      assertThat(over(book, "catalog").phase()).isEqualTo(Phase.DONE);
    }
  }

  /** What a rebuild leaves that ends behind so many positions. */
  static void leave(Book book, long position) {
    View catalog =
        AllViews.views().stream()
            .filter(view -> view.name().equals("catalog"))
            .findFirst()
            .orElseThrow();
    ShadowTables shadow = new ShadowTables(catalog, ShadowTables.REBUILD);
    ViewDerivation derivation =
        new ViewDerivation(
            shadow,
            new ViewApplier(
                catalog,
                shadow.schema(),
                new EntryWindow(book.ledger()::entries),
                (_, _) -> {
                  throw new AssertionError("it is near");
                }),
            new ViewTransactions(book.ledger().dataSource()),
            () -> {});
    assertThat(derivation.derive(derivation.beginAnew(), position, _ -> true)).isEqualTo(position);
  }

  @Test
  void aRebuildRestsUntilItIsToGoOn() throws Exception {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.orders"));
      book.settle();
      ViewRebuilds rebuilds = book.views().rebuilds();
      rebuilds.rebuild("catalog", false);
      RebuildState paused = rebuilds.pause("catalog");
      if (paused.phase() == Phase.PAUSED) {
        Thread.sleep(100);
        assertThat(rebuilds.state("catalog").orElseThrow().phase()).isEqualTo(Phase.PAUSED);
        rebuilds.resume("catalog");
      }
      assertThat(over(book, "catalog").phase()).isEqualTo(Phase.DONE);
      assertThatThrownBy(() -> rebuilds.pause("catalog"))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("not being rebuilt");
    }
  }

  @Test
  void somebodysMaterializedViewIsNotLost() {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.orders"));
      book.settle();
      book.run(
          "CREATE MATERIALIZED VIEW public.mine AS SELECT name FROM views.product;"
              + " GRANT SELECT ON public.mine TO PUBLIC");

      book.views().rebuilds().rebuild("catalog", false);

      RebuildState state = over(book, "catalog");
      assertThat(state.phase()).isEqualTo(Phase.FAILED);
      assertThat(state.why()).contains("depend");
      assertThat(book.rows("SELECT name FROM public.mine")).containsExactly("orders");
      book.record(Samples.registered("sales.customers"));
      book.settle();
      assertThat(book.rows("SELECT count(*) FROM views.product")).containsExactly("2");
    }
  }

  @Test
  void anUnknownViewIsToldWithThoseThereAre() {
    try (Book book = Book.open()) {
      assertThatThrownBy(() -> replay(book, "katalog"))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("no view is called `katalog`");
    }
  }
}

package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.views.RebuildState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Views whose rows another version of them made, on nodes that have the one or the other. */
class ViewUpgradesTest {

  private static final String CATALOG = "catalog";

  private static void await(Runnable seen) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(seen::run);
  }

  private static List<String> products(Book book) {
    return book.rows("SELECT name, tier FROM views.product_now ORDER BY name");
  }

  private static String versions(Book book) {
    return book.rows("SELECT version FROM views.view WHERE name = 'catalog'").getFirst();
  }

  @Test
  void theRowsThereAreAnswerUntilTheNewOnesTakeTheirPlace() throws Exception {
    try (Book book = Book.open()) {
      long first = book.record(Samples.registered("sales.orders"));
      book.settle();
      book.run("UPDATE views.product SET tier = 'as the version before had it'");
      String before = versions(book);
      try (ViewLock _ =
          ViewLock.take(book.ledger().dataSource(), "views_rebuild.catalog").orElseThrow()) {
        book.restart(Later.views());
        long second = book.record(Samples.registered("sales.returns"));
        assertThat(
                book.views().awaitPosition(List.of("organisation"), second, Duration.ofSeconds(30)))
            .isTrue();

        assertThat(products(book)).containsExactly("orders|as the version before had it");
        assertThat(book.views().position(List.of(CATALOG))).isEqualTo(first);
        assertThat(book.views().rebuilds().state(CATALOG).orElseThrow().phase())
            .isEqualTo(Phase.WAITING);
        assertThat(versions(book)).isEqualTo(before);
        // As where another node came further than the view stands, and ended.
        ViewRebuildsTest.leave(book, second);
        book.run("UPDATE views_rebuild.standing SET version = version + 1");
      }
      book.settle();
      assertThat(products(book)).containsExactly("orders|gold", "returns|gold");
      assertThat(versions(book)).isEqualTo("" + (Integer.parseInt(before) + 1));

      book.record(Samples.registered("sales.last"));
      book.settle();
      assertThat(products(book)).containsExactly("last|gold", "orders|gold", "returns|gold");
    }
  }

  @Test
  void aNodeWithTheVersionBeforeLeavesTheViewToThoseThatHaveTheNewOne() throws Exception {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.orders"));
      book.settle();
      try (Views later = Views.start(book.ledger(), Later.views())) {
        await(
            () ->
                assertThat(later.rebuilds().state(CATALOG).orElseThrow().phase())
                    .isEqualTo(Phase.DONE));
        for (int i = 0; i < 5; i++) {
          long position = book.record(Samples.registered("sales.after-" + i));
          assertThat(later.awaitPosition(position, Duration.ofSeconds(30))).isTrue();
        }
        assertThat(book.views().awaitPosition(later.head(), Duration.ofSeconds(30)))
            .as("it answers all the same")
            .isTrue();
        assertThat(products(book)).hasSize(6);
      }
      long alone = book.record(Samples.registered("sales.nobody-is-left"));
      assertThat(book.views().awaitPosition(alone, Duration.ofSeconds(1))).isFalse();
    }
  }

  @Test
  void aRebuildThatACrashEndedGoesOnAtTheNextStart() {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.orders"));
      book.record(Samples.registered("sales.customers"));
      book.settle();
      ViewRebuildsTest.leave(book, 2);
      book.run("UPDATE views_rebuild.standing SET purpose = 'REPLACE'");
      book.run("UPDATE views_rebuild.product SET tier = 'of the last run'");

      book.restart(AllViews.views());

      await(
          () ->
              assertThat(products(book))
                  .containsExactly("customers|gold", "orders|of the last run"));
      assertThat(book.rows("SELECT * FROM views_rebuild.standing")).isEmpty();
    }
  }

  @Test
  void whatIsBeingDerivedIsTakenAwayWhenSomebodyIsErased() throws Exception {
    try (Book book = Book.open()) {
      long last = book.record(Samples.registered("sales.orders"));
      book.settle();
      ViewRebuildsTest.leave(book, 2);

      new ViewsForget(book.views()).forget(last);

      assertThat(book.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'views_rebuild'"))
          .doesNotContain("product");
      assertThat(book.rows("SELECT * FROM views_rebuild.standing")).isEmpty();
      assertThat(products(book)).containsExactly("orders|gold");
    }
  }

  @Test
  void asManyAreDerivedAtOnceAsLeaveConnectionsForTheRest() {
    Map.of(3, 1, 5, 1, 8, 1)
        .forEach(
            (connections, most) ->
                assertThat(Views.rebuilds(connections)).as("%d", connections).isEqualTo(most));
    assertThat(Views.rebuilds(12))
        .isEqualTo(Math.min(2, Runtime.getRuntime().availableProcessors()));
  }
}

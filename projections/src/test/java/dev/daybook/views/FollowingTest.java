package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.mesh.Party;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views follow the ledger, whatever happens to them on the way. */
class FollowingTest {

  @Test
  void rowsSayFromWhichPositionToWhichTheyWereTrue() {
    try (Book book = Book.open()) {
      long registered = book.record(Samples.registered("sales.customer-360"));
      long handedOver =
          book.record(
              new ProductHandedOver(
                  Samples.product("sales.customer-360"),
                  Party.team("sales-data-team"),
                  Party.team("crm-team"),
                  "reorganised"));
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
}

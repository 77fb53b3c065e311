package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.mesh.Party;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.store.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryWindowTest {

  @Test
  void whatIsSmallIsReadOnceForAllViews() {
    try (Book book = Book.open(List.of())) {
      for (int i = 0; i < 300; i++) {
        book.record(Samples.registered("sales.product-" + i));
      }
      List<Long> reads = new ArrayList<>();
      EntryWindow window =
          new EntryWindow(
              (from, limit) -> {
                reads.add(from);
                return book.ledger().entries(from, limit);
              });
      Span all = new Span(1, 600);

      List<LedgerEntry> first = window.entries(all);
      List<LedgerEntry> second = window.entries(all);

      assertThat(first).hasSize(600).isEqualTo(second);
      assertThat(reads).containsExactly(1L, (long) EntryWindow.PANE + 1);
    }
  }

  @Test
  void whatIsLargeIsReadInPartsAndNotKept() {
    try (Book book = Book.open(List.of())) {
      book.record(Samples.registered("sales.customer-360"));
      for (int i = 0; i < 60; i++) {
        book.record(largeStep());
      }
      long head = book.ledger().head().position();
      EntryWindow window = new EntryWindow(book.ledger()::entries);

      long next = 1;
      while (next <= head) {
        List<LedgerEntry> part = window.entries(new Span(next, head));
        assertThat(part.getFirst().position()).isEqualTo(next);
        assertThat(part.stream().mapToLong(LedgerEntry::bytes).sum()).isLessThan(16L << 20);
        assertThat(window.bytes()).isLessThanOrEqualTo(EntryWindow.BYTES);
        next = part.getLast().position() + 1;
      }
      assertThat(next).isEqualTo(head + 1);
    }
  }

  @Test
  void viewsTakeInWhatIsLarge() {
    try (Book book = Book.open()) {
      book.record(Samples.registered("sales.customer-360"));
      for (int i = 0; i < 20; i++) {
        book.record(largeStep());
      }
      book.settle();
      assertThat(book.views().parked()).isEmpty();
      assertThat(book.rows("SELECT count(*) FROM views.product")).containsExactly("21");
    }
  }

  /** An event of 900 KiB. */
  private static ProductHandedOver largeStep() {
    return new ProductHandedOver(
        Samples.product("sales.customer-360"),
        Party.team("sales-data-team"),
        Party.team("crm-team"),
        "because ".repeat(115_000));
  }
}

package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger of entries as large as they get is read in pages that fit into memory. */
class LargeEntriesTest {

  /** Fifty of 900 KiB among small ones. */
  private static final int LARGE = 50;

  private static final long ENTRIES = 2 * LARGE;

  private final TestLedger test = TestLedger.fresh(Note.types());
  private final Ledger ledger = test.ledger();

  @BeforeEach
  void fill() {
    for (int i = 0; i < LARGE; i++) {
      NewEvent large =
          NewEvent.of(
              "team/large", i, new Note.NoteTaken("x".repeat(900 << 10), i), Note.metadata());
      ledger.append(List.of(large, Note.taken("team/small", i)), Append.alone());
    }
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aPageEndsAtItsBytesAndTheNextGoesOnBehindIt() {
    List<Long> positions = new ArrayList<>();
    for (List<LedgerEntry> page = ledger.entries(1, 10_000);
        !page.isEmpty();
        page = ledger.entries(positions.getLast() + 1, 10_000)) {
      assertThat(page.stream().mapToLong(LedgerEntry::bytes).sum())
          .isBetween(1L, (long) EntryReader.PAGE_BYTES);
      page.forEach(entry -> positions.add(entry.position()));
    }
    assertThat(positions).hasSize((int) ENTRIES).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whatIsLargeIsReadWhole() {
    LedgerEntry entry = ledger.entry(1).orElseThrow();
    assertThat(entry.event()).isEqualTo(new Note.NoteTaken("x".repeat(900 << 10), 0));
    assertThat(ledger.entry(2).orElseThrow().event()).isInstanceOf(Note.NoteTaken.class);
  }

  @Test
  void whoFollowsMissesNothing() throws Exception {
    List<Long> seen = new CopyOnWriteArrayList<>();
    try (LedgerFollower follower =
        LedgerFollower.start(
            ledger, "test", Set.of("note.taken"), entry -> seen.add(entry.position()))) {
      assertThat(follower.await(ENTRIES, Duration.ofSeconds(20))).isTrue();
    }
    assertThat(seen).hasSize((int) ENTRIES).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void axonReadsThemAllToo() throws Exception {
    assertThat(ledger.eventStore().readEvents("team/large").asStream()).hasSize(LARGE);
    try (BlockingStream<TrackedEventMessage<?>> stream = ledger.eventStore().openStream(null)) {
      for (long position = 1; position <= ENTRIES; position++) {
        assertThat(stream.nextAvailable().trackingToken().position()).hasValue(position);
      }
    }
  }
}

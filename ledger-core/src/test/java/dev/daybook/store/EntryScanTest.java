package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryScanTest {

  private static final Set<String> BOTH = Set.of("note.taken", "note.ruled");

  private final TestLedger test = TestLedger.fresh(Note.types());
  private final Ledger ledger = test.ledger();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aScanReadsWhatEntriesRead() {
    ledger.append(List.of(Note.taken("team/a", 0), Note.ruled("team/ä", 0)), Append.alone());
    ledger.append(List.of(Note.taken("team/a", 1)), Append.alone());

    List<LedgerEntry> scanned = scan(BOTH, 1, 3);

    List<LedgerEntry> read = ledger.entries(1, 3);
    assertThat(scanned).hasSize(3);
    for (int i = 0; i < read.size(); i++) {
      assertThat(scanned.get(i))
          .usingRecursiveComparison()
          .ignoringFields("leaf", "read", "circumstances.read")
          .isEqualTo(read.get(i));
      assertThat(scanned.get(i).event()).isEqualTo(read.get(i).event());
      assertThat(scanned.get(i).metadata()).isEqualTo(read.get(i).metadata());
    }
    assertThatThrownBy(scanned.getFirst()::leaf)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without its leaf");
  }

  @Test
  void aScanReadsTheTypesAndPositionsAskedForInOrder() {
    for (int i = 0; i < 20; i++) {
      ledger.append(List.of(Note.taken("team/a", i), Note.ruled("team/b", i)), Append.alone());
    }

    assertThat(scan(Set.of("note.ruled"), 3, 9))
        .extracting(LedgerEntry::position)
        .containsExactly(4L, 6L, 8L);
    assertThat(scan(BOTH, 38, 1_000))
        .extracting(LedgerEntry::position)
        .containsExactly(38L, 39L, 40L);
    assertThat(scan(Set.of("it's not there"), 1, 40)).isEmpty();
  }

  @Test
  void aPageEndsWithItsLimitOrWhenItIsLongEnough() {
    for (int i = 0; i < 10; i++) {
      ledger.append(List.of(Note.taken("team/a", i)), Append.alone());
    }
    LedgerEntry first = ledger.entry(1).orElseThrow();
    long length = (long) first.payload().length + first.metadataJson().length;

    try (EntryScan scan = ledger.scan(BOTH, 1, 10)) {
      assertThat(scan.next(4, 1_000_000)).hasSize(4);
      assertThat(scan.next(100, 2 * length)).hasSize(2);
      assertThat(scan.next(100, 2 * length - 1)).hasSize(2);
      assertThat(scan.next(100, 1)).hasSize(1);
      assertThat(scan.next(100, 1_000_000)).hasSize(1);
      assertThat(scan.next(100, 1_000_000)).isEmpty();
    }
  }

  @Test
  void aScanLeftEarlyGivesItsConnectionBackAsItWas() {
    for (int i = 0; i < 200; i++) {
      ledger.append(List.of(Note.taken("team/a", i)), Append.alone());
    }
    for (int i = 0; i < 3 * LedgerSettings.CONNECTIONS; i++) {
      try (EntryScan scan = ledger.scan(BOTH, 1, 200)) {
        assertThat(scan.next(1, 1_000_000)).hasSize(1);
      }
      assertThat(ledger.entries(1, 1)).hasSize(1);
    }
  }

  @Test
  void entriesOfOneCommandShareTheirMetadata() {
    EntryMetadata other =
        new EntryMetadata(
            "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(3, 4), Context.prod(), null);
    ledger.append(List.of(Note.taken("team/a", 0), Note.taken("team/a", 1)), Append.alone());
    ledger.append(
        List.of(NewEvent.of("team/a", 2, new Note.NoteRuled("rule"), other)), Append.alone());

    List<LedgerEntry> scanned = scan(BOTH, 1, 3);

    assertThat(scanned.get(1).metadata()).isSameAs(scanned.get(0).metadata());
    assertThat(scanned.get(2).metadata()).isEqualTo(other);
  }

  private List<LedgerEntry> scan(Set<String> types, long first, long last) {
    List<LedgerEntry> all = new ArrayList<>();
    try (EntryScan scan = ledger.scan(types, first, last)) {
      for (List<LedgerEntry> page = scan.next(2, 1_000_000);
          !page.isEmpty();
          page = scan.next(2, 1_000_000)) {
        all.addAll(page);
      }
    }
    return all;
  }
}

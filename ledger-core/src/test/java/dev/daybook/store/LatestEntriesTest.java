package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who follows a ledger on the node that writes it reads what was just written from memory. */
class LatestEntriesTest {

  private static final Set<String> BOTH = Set.of("note.taken", "note.ruled");

  private final TestLedger test = TestLedger.fresh(Note.types());
  private final Ledger one = test.ledger();
  private final Ledger two = test.node();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whatThisNodeWroteIsInMemoryAsItIsInTheDatabase() {
    one.append(List.of(Note.taken("team/a", 0), Note.ruled("team/r", 0)), Append.alone());
    one.append(List.of(Note.taken("team/a", 1)), Append.alone());

    List<LedgerEntry> read = read(one, BOTH, 1, 3);

    assertThat(read).allSatisfy(LatestEntriesTest::isFromMemory);
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("event", "leaf", "types", "circumstances.types")
        .isEqualTo(one.entries(1, 10));
    assertThat(read(one, Set.of("note.ruled"), 1, 3))
        .extracting(LedgerEntry::position)
        .containsExactly(2L);
  }

  @Test
  void whatAnotherNodeWroteInBetweenIsReadFromTheDatabase() {
    one.append(List.of(Note.taken("team/a", 0)), Append.alone());
    two.append(List.of(Note.taken("team/b", 0)), Append.alone());
    one.append(List.of(Note.taken("team/a", 1)), Append.alone());

    assertThat(read(one, BOTH, 1, 3))
        .hasSize(3)
        .allSatisfy(entry -> assertThat(entry.leaf()).isNotEmpty());
    assertThat(read(one, BOTH, 3, 3)).hasSize(1).allSatisfy(LatestEntriesTest::isFromMemory);
  }

  @Test
  void onlySoManyAreKept() {
    int written = LatestEntries.MOST + 1;
    one.append(
        LongStream.range(0, written).mapToObj(i -> Note.taken("team/a", i)).toList(),
        Append.alone());

    assertThat(read(one, BOTH, 2, written)).allSatisfy(LatestEntriesTest::isFromMemory);
    assertThat(read(one, BOTH, 1, 2))
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry.leaf()).isNotEmpty());
  }

  @Test
  void onlySoManyBytesAreKept() {
    for (int i = 0; i < 2; i++) {
      one.append(
          List.of(
              NewEvent.of(
                  "team/a", i, new Note.NoteTaken("x".repeat(900 << 10), i), Note.metadata())),
          Append.alone());
    }

    assertThat(read(one, BOTH, 2, 2)).hasSize(1).allSatisfy(LatestEntriesTest::isFromMemory);
    assertThat(read(one, BOTH, 1, 1))
        .hasSize(1)
        .allSatisfy(entry -> assertThat(entry.leaf()).isNotEmpty());
  }

  private static List<LedgerEntry> read(Ledger ledger, Set<String> types, long from, long to) {
    return ledger.entriesOfTypes(types, from, to, LatestEntries.MOST).entries();
  }

  /** What is read from the database has its leaf. */
  private static void isFromMemory(LedgerEntry entry) {
    assertThatThrownBy(entry::leaf).hasMessageContaining("without its leaf");
  }
}

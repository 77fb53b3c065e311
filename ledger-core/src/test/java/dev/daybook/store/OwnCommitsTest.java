package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node knows of its own commits, and never believes to know of another's. */
class OwnCommitsTest {

  private static final Set<String> RULED = Set.of("note.ruled");

  private final TestLedger test = TestLedger.fresh(Note.types());
  private final Ledger one = test.ledger();
  private final Ledger two = test.node();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aNodeKnowsThatItsOwnCommitsHeldNoneOfAType() {
    one.append(List.of(Note.taken("team/a", 0)), Append.alone());
    one.append(List.of(Note.taken("team/a", 1)), Append.alone());

    assertThat(one.surelyHasNoneOf(RULED, 0, 2)).isTrue();
    assertThat(one.surelyHasNoneOf(RULED, 0, 3)).as("a position not written yet").isFalse();
  }

  @Test
  void aTypeThatWasWrittenIsLookedUpFromBeforeAndNotFromAfter() {
    one.append(List.of(Note.taken("team/a", 0), Note.ruled("team/r", 0)), Append.alone());
    one.append(List.of(Note.taken("team/a", 1)), Append.alone());

    assertThat(one.surelyHasNoneOf(RULED, 1, 3)).isFalse();
    assertThat(one.surelyHasNoneOf(RULED, 2, 3)).isTrue();
  }

  @Test
  void nothingIsKnownOfWhatAnotherNodeWroteInBetween() {
    one.append(List.of(Note.taken("team/a", 0)), Append.alone());
    two.append(List.of(Note.ruled("team/r", 0)), Append.alone());
    one.append(List.of(Note.taken("team/a", 1)), Append.alone());

    assertThat(one.surelyHasNoneOf(RULED, 0, 3)).isFalse();
    assertThat(one.surelyHasNoneOf(RULED, 2, 3)).isTrue();
    assertThat(two.surelyHasNoneOf(RULED, 2, 3)).isFalse();
  }

  @Test
  void aFollowerMissesNothingThatAnotherNodeWroteBetweenOwnCommits() throws Exception {
    ConcurrentLinkedQueue<Long> seen = new ConcurrentLinkedQueue<>();
    try (LedgerFollower follower =
        LedgerFollower.start(one, "test", RULED, entry -> seen.add(entry.position()))) {
      for (int i = 0; i < 50; i++) {
        one.append(List.of(Note.taken("team/a", i)), Append.alone());
        two.append(List.of(Note.ruled("team/r", i)), Append.alone());
        Receipt last = one.append(List.of(Note.taken("team/b", i)), Append.alone());

        assertThat(follower.await(last.last(), Duration.ofSeconds(5))).isTrue();
        assertThat(seen).hasSize(i + 1);
      }
    }
  }
}

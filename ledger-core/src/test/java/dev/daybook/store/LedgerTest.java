package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final TestLedger test = TestLedger.fresh(Note.types());
  private final Ledger ledger = test.ledger();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void positionsCountFromOneWithoutGaps() {
    Receipt first = ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    Receipt second =
        ledger.append(List.of(Note.taken("team/a", 1), Note.taken("team/b", 0)), Append.alone());

    assertThat(first.first()).isEqualTo(1);
    assertThat(second.first()).isEqualTo(2);
    assertThat(second.last()).isEqualTo(3);
    assertThat(ledger.head().position()).isEqualTo(3);
    assertThat(ledger.entries(1, 10)).extracting(LedgerEntry::position).containsExactly(1L, 2L, 3L);
  }

  @Test
  void anEntryIsReadAsItWasWritten() {
    NewEvent event = Note.taken("team/a", 0);

    Receipt receipt = ledger.append(List.of(event), Append.alone());

    LedgerEntry entry = ledger.entry(1).orElseThrow();
    assertThat(entry.event()).isEqualTo(event.event());
    assertThat(entry.metadata()).isEqualTo(event.metadata());
    assertThat(entry.eventId()).isEqualTo(event.id());
    assertThat(entry.recordedAt()).isEqualTo(receipt.recordedAt());
    assertThat(new String(entry.payload(), StandardCharsets.UTF_8))
        .isEqualTo("{\"number\":0,\"text\":\"note 0\"}");
    assertThat(new String(entry.leaf(), StandardCharsets.UTF_8))
        .contains("\"index\":0,")
        .contains(Sha256.hex(entry.payload()))
        .contains(ledger.origin());
  }

  @Test
  void aStreamContinuesOnlyFromItsEnd() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());

    assertThatThrownBy(() -> ledger.append(List.of(Note.taken("team/a", 0)), Append.alone()))
        .isInstanceOf(ConcurrencyException.class)
        .hasMessageContaining("`team/a` ends at 0, not at -1");
    assertThatThrownBy(() -> ledger.append(List.of(Note.taken("team/a", 5)), Append.alone()))
        .isInstanceOf(ConcurrencyException.class);
    assertThat(ledger.head().position()).isEqualTo(1);
  }

  @Test
  void anAppendCanExpectWhereAnotherStreamEnds() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());

    assertThatThrownBy(
            () ->
                ledger.append(
                    List.of(Note.taken("team/b", 0)), Append.alone().expectHead("team/a", -1)))
        .isInstanceOf(ConcurrencyException.class);
    ledger.append(List.of(Note.taken("team/b", 0)), Append.alone().expectHead("team/a", 0));
  }

  @Test
  void aCommandIsDecidedOnce() {
    UUID id = new UUID(0x8000_0000_0000_8000L, 7);
    ledger.append(List.of(Note.taken("decision/" + id, 0)), Append.alone());

    assertThatThrownBy(
            () -> ledger.append(List.of(Note.taken("decision/" + id, 0)), Append.alone()))
        .isInstanceOfSatisfying(DecisionExists.class, e -> assertThat(e.id()).isEqualTo(id));
  }

  @Test
  void aDecisionIsThereWhenSomebodyIsToldItExists() throws Exception {
    for (int round = 0; round < 50; round++) {
      UUID id = UUID.randomUUID();
      List<Future<Boolean>> callers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++) {
          callers.add(
              threads.submit(
                  () -> {
                    try {
                      ledger.append(List.of(Note.taken("decision/" + id, 0)), Append.alone());
                      return true;
                    } catch (DecisionExists e) {
                      assertThat(ledger.stream("decision/" + id, 0, 1)).hasSize(1);
                      return false;
                    }
                  }));
        }
      }
      int first = 0;
      for (Future<Boolean> caller : callers) {
        first += caller.get() ? 1 : 0;
      }
      assertThat(first).isEqualTo(1);
    }
  }

  @Test
  void whatWasJudgedUnderOldPoliciesIsNotRecorded() {
    ledger.append(List.of(Note.ruled("team/rules", 0)), Append.alone());

    assertThatThrownBy(
            () -> ledger.append(List.of(Note.taken("team/a", 0)), Append.alone().judgedUnder(0)))
        .isInstanceOfSatisfying(PoliciesMoved.class, e -> assertThat(e.position()).isEqualTo(1));
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone().judgedUnder(1));
    assertThat(ledger.head().policyPosition()).isEqualTo(1);
  }

  @Test
  void theSameBytesAreKeptOnce() {
    byte[] document = "kind: DataProduct".getBytes(StandardCharsets.UTF_8);

    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone().content(document));
    ledger.append(
        List.of(Note.taken("team/a", 1)), Append.alone().content(document).content(document));

    assertThat(ledger.content(Sha256.hex(document))).hasValue(document);
    assertThat(ledger.content("00".repeat(32))).isEmpty();
  }

  @Test
  void aMomentHasAPosition() {
    Receipt first = ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    Receipt second = ledger.append(List.of(Note.taken("team/a", 1)), Append.alone());

    assertThat(ledger.positionAt(first.recordedAt().minusNanos(1000))).isEmpty();
    assertThat(ledger.positionAt(first.recordedAt())).hasValue(1);
    assertThat(ledger.positionAt(second.recordedAt().minusNanos(1000))).hasValue(1);
    assertThat(ledger.positionAt(second.recordedAt())).hasValue(2);
    assertThat(ledger.positionAt(second.recordedAt().plusSeconds(9))).hasValue(2);
  }

  @Test
  void entriesOfSomeTypesComeInOrder() {
    for (int i = 0; i < 4; i++) {
      ledger.append(List.of(Note.taken("team/a", i), Note.ruled("team/r", i)), Append.alone());
    }

    assertThat(ledger.entriesOfTypes(Set.of("note.ruled"), 3, 10))
        .extracting(LedgerEntry::position)
        .containsExactly(4L, 6L, 8L);
    assertThat(ledger.entriesOfTypes(Set.of("note.ruled", "note.taken"), 2, 3))
        .extracting(LedgerEntry::position)
        .containsExactly(2L, 3L, 4L);
  }

  @Test
  void aFollowerSeesWhatWasAndWhatComes() throws Exception {
    ledger.append(List.of(Note.ruled("team/r", 0)), Append.alone());
    ConcurrentLinkedQueue<Long> seen = new ConcurrentLinkedQueue<>();

    try (LedgerFollower follower =
        LedgerFollower.start(
            ledger, "test", Set.of("note.ruled"), entry -> seen.add(entry.position()))) {
      ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
      Receipt last = ledger.append(List.of(Note.ruled("team/r", 1)), Append.alone());

      assertThat(follower.await(last.last(), Duration.ofSeconds(5))).isTrue();
      assertThat(seen).containsExactly(1L, 3L);
    }
  }
}

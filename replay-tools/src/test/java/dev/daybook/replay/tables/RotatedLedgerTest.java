package dev.daybook.replay.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Trust;
import dev.daybook.rotation.RotationEvent;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.KeyFolder;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.EventTypes;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamSlice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose keys were rotated twice, and somebody with all rights over its database. */
class RotatedLedgerTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");

  private final TestLedger test =
      TestLedger.fresh(EventTypes.of(new TeamSlice()).and(RotationEvent.class));
  private final List<List<VerifierKey>> keys = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();
  private byte[] kept = new byte[0];

  @BeforeEach
  void rotateTwice() throws Exception {
    try (Seal seal = Seal.start(test.ledger(), SealSettings.in(folder), Clock.systemUTC())) {
      sealMore(seal);
      keys.add(seal.keys());
      kept = Files.readAllBytes(folder.resolve("seal/last-signed"));
      for (int i = 0; i < 2; i++) {
        KeyFolder next = new KeyFolder(folder.resolve("seal"));
        List<VerifierKey> after = next.prepare(test.ledger().origin());
        next.goOver();
        sealMore(seal);
        await().atMost(LONG).until(() -> seal.keys().equals(after) && !next.hasNext());
        keys.add(after);
        sealMore(seal);
      }
      seal.keyHistory().stream().skip(1).map(Seal.Held::from).forEach(positions::add);
    }
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void sealMore(Seal seal) throws InterruptedException {
    long head = SealingChild.record(test.ledger(), 5);
    assertThat(seal.await(head, LONG)).as("%s", seal.standstill()).isTrue();
  }

  private Outcome verify(Trust trust, @Nullable Earlier earlier) {
    return new LedgerVerification(
            test.node(), SealSettings.in(folder), trust, (_, _) -> {}, earlier, null)
        .run();
  }

  private Outcome.Consistent consistent(Trust trust, @Nullable Earlier earlier) {
    Outcome outcome = verify(trust, earlier);
    assertThat(outcome).as("%s", outcome).isInstanceOf(Outcome.Consistent.class);
    return (Outcome.Consistent) outcome;
  }

  private Fault fault() {
    Outcome outcome = verify(new Trust.Keys(keys.getFirst()), null);
    assertThat(outcome).as("%s", outcome).isInstanceOf(Outcome.Broken.class);
    return ((Outcome.Broken) outcome).fault();
  }

  private String told(int rotation) {
    return "trusted by the rotation at position %d: %s signed that %s follow"
        .formatted(
            positions.get(rotation),
            KeyRotation.names(keys.get(rotation)),
            KeyRotation.names(keys.get(rotation + 1)));
  }

  @Test
  void whoHasAnyOfItsKeysVerifiesItsTables() {
    Outcome.Consistent first = consistent(new Trust.Keys(keys.getFirst()), new Earlier(kept));
    assertThat(first.signed().unknown()).isNull();
    assertThat(first.remarks())
        .contains(told(0), told(1), "it begins with the 5 entries of the checkpoint that was kept");
    Outcome.Consistent second = consistent(new Trust.Keys(keys.get(1)), null);
    assertThat(second.signed().unknown()).isNull();
    assertThat(second.remarks()).contains(told(1)).doesNotContain(told(0));
    Outcome.Consistent last = consistent(new Trust.Keys(keys.getLast()), new Earlier(kept));
    assertThat(last.signed().unknown()).isNull();
    assertThat(last.remarks()).doesNotContain(told(0), told(1));
    assertThat(consistent(new Trust.Nobody(), null).signed().unknown()).contains("no key");
  }

  @Test
  void whoSealsByTheTablesMustBeWhomTheEntriesSay() {
    test.tamper("UPDATE seal.keys SET size = size + 1 WHERE size = " + positions.getLast());
    assertThat(fault().toString())
        .isEqualTo(
            "seal.keys: it hands over to other keys at [%d, %d]; entries do at [%d, %d]"
                .formatted(
                    positions.getFirst(),
                    positions.getLast() + 1,
                    positions.getFirst(),
                    positions.getLast()));
  }

  @Test
  void aRowOfKeysThatWasTakenIsNamed() {
    test.tamper("DELETE FROM seal.keys WHERE size = " + positions.getLast());
    assertThat(fault().toString()).startsWith("last-signed, beside the keys: ");
  }

  @Test
  void keysThatAreNotThoseOfTheEntriesAreNamed() throws Exception {
    Files.delete(folder.resolve("seal/last-signed"));
    String first = keys.getFirst().getFirst().toString();
    test.tamper(
        "UPDATE seal.keys SET keys = keys || '%s' || E'\\n' WHERE size = %d"
            .formatted(first, positions.getFirst()));
    assertThat(fault().toString())
        .isEqualTo(
            "seal.keys: it names %s and `%s` from size %d on; by the ledger's entries they are %s"
                .formatted(
                    KeyRotation.names(keys.get(1)),
                    keys.getFirst().getFirst().shortName(),
                    positions.getFirst(),
                    KeyRotation.names(keys.get(1))));
  }

  @Test
  void aHandoverThatNoEntryTellsIsNamed() {
    test.tamper(
        "INSERT INTO seal.keys SELECT %d, keys FROM seal.keys WHERE size = %d"
            .formatted(positions.getLast() + 1, positions.getLast()));
    assertThat(fault().toString())
        .isEqualTo(
            "seal.keys: it hands over to other keys at [%d, %d, %d]; entries do at [%d, %d]"
                .formatted(
                    positions.getFirst(),
                    positions.getLast(),
                    positions.getLast() + 1,
                    positions.getFirst(),
                    positions.getLast()));
  }

  @Test
  void nobodyWhoSealedFirstIsNamed() {
    test.tamper("DELETE FROM seal.keys WHERE size = 0");
    assertThat(fault())
        .hasToString("seal.keys: it does not say who sealed first: somebody deleted that");
  }

  @Test
  void aRotationWhosePayloadWasChangedIsNamed() {
    test.tamper(
        "UPDATE ledger.entry SET payload = replace(convert_from(payload, 'UTF8'), '\"size\":',"
            + " '\"size\":1')::bytea WHERE position = "
            + positions.getFirst());
    assertThat(fault().toString())
        .startsWith("position %d: its payload is".formatted(positions.getFirst()));
  }
}

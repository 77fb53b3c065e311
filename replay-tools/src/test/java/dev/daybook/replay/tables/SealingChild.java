package dev.daybook.replay.tables;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.rotation.RotationEvent;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamSlice;
import dev.daybook.team.TeamSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/** A process that records and seals until somebody kills it. */
final class SealingChild {

  /** Entries between two checkpoints it asks for: a full tile every few. */
  private static final int AT_ONCE = 60;

  private SealingChild() {}

  /**
   * @param words the database's URL, its user, its password, the folder with the keys; one more
   *     word to record nothing
   */
  public static void main(String[] words) throws InterruptedException {
    LedgerSettings settings =
        LedgerSettings.external(words[0], words[1], words[2], TestLedger.KEYS);
    Ledger ledger = Ledger.open(settings, EventTypes.of(new TeamSlice()).and(RotationEvent.class));
    Seal seal = Seal.start(ledger, SealSettings.in(Path.of(words[3])), Clock.systemUTC());
    while (true) {
      if (words.length > 4) {
        Thread.sleep(1_000);
        continue;
      }
      long head = record(ledger, AT_ONCE);
      if (seal.await(head, Duration.ofMinutes(1))) {
        System.out.println("sealed " + head);
      }
    }
  }

  /** Records some, each in a stream of its own, and says where the ledger stands then. */
  static long record(Ledger ledger, int count) {
    long head = ledger.head().position();
    TeamRegistered team =
        new TeamRegistered(
            new TeamSpec(
                "sales",
                null,
                List.of(),
                "#sales",
                "sales@example.com",
                null,
                List.of(),
                List.of(),
                Map.of()));
    EntryMetadata metadata =
        new EntryMetadata(
            "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(1, 2), Context.prod(), null);
    ledger.append(
        LongStream.range(head, head + count)
            .mapToObj(i -> NewEvent.of("team/sales-" + i, 0, team, metadata))
            .toList(),
        Append.alone());
    return head + count;
  }
}

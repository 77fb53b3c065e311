package dev.daybook.erasure;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.decision.Actor;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tokens of erased persons that no erasure revoked: each was issued between the look that its
 * erasure took for tokens and the entry it became. Nobody is let in by them from that entry on;
 * this is how the ledger says so.
 */
final class LeftTokens {

  private static final Set<String> ISSUED = Set.of("actor.token-issued");

  /** Entries read at once. */
  private static final int PAGE = 1_000;

  private LeftTokens() {}

  /**
   * What revokes them.
   *
   * @param persons who were erased, as surrogate ids
   * @param by who says so
   */
  static List<NewEvent> revocations(Ledger ledger, Set<String> persons, EntryMetadata by) {
    List<NewEvent> revocations = new ArrayList<>();
    List<LedgerEntry> page = ledger.entriesOfTypes(ISSUED, 1, PAGE);
    while (!page.isEmpty()) {
      for (LedgerEntry entry : page) {
        if (entry.event() instanceof TokenIssued issued
            && issued.actorKind() == Actor.Kind.PERSON
            && ledger.names(entry, persons)
            && ledger.standing(entry.stream()).lastSequence() == entry.sequence()) {
          TokenRevoked revoked =
              new TokenRevoked(
                  issued.subject(),
                  issued.tokenSha256(),
                  "issued while whoever holds it was being erased");
          revocations.add(NewEvent.of(entry.stream(), entry.sequence() + 1, revoked, by));
        }
      }
      page = ledger.entriesOfTypes(ISSUED, page.getLast().position() + 1, PAGE);
    }
    return revocations;
  }
}

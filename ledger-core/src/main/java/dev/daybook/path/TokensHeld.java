package dev.daybook.path;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Erasure;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who held tokens as a person that is erased: what a person can be asked for by ends with what it
 * is called by. A service's token that bears a person's name goes on; others depend on it.
 */
final class TokensHeld {

  private static final Set<String> ISSUED = Set.of("actor.token-issued");

  /** Entries read at once. */
  private static final int PAGE = 1_000;

  private TokensHeld() {}

  /**
   * The actors that ever held a token of a person's, while its name can still be read.
   *
   * @param event an erasure that is about to be recorded; others erase nobody
   */
  static List<SubjectName> by(SubjectEvent event, Ledger ledger) {
    if (!(event instanceof Erasure erasure)) {
      return List.of();
    }
    Set<SubjectName> actors = new LinkedHashSet<>();
    List<LedgerEntry> page = ledger.entriesOfTypes(ISSUED, 1, PAGE);
    while (!page.isEmpty()) {
      for (LedgerEntry entry : page) {
        if (entry.event() instanceof TokenIssued issued
            && issued.actorKind() == Actor.Kind.PERSON
            && ledger.person(issued.name()).filter(erasure.person()::equals).isPresent()) {
          actors.add(issued.subject());
        }
      }
      page = ledger.entriesOfTypes(ISSUED, page.getLast().position() + 1, PAGE);
    }
    return new ArrayList<>(actors);
  }
}

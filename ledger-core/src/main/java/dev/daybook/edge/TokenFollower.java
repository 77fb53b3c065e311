package dev.daybook.edge;

import dev.daybook.access.AccessEvent;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Erasure;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerFollower;
import dev.daybook.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Keeps the {@link TokenDirectory} in step with the ledger. */
public final class TokenFollower implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Set<String> FOLLOWED =
      Set.of("actor.token-issued", "actor.token-revoked", "person.erased");

  private static final Set<String> ISSUED = Set.of("actor.token-issued");

  /** Entries read at once where names are read again. */
  private static final int PAGE = 1_000;

  private final Ledger ledger;

  private final TokenDirectory directory;
  private final LedgerFollower follower;

  TokenFollower(Ledger ledger, TokenDirectory directory) {
    this.ledger = ledger;
    this.directory = directory;
    this.follower = LedgerFollower.start(ledger, "tokens", FOLLOWED, this::apply);
  }

  /** Waits until what was issued and revoked up to {@code position} holds. */
  public void await(long position) throws InterruptedException {
    if (!follower.await(position, PATIENCE)) {
      throw new StoreUnavailable(
          "what was recorded up to position %d does not hold here yet; try again"
              .formatted(position));
    }
  }

  /**
   * The tokens as they stood at a position, by the names that can be read once all are erased who
   * are by now.
   *
   * @throws StoreUnavailable when their keys are not gone in time
   */
  public TokenDirectory asOf(long position) {
    ledger.awaitErasures(ledger.head().position());
    TokenDirectory then = new TokenDirectory();
    long from = 1;
    while (from <= position) {
      List<LedgerEntry> page = ledger.entriesOfTypes(FOLLOWED, from, PAGE);
      for (LedgerEntry entry : page) {
        if (entry.position() <= position) {
          apply(entry, then);
        }
      }
      from = page.isEmpty() ? Long.MAX_VALUE : page.getLast().position() + 1;
    }
    return then;
  }

  private void apply(LedgerEntry entry) {
    apply(entry, directory);
  }

  private void apply(LedgerEntry entry, TokenDirectory into) {
    switch (entry.event()) {
      case Erasure erasure -> nameAgain(entry.position(), erasure.person(), into);
      case AccessEvent event -> apply(event, entry, into);
      default -> throw new IllegalStateException("not followed: " + entry.type());
    }
  }

  private static void apply(AccessEvent event, LedgerEntry entry, TokenDirectory into) {
    switch (event) {
      case TokenIssued issued ->
          into.issued(
              new TokenDirectory.Grant(
                  new Actor(
                      issued.subject().path(),
                      issued.name(),
                      issued.actorKind(),
                      Set.copyOf(issued.roles()),
                      issued.domain()),
                  issued.tokenSha256(),
                  entry.recordedAt(),
                  issued.expiresAt()));
      case TokenRevoked revoked -> into.revoked(revoked.subject().path());
    }
  }

  /**
   * Reads the names of who holds a token once more, one of whom was erased. The erasure's decision
   * revokes the tokens there were when it was made; one that was issued to the same person before
   * it was recorded ends here, on every node and at every start. That it is revoked is recorded
   * when the erasure ends.
   */
  private void nameAgain(long position, String erased, TokenDirectory into) {
    ledger.awaitErasures(position);
    long from = 1;
    while (from <= position) {
      List<LedgerEntry> page = ledger.entriesOfTypes(ISSUED, from, PAGE);
      for (LedgerEntry entry : page) {
        if (entry.position() <= position && entry.event() instanceof TokenIssued issued) {
          into.named(issued.tokenSha256(), issued.name());
          if (issued.actorKind() == Actor.Kind.PERSON && ledger.names(entry, Set.of(erased))) {
            into.ended(issued.tokenSha256());
          }
        }
      }
      from = page.isEmpty() ? Long.MAX_VALUE : page.getLast().position() + 1;
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}

package dev.daybook.edge;

import dev.daybook.access.AccessEvent;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.decision.Actor;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerFollower;
import dev.daybook.store.StoreUnavailable;
import java.time.Duration;
import java.util.Set;

/** Keeps the {@link TokenDirectory} in step with the ledger. */
public final class TokenFollower implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Set<String> FOLLOWED = Set.of("actor.token-issued", "actor.token-revoked");

  private final TokenDirectory directory;
  private final LedgerFollower follower;

  TokenFollower(Ledger ledger, TokenDirectory directory) {
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

  private void apply(LedgerEntry entry) {
    if (!(entry.event() instanceof AccessEvent event)) {
      throw new IllegalStateException("not followed: " + entry.type());
    }
    switch (event) {
      case TokenIssued issued ->
          directory.issued(
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
      case TokenRevoked revoked -> directory.revoked(revoked.subject().path());
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}

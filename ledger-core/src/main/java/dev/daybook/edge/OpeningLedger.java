package dev.daybook.edge;

import dev.daybook.path.Slices;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.StartRefused;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * A ledger on its way: PostgreSQL starts and is brought up to date while the server's other parts
 * are put together, which takes as long again.
 */
final class OpeningLedger implements AutoCloseable {

  private static final Executor OWN_THREAD =
      task -> Thread.ofPlatform().daemon().name("daybook-open").start(task);

  private final CompletableFuture<Ledger> ledger;

  private OpeningLedger(CompletableFuture<Ledger> ledger) {
    this.ledger = ledger;
  }

  static OpeningLedger begin(LedgerSettings settings) {
    return new OpeningLedger(
        CompletableFuture.supplyAsync(
            () -> served(Ledger.open(settings, Slices.eventTypes())), OWN_THREAD));
  }

  /** A server records, so it wants the Axon Server its ledger follows. */
  private static Ledger served(Ledger ledger) {
    ledger
        .upstreamMissing()
        .ifPresent(
            why -> {
              ledger.close();
              throw new StartRefused(why);
            });
    return ledger;
  }

  /** The ledger, once it is open; or why it is not, as {@link Ledger#open} says it. */
  Ledger ledger() {
    try {
      return ledger.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException refused ? refused : e;
    }
  }

  /** Closes the ledger, if it opens at all. */
  @Override
  public void close() {
    ledger
        .handle(
            (open, _) -> {
              if (open != null) {
                open.close();
              }
              return open;
            })
        .join();
  }
}

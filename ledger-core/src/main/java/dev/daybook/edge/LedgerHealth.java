package dev.daybook.edge;

import dev.daybook.store.Ledger;
import dev.daybook.store.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Reports the server down while its ledger cannot be read, or nothing can be appended to it: where
 * events live in Axon Server, while that does not answer.
 */
@Singleton
final class LedgerHealth extends DatabaseHealth {

  private final Ledger ledger;

  LedgerHealth(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  protected Map<String, Object> ask() {
    ledger
        .stopped()
        .ifPresent(
            why -> {
              throw new StoreUnavailable(why);
            });
    long position = ledger.head().position();
    return ledger
        .axonServer()
        .<Map<String, Object>>map(
            there ->
                Map.of(
                    "position", position,
                    "axonServer", there.toString(),
                    "events", ledger.eventsInAxonServer()))
        .orElseGet(() -> Map.of("position", position));
  }

  @Override
  protected String getName() {
    return "ledger";
  }
}

package dev.daybook.edge;

import dev.daybook.store.Ledger;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.Map;

/** Reports the server down while its ledger cannot be read. */
@Singleton
final class LedgerHealth extends AbstractHealthIndicator<Map<String, Object>> {

  private final Ledger ledger;

  LedgerHealth(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  protected Map<String, Object> getHealthInformation() {
    long position = ledger.head().position();
    healthStatus = HealthStatus.UP;
    return Map.of("position", position);
  }

  @Override
  protected String getName() {
    return "ledger";
  }
}

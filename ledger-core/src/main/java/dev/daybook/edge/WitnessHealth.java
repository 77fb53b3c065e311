package dev.daybook.edge;

import dev.daybook.witnessed.Witnesses;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Says how the witnesses do. A server whose witnesses do not answer is up all the same; it is down
 * once so many of them know another history that the others are not enough.
 */
@Singleton
final class WitnessHealth extends AbstractHealthIndicator<Map<String, Object>> {

  private final Witnesses witnesses;

  WitnessHealth(Witnesses witnesses) {
    this.witnesses = witnesses;
  }

  @Override
  protected Map<String, Object> getHealthInformation() {
    healthStatus = witnesses.isContradicted() ? HealthStatus.DOWN : HealthStatus.UP;
    return Map.of(
        "witnesses",
        witnesses.standings().size(),
        "failing",
        witnesses.standings().stream().filter(each -> each.failure().isPresent()).count());
  }

  @Override
  protected String getName() {
    return "witnesses";
  }
}

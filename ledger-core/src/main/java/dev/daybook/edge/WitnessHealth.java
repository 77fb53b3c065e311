package dev.daybook.edge;

import dev.daybook.witnessed.Witnesses;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
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
    List<Witnesses.Standing> standings = witnesses.standings();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("witnesses", standings.size());
    told.put("failing", standings.stream().filter(each -> each.failure().isPresent()).count());
    List<String> alarms =
        standings.stream()
            .filter(Witnesses.Standing::contradicts)
            .map(
                each ->
                    "the witness `%s` %s: it knows another history"
                        .formatted(each.name(), each.failure().orElse("contradicts this ledger")))
            .toList();
    if (!alarms.isEmpty()) {
      told.put("alarm", alarms);
    }
    return told;
  }

  @Override
  protected String getName() {
    return "witnesses";
  }
}

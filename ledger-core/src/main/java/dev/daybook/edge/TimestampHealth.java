package dev.daybook.edge;

import dev.daybook.timestamped.Timestamps;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Says which timestamp authorities give no timestamps. A server is up without them: the next one
 * covers what they missed.
 */
@Singleton
final class TimestampHealth extends AbstractHealthIndicator<Map<String, Object>> {

  private final Timestamps timestamps;

  TimestampHealth(Timestamps timestamps) {
    this.timestamps = timestamps;
  }

  @Override
  protected Map<String, Object> getHealthInformation() {
    healthStatus = HealthStatus.UP;
    return Map.of("failing", timestamps.failures());
  }

  @Override
  protected String getName() {
    return "timestamps";
  }
}

package dev.daybook.api.webhook;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Says how webhooks do. A server whose posts nobody hears is up all the same: it answers, and tells
 * later.
 */
@Singleton
final class WebhookHealth extends AbstractHealthIndicator<Map<String, Object>> {

  private final Webhooks webhooks;

  WebhookHealth(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  protected Map<String, Object> getHealthInformation() {
    healthStatus = HealthStatus.UP;
    long failing =
        webhooks.endpoints().stream()
            .flatMap(endpoint -> endpoint.state().stream())
            .filter(state -> state.failure() != null)
            .count();
    return Map.of("addresses", webhooks.endpoints().size(), "failing", failing);
  }

  @Override
  protected String getName() {
    return "webhooks";
  }
}

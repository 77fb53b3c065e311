package dev.daybook.views;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Tells how far the views are. Up however far behind they are, and with entries parked: the node
 * answers, and says from which position.
 */
@Singleton
final class ViewsHealth extends AbstractHealthIndicator<Map<String, Object>> {

  private final Views views;

  ViewsHealth(Views views) {
    this.views = views;
  }

  @Override
  protected Map<String, Object> getHealthInformation() {
    long position = views.position();
    healthStatus = HealthStatus.UP;
    return Map.of(
        "position", position,
        "lag", Math.max(0, views.head() - position),
        "parked", views.parked().size());
  }

  @Override
  protected String getName() {
    return "views";
  }
}

package dev.daybook.views;

import dev.daybook.edge.DatabaseHealth;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Tells how far the views are. Up however far behind they are, and with entries parked: the node
 * answers, and says from which position.
 */
@Singleton
final class ViewsHealth extends DatabaseHealth {

  private final Views views;

  ViewsHealth(Views views) {
    this.views = views;
  }

  @Override
  protected Map<String, Object> ask() {
    long position = views.position();
    return Map.of(
        "position", position,
        "lag", Math.max(0, views.head() - position),
        "parked", views.parked().stream().filter(Parked::isOpen).count());
  }

  @Override
  protected String getName() {
    return "views";
  }
}

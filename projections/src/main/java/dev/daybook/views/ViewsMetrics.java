package dev.daybook.views;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.List;

/** Measures how far each view is behind the ledger, in entries, and what is parked. */
@Singleton
final class ViewsMetrics implements MeterBinder {

  private final Views views;

  ViewsMetrics(Views views) {
    this.views = views;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String name : views.names()) {
      Gauge.builder("daybook.views.lag", views, all -> lag(all, name))
          .description("entries the view has yet to take in")
          .tag("view", name)
          .register(registry);
    }
    Gauge.builder("daybook.views.parked", views, ViewsMetrics::parked)
        .description("entries that views could not take in")
        .register(registry);
  }

  private static double parked(Views views) {
    return views.parked().stream().filter(Parked::isOpen).count();
  }

  private static double lag(Views views, String name) {
    return Math.max(0, views.head() - views.position(List.of(name)));
  }
}

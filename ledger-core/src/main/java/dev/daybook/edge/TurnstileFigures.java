package dev.daybook.edge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Shows Prometheus how full the server is, beside how full it may get. */
@Singleton
final class TurnstileFigures implements MeterBinder {

  private final Turnstile turnstile;
  private final BodyBudget bodies;

  TurnstileFigures(Turnstile turnstile, BodyBudget bodies) {
    this.turnstile = turnstile;
    this.bodies = bodies;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("daybook.requests.under.way", turnstile, Turnstile::requestsUnderWay)
        .description("Requests being answered now")
        .register(registry);
    Gauge.builder("daybook.bodies.under.way", bodies, BodyBudget::bytesUnderWay)
        .description("Bytes held for request bodies being read or answered now")
        .baseUnit("bytes")
        .register(registry);
  }
}

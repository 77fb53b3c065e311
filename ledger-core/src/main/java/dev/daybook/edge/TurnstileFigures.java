package dev.daybook.edge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Shows Prometheus how full the server is, beside how full it may get. */
@Singleton
final class TurnstileFigures implements MeterBinder {

  private final Turnstile turnstile;

  TurnstileFigures(Turnstile turnstile) {
    this.turnstile = turnstile;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("daybook.requests.under.way", turnstile, Turnstile::requestsUnderWay)
        .description("Requests being answered now")
        .register(registry);
    Gauge.builder("daybook.bodies.under.way", turnstile, Turnstile::bodyBytesUnderWay)
        .description("Bytes of request bodies being read or answered now")
        .baseUnit("bytes")
        .register(registry);
  }
}

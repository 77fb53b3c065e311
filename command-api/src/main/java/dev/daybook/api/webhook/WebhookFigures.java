package dev.daybook.api.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Shows Prometheus how far webhooks are behind, and how often nobody heard. */
@Singleton
final class WebhookFigures implements MeterBinder {

  private final Webhooks webhooks;

  WebhookFigures(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(
        registry,
        "daybook.webhooks.behind",
        "Entries webhooks were not told of yet",
        Endpoint::lag);
    gauge(
        registry,
        "daybook.webhooks.tries",
        "Tries in vain of what webhooks are told next",
        endpoint -> endpoint.state().map(State::tries).orElse(0));
    gauge(
        registry,
        "daybook.webhooks.given.up",
        "What webhooks were never told, after too many tries",
        endpoint -> endpoint.state().map(State::givenUp).orElse(0L));
  }

  private void gauge(
      MeterRegistry registry, String name, String what, ToDoubleFunction<Endpoint> figure) {
    Gauge.builder(name, webhooks, all -> all.endpoints().stream().mapToDouble(figure).sum())
        .description(what)
        .register(registry);
  }
}

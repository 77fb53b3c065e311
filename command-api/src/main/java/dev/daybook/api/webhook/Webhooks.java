package dev.daybook.api.webhook;

import dev.daybook.edge.ServerSettings;
import dev.daybook.edge.WebhookSettings;
import dev.daybook.store.Ledger;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All addresses that are told of what happens, from the moment the server answers. */
@Singleton
final class Webhooks implements ApplicationEventListener<ServerStartupEvent>, AutoCloseable {

  private final Ledger ledger;
  private final ServerSettings settings;
  private final Clock clock;
  private volatile List<Endpoint> endpoints = List.of();

  Webhooks(Ledger ledger, ServerSettings settings, Clock clock) {
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    start();
  }

  void start() {
    WebhookSettings wanted = settings.webhooks();
    if (wanted.urls().isEmpty() || wanted.kinds().isEmpty()) {
      return;
    }
    Set<String> types = Notice.types(wanted.kinds(), settings.secondPerson());
    Deliveries deliveries = Deliveries.of(ledger);
    List<Endpoint> all = new ArrayList<>();
    for (URI url : wanted.urls()) {
      Endpoint endpoint = new Endpoint(ledger, deliveries, url, wanted, types, clock);
      endpoint.start();
      all.add(endpoint);
    }
    endpoints = List.copyOf(all);
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  @Override
  @PreDestroy
  public void close() {
    endpoints.forEach(Endpoint::close);
  }
}

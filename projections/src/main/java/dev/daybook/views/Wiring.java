package dev.daybook.views;

import dev.daybook.store.Ledger;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes a query node: views that follow the ledger, and what reads them. */
@Factory
final class Wiring {

  @Bean(preDestroy = "close")
  @Singleton
  Views views(Ledger ledger) {
    return Views.start(ledger);
  }

  @Singleton
  Moments moments(Views views) {
    return views.moments();
  }

  @Singleton
  ViewRebuilds viewRebuilds(Views views) {
    return views.rebuilds();
  }

  @Singleton
  ViewReader viewReader(Views views) {
    return new ViewReader(views);
  }
}

package dev.daybook.edge;

import dev.daybook.decision.SystemActors;
import dev.daybook.erasure.Forgets;
import dev.daybook.erasure.Shredder;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Ledger;
import dev.daybook.timestamped.Timestamps;
import dev.daybook.witnessed.Witnesses;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the parts of a server that are not made of annotated classes. */
@Factory
final class Parts {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean(preDestroy = "close")
  @Singleton
  Ledger ledger(OpeningLedger opening) {
    return opening.ledger();
  }

  @Bean(preDestroy = "close")
  @Singleton
  Seal seal(Ledger ledger, ServerSettings settings, Clock clock) {
    return Seal.start(ledger, settings.seal(), clock);
  }

  /** Ends erasures, once everything that has to forget is there. */
  @Bean(preDestroy = "close")
  @Singleton
  Shredder shredder(Ledger ledger, BeanProvider<Forgets> keepers) {
    return Shredder.start(ledger, SystemActors.DAYBOOK, () -> keepers.stream().toList());
  }

  @Bean(preDestroy = "close")
  @Singleton
  Witnesses witnesses(Ledger ledger, Seal seal, ServerSettings settings, Clock clock) {
    return Witnesses.start(ledger, seal, settings.seal().witnesses(), clock);
  }

  @Bean(preDestroy = "close")
  @Singleton
  Timestamps timestamps(Ledger ledger, Seal seal, ServerSettings settings, Clock clock) {
    return Timestamps.start(ledger, seal, settings.seal().timestamps(), clock);
  }

  @Singleton
  TokenDirectory tokenDirectory() {
    return new TokenDirectory();
  }

  @Bean(preDestroy = "close")
  @Singleton
  TokenFollower tokenFollower(Ledger ledger, TokenDirectory directory) {
    return new TokenFollower(ledger, directory);
  }
}

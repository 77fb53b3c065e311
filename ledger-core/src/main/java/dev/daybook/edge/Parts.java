package dev.daybook.edge;

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

  @Bean
  @Singleton
  TokenDirectory tokenDirectory() {
    return new TokenDirectory();
  }
}

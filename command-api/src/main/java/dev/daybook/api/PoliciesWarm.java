package dev.daybook.api;

import dev.daybook.rules.CelGate;
import dev.daybook.store.StoreUnavailable;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles the policies in force as soon as the server answers: before, they would hold up its
 * start, and later the first command. What is not compiled yet is when it first judges, so a stop
 * in between costs nothing.
 */
@Singleton
final class PoliciesWarm implements ApplicationEventListener<ServerStartupEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(PoliciesWarm.class);

  private final CelGate gate;

  PoliciesWarm(CelGate gate) {
    this.gate = gate;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    Thread.ofVirtual().name("daybook-compile-policies").start(this::compile);
  }

  private void compile() {
    try {
      gate.warmUp();
    } catch (StoreUnavailable e) {
      LOG.debug("policies are compiled when they first judge", e);
    }
  }
}

package dev.daybook.api;

import dev.daybook.path.CommandPath;
import dev.daybook.path.MeshDirectory;
import dev.daybook.policy.PolicyEvent;
import dev.daybook.rules.CelGate;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerFollower;
import dev.daybook.store.StoreUnavailable;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a command node: the gate that follows the policies in force, and the path behind it. */
@Factory
final class Wiring {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private static final Set<String> POLICY_EVENTS =
      Set.of("policy.published", "policy.activated", "policy.withdrawn");

  @Singleton
  CelGate gate(Ledger ledger) {
    return CelGate.following(ledger::content);
  }

  /** Brings the gate every change of the policies in force. */
  @Bean(preDestroy = "close")
  @Singleton
  LedgerFollower policyFollower(Ledger ledger, CelGate gate) {
    return LedgerFollower.start(
        ledger,
        "policies",
        POLICY_EVENTS,
        entry -> gate.apply(entry.position(), (PolicyEvent) entry.event()));
  }

  @Bean(preDestroy = "close")
  @Singleton
  MeshDirectory meshDirectory(Ledger ledger) {
    return new MeshDirectory(ledger);
  }

  /**
   * Takes no command before the gate holds what is in force: recording would notice, a dry run
   * would not.
   *
   * @param policies nothing else asks for the follower, and unasked it would never start
   */
  @Singleton
  CommandPath commandPath(
      Ledger ledger, CelGate gate, MeshDirectory directory, LedgerFollower policies)
      throws InterruptedException {
    gate.awaitPolicies(ledger.head().policyPosition());
    Thread.ofVirtual().name("daybook-compile-policies").start(() -> warmUp(gate));
    return new CommandPath(ledger, gate, directory);
  }

  /** What is not compiled now is when it first judges: a stop in between costs nothing. */
  private static void warmUp(CelGate gate) {
    try {
      gate.warmUp();
    } catch (StoreUnavailable e) {
      LOG.debug("policies are compiled when they first judge", e);
    }
  }
}

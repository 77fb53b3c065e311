package dev.daybook.api;

import dev.daybook.decision.Gate;
import dev.daybook.path.CommandPath;
import dev.daybook.path.MeshDirectory;
import dev.daybook.policy.PolicyEvent;
import dev.daybook.rules.CelGate;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerFollower;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Set;

/** Makes a command node: the gate that follows the policies in force, and the path behind it. */
@Factory
final class Wiring {

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

  @Singleton
  CommandPath commandPath(Ledger ledger, Gate gate, MeshDirectory directory) {
    return new CommandPath(ledger, gate, directory);
  }
}

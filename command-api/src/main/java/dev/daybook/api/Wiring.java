package dev.daybook.api;

import dev.daybook.params.ParamsEvent;
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
      Set.of(
          "policy.published",
          "policy.activated",
          "policy.withdrawn",
          "params.published",
          "params.withdrawn");

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
        entry -> {
          if (entry.event() instanceof ParamsEvent params) {
            gate.apply(entry.position(), params);
          } else {
            gate.apply(entry.position(), (PolicyEvent) entry.event());
          }
        });
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
    return new CommandPath(ledger, gate, directory);
  }
}

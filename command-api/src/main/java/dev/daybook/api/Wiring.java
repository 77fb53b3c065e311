package dev.daybook.api;

import dev.daybook.assess.Assessor;
import dev.daybook.path.CommandPath;
import dev.daybook.path.MeshDirectory;
import dev.daybook.path.RoutedPath;
import dev.daybook.path.Slices;
import dev.daybook.rules.CelGate;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerFollower;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes a command node: the gate that follows the policies in force, and the path behind it. */
@Factory
final class Wiring {

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
        Slices.eventTypes().changingPolicies(),
        entry -> gate.apply(entry.position(), entry.event()));
  }

  @Bean(preDestroy = "close")
  @Singleton
  MeshDirectory meshDirectory(Ledger ledger) {
    return new MeshDirectory(ledger);
  }

  @Bean(preDestroy = "close")
  @Singleton
  Assessor assessor(
      Ledger ledger, CelGate gate, MeshDirectory directory, Clock clock, CommandPath path) {
    return Assessor.start(ledger, gate, directory, clock, path::isBusy);
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

  @Bean(preDestroy = "close")
  @Singleton
  RoutedPath routedPath(Ledger ledger, CommandPath path, MeshDirectory directory) {
    return new RoutedPath(ledger, path, directory);
  }
}

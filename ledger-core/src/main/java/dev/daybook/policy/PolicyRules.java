package dev.daybook.policy;

import static dev.daybook.decision.BuiltInRule.NOT_IN_FORCE;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.VERSION_IMMUTABLE;
import static dev.daybook.decision.BuiltInRule.VERSION_UNKNOWN;

import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.policy.PolicyCommand.WithdrawPolicy;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.policy.PolicyState.Held;
import dev.daybook.policy.PolicyState.Published;
import dev.daybook.policy.PolicyState.Unpublished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A policy's version is its bytes: the same number with other bytes is refused, even where only a
 * comment differs, because decisions cite the digest. Line ends alone, which a checkout may turn,
 * make it the same policy under the digest it was published with. Publishing puts nothing in force;
 * going back to an earlier version is activating it.
 */
final class PolicyRules {

  private PolicyRules() {}

  static Verdict<PolicyEvent> decide(PolicyState state, PolicyCommand command) {
    return switch (command) {
      case PublishPolicy(PolicyText policy) -> publish(state, policy);
      case ActivatePolicy c -> step(state, c.subject(), c.reason(), policy -> activate(policy, c));
      case WithdrawPolicy c -> step(state, c.subject(), c.reason(), policy -> withdraw(policy, c));
    };
  }

  private static Verdict<PolicyEvent> publish(PolicyState state, PolicyText policy) {
    Optional<Held> known = published(state).find(policy.version());
    if (known.isPresent()) {
      return policy.isSameTextAs(known.get().sha256())
          ? Verdict.unchanged()
          : immutable(policy, known.get());
    }
    return Verdict.accepted(
        List.of(
            new PolicyPublished(
                policy.subject(),
                policy.version(),
                policy.sha256(),
                policy.title(),
                policy.description(),
                policy.owner(),
                policy.contact(),
                policy.documentation(),
                policy.enforcement(),
                policy.stages(),
                policy.domains(),
                policy.controls())));
  }

  private static Verdict<PolicyEvent> immutable(PolicyText policy, Held known) {
    return VERSION_IMMUTABLE.refuse(
        "version %s of `%s` has the digest %s; the document sent has %s, and decisions cite a"
                .formatted(policy.version(), policy.subject(), known.sha256(), policy.sha256())
            + " policy by its bytes",
        "publish the change as a later version, such as %s".formatted(known.version().nextMinor()));
  }

  private static Verdict<PolicyEvent> activate(Published policy, ActivatePolicy command) {
    Optional<Held> wanted = policy.find(command.version());
    if (wanted.isEmpty()) {
      return VERSION_UNKNOWN.refuse(
          "version %s of `%s` was never published".formatted(command.version(), command.subject()),
          "publish it first, then activate it");
    }
    if (policy.inForce().equals(wanted)) {
      return Verdict.unchanged();
    }
    return Verdict.accepted(
        List.of(
            new PolicyActivated(
                command.subject(),
                wanted.get().version(),
                wanted.get().sha256(),
                policy.inForce().map(Held::version).orElse(null),
                command.reason())));
  }

  private static Verdict<PolicyEvent> withdraw(Published policy, WithdrawPolicy command) {
    if (policy.inForce().isEmpty()) {
      return NOT_IN_FORCE.refuse(
          "`%s` is not in force".formatted(command.subject()),
          "nothing needs to be done; `daybook get policies` lists what is in force");
    }
    Version version = policy.inForce().get().version();
    return Verdict.accepted(
        List.of(new PolicyWithdrawn(command.subject(), version, command.reason())));
  }

  /** What a published policy answers. */
  private interface Step {
    Verdict<PolicyEvent> of(Published policy);
  }

  private static Verdict<PolicyEvent> step(
      PolicyState state, SubjectName subject, String reason, Step step) {
    if (reason.isBlank()) {
      return REASON_MISSING.refuse(
          "the reason is empty; the ledger keeps it for those who ask later", "say why");
    }
    return switch (state) {
      case Unpublished() ->
          NOT_REGISTERED.refuse(
              "`%s` was never published".formatted(subject),
              "check the name, or publish its document first");
      case Published policy -> step.of(policy);
    };
  }

  static PolicyState evolve(PolicyState state, PolicyEvent event) {
    Published policy = published(state);
    return switch (event) {
      case PolicyPublished(_, Version version, String sha256, _, _, _, _, _, _, _, _, _) -> {
        List<Held> versions = new ArrayList<>(policy.versions());
        versions.add(new Held(version, sha256));
        yield new Published(List.copyOf(versions), policy.inForce());
      }
      case PolicyActivated(_, Version version, String sha256, _, _) ->
          new Published(policy.versions(), Optional.of(new Held(version, sha256)));
      case PolicyWithdrawn _ -> new Published(policy.versions(), Optional.empty());
    };
  }

  private static Published published(PolicyState state) {
    return switch (state) {
      case Published policy -> policy;
      case Unpublished() -> new Published(List.of(), Optional.empty());
    };
  }
}

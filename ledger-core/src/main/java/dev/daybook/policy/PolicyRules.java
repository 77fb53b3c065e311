package dev.daybook.policy;

import static dev.daybook.decision.BuiltInRule.APPROVAL_MISSING;
import static dev.daybook.decision.BuiltInRule.GLOBAL_FLOOR;
import static dev.daybook.decision.BuiltInRule.NOT_IN_FORCE;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.SECOND_PERSON;
import static dev.daybook.decision.BuiltInRule.VERSION_IMMUTABLE;
import static dev.daybook.decision.BuiltInRule.VERSION_UNKNOWN;

import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.PolicyCommand.ApprovePolicy;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.policy.PolicyCommand.WithdrawPolicy;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.policy.PolicyState.Held;
import dev.daybook.policy.PolicyState.Published;
import dev.daybook.policy.PolicyState.Unpublished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy's version is its bytes: the same number with other bytes is refused, even where only a
 * comment differs, because decisions cite the digest. Line ends alone, which a checkout may turn,
 * make it the same policy under the digest it was published with. Publishing puts nothing in force;
 * going back to an earlier version is activating it. An approval is of one version by somebody who
 * did not publish it, once and for good.
 */
final class PolicyRules {

  private PolicyRules() {}

  static Verdict<PolicyEvent> decide(PolicyState state, PolicyCommand command) {
    return switch (command) {
      case PublishPolicy(PolicyText policy, String publisher) -> publish(state, policy, publisher);
      case ApprovePolicy c -> step(state, c.subject(), c.reason(), policy -> approve(policy, c));
      case ActivatePolicy c -> step(state, c.subject(), c.reason(), policy -> activate(policy, c));
      case WithdrawPolicy c -> step(state, c.subject(), c.reason(), policy -> withdraw(policy, c));
    };
  }

  private static Verdict<PolicyEvent> publish(
      PolicyState state, PolicyText policy, @Nullable String publisher) {
    Optional<Held> known = published(state).find(policy.version());
    if (known.isPresent()) {
      return policy.isSameTextAs(known.get().sha256())
          ? Verdict.unchanged()
          : immutable(policy, known.get());
    }
    if (published(state).isGlobal() && !policy.domains().isEmpty()) {
      return noLongerGlobal(policy.subject(), policy.version());
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
                policy.controls(),
                publisher)));
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
      return neverPublished(command.subject(), command.version(), "activate");
    }
    Held held = wanted.get();
    if (policy.judgesBy(held)) {
      return Verdict.unchanged();
    }
    if (policy.isGlobal() && !held.isGlobal()) {
      return noLongerGlobal(command.subject(), held.version());
    }
    if (held.approver() == null && command.secondPerson() == SecondPerson.WANTED) {
      return unapproved(command, held);
    }
    return Verdict.accepted(
        List.of(
            new PolicyActivated(
                command.subject(),
                held.version(),
                held.sha256(),
                policy.inForce().orElse(null),
                command.reason(),
                held.approver(),
                command.secondPerson())));
  }

  private static Verdict<PolicyEvent> noLongerGlobal(SubjectName subject, Version version) {
    return GLOBAL_FLOOR.refuse(
        "`%s` is in force for all domains, and version %s of it would be for some"
            .formatted(subject, version),
        "publish it under a name of its own; who wants the floor gone withdraws `%s` first, for everybody to see"
            .formatted(subject));
  }

  private static Verdict<PolicyEvent> unapproved(ActivatePolicy command, Held held) {
    return APPROVAL_MISSING.refuse(
        "nobody but who published it approved version %s of `%s`"
            .formatted(held.version(), command.subject()),
        "published by %s, approved by nobody"
            .formatted(held.publisher() == null ? "somebody" : "`" + held.publisher() + "`"),
        "an approval by a second person",
        "ask another approver for `daybook policy approve %s@%s -m REASON`; a team of one starts its"
                .formatted(command.subject().path(), held.version())
            + " server with DAYBOOK_APPROVALS_SECOND_PERSON=off");
  }

  private static Verdict<PolicyEvent> approve(Published policy, ApprovePolicy command) {
    Optional<Held> wanted = policy.find(command.version());
    if (wanted.isEmpty()) {
      return neverPublished(command.subject(), command.version(), "approve");
    }
    Held held = wanted.get();
    String approver = command.approver();
    if (approver == null || approver.equals(held.publisher())) {
      return SECOND_PERSON.refuse(
          "version %s of `%s` was published by who approves it"
              .formatted(held.version(), command.subject()),
          approver == null ? "nobody" : "`%s`, who published it".formatted(approver),
          "an approver who did not publish it",
          "ask another approver for `daybook policy approve %s@%s -m REASON`"
              .formatted(command.subject().path(), held.version()));
    }
    if (held.approver() != null) {
      return Verdict.unchanged();
    }
    return Verdict.accepted(
        List.of(
            new PolicyApproved(
                command.subject(), held.version(), held.sha256(), approver, command.reason())));
  }

  private static Verdict<PolicyEvent> neverPublished(
      SubjectName subject, Version version, String step) {
    return VERSION_UNKNOWN.refuse(
        "version %s of `%s` was never published".formatted(version, subject),
        "publish it first, then %s it".formatted(step));
  }

  private static Verdict<PolicyEvent> withdraw(Published policy, WithdrawPolicy command) {
    if (policy.inForce().isEmpty()) {
      return NOT_IN_FORCE.refuse(
          "`%s` is not in force".formatted(command.subject()),
          "nothing needs to be done; `daybook get policies` lists what is in force");
    }
    return Verdict.accepted(
        List.of(new PolicyWithdrawn(command.subject(), policy.inForce().get(), command.reason())));
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
      case PolicyPublished e -> {
        List<Held> versions = new ArrayList<>(policy.versions());
        versions.add(
            new Held(e.version(), e.sha256(), e.publishedBy(), null, e.domains().isEmpty()));
        yield new Published(List.copyOf(versions), policy.inForce());
      }
      case PolicyApproved e ->
          new Published(
              policy.versions().stream()
                  .map(held -> held.is(e.version()) ? held.approvedBy(e.by()) : held)
                  .toList(),
              policy.inForce());
      case PolicyActivated e -> new Published(policy.versions(), Optional.of(e.version()));
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

package dev.daybook.contract;

import static dev.daybook.decision.BuiltInRule.CONTRACT_RETIRED;
import static dev.daybook.decision.BuiltInRule.DOMAIN_NAME;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.OBJECTIVE_NAME;
import static dev.daybook.decision.BuiltInRule.POSITION_NOT_CITED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.STATUS_TRANSITION;
import static dev.daybook.decision.BuiltInRule.VERSION_IMMUTABLE;
import static dev.daybook.decision.BuiltInRule.VERSION_UNKNOWN;
import static dev.daybook.decision.BuiltInRule.VERSION_WITHDRAWN;

import dev.daybook.contract.ContractCommand.ChangeContractStatus;
import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractCommand.WithdrawContract;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractStatusChanged;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractEvent.ContractVersionWithdrawn;
import dev.daybook.contract.ContractState.Held;
import dev.daybook.contract.ContractState.Published;
import dev.daybook.contract.ContractState.Unpublished;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Differences;
import dev.daybook.mesh.DomainNames;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.ObjectiveNames;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What readers were promised does not change under them: once a version is more than a draft, its
 * content stays, and only its status moves, forward. Versions of several majors may live side by
 * side, so a new version need not be the highest. A version's number is taken for good, and so is a
 * contract's name once all its versions are retired.
 */
final class ContractRules {

  private ContractRules() {}

  static Verdict<ContractEvent> decide(ContractState state, ContractCommand command) {
    return switch (command) {
      case PublishContract(ContractSpec spec) -> publish(state, spec);
      case ChangeContractStatus c -> changeStatus(state, c);
      case WithdrawContract c -> withdraw(state, c);
    };
  }

  private static Verdict<ContractEvent> publish(ContractState state, ContractSpec spec) {
    if (spec.domain() != null && !DomainNames.isValid(spec.domain())) {
      return DOMAIN_NAME.refuse(DomainNames.problem(spec.domain()), DomainNames.FIX);
    }
    Optional<String> name = ObjectiveNames.problem(spec.subject(), spec.objectives());
    if (name.isPresent()) {
      return OBJECTIVE_NAME.refuse(name.get(), "give each objective a name of its own");
    }
    return switch (state) {
      case Unpublished() -> publishNew(new Published(List.of()), null, spec);
      case Published contract ->
          contract
              .find(spec.version())
              .map(held -> publishAgain(contract, held, spec))
              .orElseGet(() -> publishNew(contract, contract.last(), spec));
    };
  }

  private static Verdict<ContractEvent> publishNew(
      Published contract, @Nullable Version previous, ContractSpec spec) {
    if (contract.isRetired()) {
      return CONTRACT_RETIRED.refuse(
          "every version of `%s` is retired, and a retired name is never used again"
              .formatted(spec.subject()),
          "publish the contract under another name");
    }
    ContractStatus status = statusOr(spec, ContractStatus.ACTIVE);
    if (status == ContractStatus.RETIRED) {
      return STATUS_TRANSITION.refuse(
          "version %s of `%s` cannot begin as `retired`".formatted(spec.version(), spec.subject()),
          "publish it as `draft`, `proposed`, `active` or `deprecated`");
    }
    ObjectiveChange objectives = change(contract, new Held(spec, status, false));
    return accepted(new ContractVersionPublished(spec, status, previous, objectives));
  }

  private static Verdict<ContractEvent> publishAgain(
      Published contract, Held held, ContractSpec spec) {
    if (held.withdrawn()) {
      return withdrawn(spec.subject(), held, contract);
    }
    ContractStatus status = statusOr(spec, held.status());
    List<String> changed =
        Differences.between(held.spec(), spec).stream()
            .filter(at -> !at.equals("/status"))
            .toList();
    if (changed.isEmpty()) {
      return move(contract, held, spec.subject(), status, null);
    }
    if (held.status() != ContractStatus.DRAFT) {
      return immutable(contract, held, spec, changed);
    }
    if (status != ContractStatus.DRAFT && !held.status().mayBecome(status)) {
      return illegalMove(spec.subject(), held, status);
    }
    ObjectiveChange objectives = change(contract, new Held(spec, status, false));
    return accepted(new ContractDraftReplaced(spec, status, changed, objectives));
  }

  private static Verdict<ContractEvent> changeStatus(
      ContractState state, ChangeContractStatus command) {
    if (command.reason().isBlank()) {
      return reasonMissing();
    }
    return with(
        state,
        command.subject(),
        command.version(),
        (contract, held) ->
            move(contract, held, command.subject(), command.to(), command.reason()));
  }

  private static Verdict<ContractEvent> move(
      Published contract,
      Held held,
      SubjectName subject,
      ContractStatus to,
      @Nullable String reason) {
    if (held.status() == to) {
      return Verdict.unchanged();
    }
    if (!held.status().mayBecome(to)) {
      return illegalMove(subject, held, to);
    }
    ObjectiveChange objectives = change(contract, held.at(to));
    return accepted(
        new ContractStatusChanged(
            subject, held.spec().version(), held.status(), to, reason, objectives));
  }

  private static Verdict<ContractEvent> withdraw(ContractState state, WithdrawContract command) {
    if (command.reason().isBlank()) {
      return reasonMissing();
    }
    if (command.position() < 1) {
      return POSITION_NOT_CITED.refuse(
          "position %d is no entry of the ledger".formatted(command.position()),
          "cite the position of the entry that was the mistake; `daybook log %s` lists them"
              .formatted(command.subject()));
    }
    return with(
        state,
        command.subject(),
        command.version(),
        (contract, held) -> takeBack(contract, held, command));
  }

  private static Verdict<ContractEvent> takeBack(
      Published contract, Held held, WithdrawContract command) {
    if (held.status() == ContractStatus.RETIRED) {
      return STATUS_TRANSITION.refuse(
          "version %s of `%s` is retired, which ends it for good"
              .formatted(held.spec().version(), command.subject()),
          "nothing needs to be done; nobody is promised anything by it");
    }
    ObjectiveChange objectives = change(contract, held.takenBack());
    return accepted(
        new ContractVersionWithdrawn(
            command.subject(),
            held.spec().version(),
            command.position(),
            command.reason(),
            objectives));
  }

  /** What a contract answers about one version that stands. */
  private interface Step {
    Verdict<ContractEvent> of(Published contract, Held held);
  }

  private static Verdict<ContractEvent> with(
      ContractState state, SubjectName subject, Version version, Step step) {
    return switch (state) {
      case Unpublished() ->
          NOT_REGISTERED.refuse(
              "`%s` was never registered".formatted(subject),
              "check the name, or publish its document first");
      case Published contract -> {
        Optional<Held> found = contract.find(version);
        if (found.isEmpty()) {
          yield VERSION_UNKNOWN.refuse(
              "version %s of `%s` was never published; known are %s"
                  .formatted(version, subject, known(contract)),
              "name a version that was published");
        }
        yield found.get().withdrawn()
            ? withdrawn(subject, found.get(), contract)
            : step.of(contract, found.get());
      }
    };
  }

  private static String known(Published contract) {
    List<String> versions =
        contract.versions().reversed().stream()
            .limit(10)
            .map(held -> held.spec().version().text())
            .toList();
    return String.join(", ", versions) + (contract.versions().size() > 10 ? " and older ones" : "");
  }

  private static Verdict<ContractEvent> reasonMissing() {
    return REASON_MISSING.refuse(
        "the reason is empty; the ledger keeps it for those who ask later", "say why");
  }

  private static Verdict<ContractEvent> withdrawn(
      SubjectName subject, Held held, Published contract) {
    return VERSION_WITHDRAWN.refuse(
        "version %s of `%s` was withdrawn, and its number stays taken"
            .formatted(held.spec().version(), subject),
        "publish a later version, such as %s".formatted(contract.highest().nextMinor()));
  }

  private static Verdict<ContractEvent> immutable(
      Published contract, Held held, ContractSpec spec, List<String> changed) {
    return VERSION_IMMUTABLE.refuse(
        "version %s of `%s` is %s and its content cannot change; the document differs at %s"
            .formatted(
                held.spec().version(), spec.subject(), held.status().word(), places(changed)),
        "publish the change as a later version, such as %s"
            .formatted(contract.highest().nextMinor()));
  }

  /** The first places, for a message people read. */
  private static String places(List<String> changed) {
    String first = String.join(", ", changed.stream().limit(10).map(at -> "`" + at + "`").toList());
    return changed.size() > 10 ? first + " and in more places" : first;
  }

  private static Verdict<ContractEvent> illegalMove(
      SubjectName subject, Held held, ContractStatus to) {
    return STATUS_TRANSITION.refuse(
        "version %s of `%s` is %s and cannot become %s"
            .formatted(held.spec().version(), subject, held.status().word(), to.word()),
        nextSteps(held.status()));
  }

  private static String nextSteps(ContractStatus from) {
    return switch (from) {
      case DRAFT -> "from `draft` it goes to `proposed` or `active`; withdraw it to give it up";
      case PROPOSED -> "from `proposed` it goes to `active`; withdraw it to give it up";
      case ACTIVE -> "from `active` it goes to `deprecated`; send status `active` or `deprecated`";
      case DEPRECATED -> "from `deprecated` it goes to `retired`; publish a later version instead";
      case RETIRED -> "what is retired stays retired; publish a later version instead";
    };
  }

  private static ContractStatus statusOr(ContractSpec spec, ContractStatus otherwise) {
    return spec.status() == null ? otherwise : spec.status();
  }

  /** What becomes of the contract's promises once a version is as {@code next}. */
  private static ObjectiveChange change(Published contract, Held next) {
    List<Objective> before = contract.promises();
    return ObjectiveChange.between(before, contract.with(next).promises());
  }

  private static Verdict<ContractEvent> accepted(ContractEvent event) {
    return Verdict.accepted(List.of(event));
  }

  static ContractState evolve(ContractState state, ContractEvent event) {
    return switch (event) {
      case ContractVersionPublished(ContractSpec spec, var status, _, _) ->
          published(state).with(new Held(spec, status, false));
      case ContractDraftReplaced(ContractSpec spec, var status, _, _) ->
          published(state).with(new Held(spec, status, false));
      case ContractStatusChanged(_, Version version, _, var to, _, _) ->
          published(state).with(held(state, version).at(to));
      case ContractVersionWithdrawn(_, Version version, _, _, _) ->
          published(state).with(held(state, version).takenBack());
    };
  }

  private static Published published(ContractState state) {
    return switch (state) {
      case Published contract -> contract;
      case Unpublished() -> new Published(List.of());
    };
  }

  private static Held held(ContractState state, Version version) {
    return published(state)
        .find(version)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "version %s moves in the history before it is published".formatted(version)));
  }
}

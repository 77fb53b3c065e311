package dev.daybook.path;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.slo.Consequences;
import dev.daybook.store.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * That contracts had been published just before a past command, as their documents say. Each
 * command is met by its subject as it stood then, with the documents published onto it by the
 * domain's own rules; what is recorded afterwards is not touched, so every command meets them anew.
 *
 * <p>A contract is met by commands about itself and about the objectives it promises, and by no
 * others: nothing else looks at what a contract says.
 */
public final class Supposition {

  private final List<PublishContract> contracts;
  private final PastSubjects past;

  private Supposition(List<PublishContract> contracts, PastSubjects past) {
    this.contracts = List.copyOf(contracts);
    this.past = past;
  }

  /**
   * Supposes contracts of a ledger that nobody follows.
   *
   * @param contracts in the order they would be published in; their owners mean the teams of now
   */
  public static Supposition of(Ledger ledger, List<PublishContract> contracts) {
    return of(
        ledger,
        contracts.isEmpty()
            ? new MeshDirectory()
            : MeshDirectory.asOf(ledger, ledger.head().position()),
        contracts);
  }

  /**
   * Supposes contracts of a ledger.
   *
   * @param directory the teams that their owners mean
   * @param contracts in the order they would be published in
   */
  public static Supposition of(
      Ledger ledger, MeshDirectory directory, List<PublishContract> contracts) {
    return new Supposition(
        contracts.stream().map(each -> (PublishContract) directory.resolve(each)).toList(),
        new PastSubjects(ledger));
  }

  /**
   * What a command would have met.
   *
   * @param position where its decision stands
   * @param facts those it was judged on
   */
  public Supposed before(long position, DecisionRecorded decision, Facts facts) {
    List<PublishContract> met =
        contracts.stream().filter(each -> meets(decision.subject(), each)).toList();
    if (met.isEmpty()) {
      return new Supposed.Same();
    }
    SubjectCommand command;
    try {
      command = ThawedCommand.of(decision.command(), facts);
    } catch (IllegalArgumentException _) {
      return new Supposed.Lost("its command cannot be read back from its facts");
    }
    PastSubjects.Stood stood = past.through(decision.subject(), position - 1);
    SliceShell<?, ?, ?> then = stood.shell();
    if (stood.sequence() != decision.judgedAt()
        || !with(facts, then.seen(command)).sha256().equals(facts.sha256())) {
      return new Supposed.Lost("what it was judged on is not what its subject's history comes to");
    }
    SliceShell<?, ?, ?> otherwise = then.copy();
    Optional<Finding> impossible =
        decision.subject().kind() == SubjectKind.CONTRACT
            ? published(otherwise, met, _ -> {})
            : promised(otherwise, decision.subject(), met, position);
    if (impossible.isPresent()) {
      return new Supposed.Impossible(impossible.get());
    }
    Facts others = with(facts, otherwise.seen(command));
    List<Finding> refusedThen = refusals(then.decide(command));
    List<Finding> refused = refusals(otherwise.decide(command));
    return others.sha256().equals(facts.sha256()) && refused.equals(refusedThen)
        ? new Supposed.Same()
        : new Supposed.Otherwise(others, refusedThen, refused);
  }

  private static boolean meets(SubjectName subject, PublishContract contract) {
    return switch (subject.kind()) {
      case CONTRACT -> subject.stream().equals(contract.subject().stream());
      case SLO -> subject.stream().startsWith(objectivesOf(contract.subject()));
      default -> false;
    };
  }

  /** What the streams of a contract's objectives begin with, see {@link Consequences}. */
  private static String objectivesOf(SubjectName contract) {
    return "%s/%s/".formatted(SubjectKind.SLO.word(), contract.stream());
  }

  /**
   * Publishes contracts onto the one they are versions of.
   *
   * @param happened told each event that follows; none from what stands already
   * @return why that cannot be, if it cannot
   */
  private static Optional<Finding> published(
      SliceShell<?, ?, ?> contract,
      List<PublishContract> contracts,
      Consumer<SubjectEvent> happened) {
    for (PublishContract each : contracts) {
      switch (contract.decide(each)) {
        case Verdict.Accepted<? extends SubjectEvent>(var events) ->
            events.forEach(
                event -> {
                  contract.on(event);
                  happened.accept(event);
                });
        case Verdict.Unchanged<?> _ -> {
          // it stands already, and what follows from it does too
        }
        case Verdict.Refused<?>(var findings) -> {
          return Optional.of(findings.getFirst());
        }
      }
    }
    return Optional.empty();
  }

  /** Has an objective follow from the contracts, as it does where they are published. */
  private Optional<Finding> promised(
      SliceShell<?, ?, ?> objective,
      SubjectName subject,
      List<PublishContract> contracts,
      long position) {
    return published(
        past.through(contracts.getFirst().subject(), position - 1).shell().copy(),
        contracts,
        event ->
            Consequences.of(event).stream()
                .filter(following -> following.subject().stream().equals(subject.stream()))
                .forEach(following -> follow(objective, following)));
  }

  private static void follow(SliceShell<?, ?, ?> objective, SubjectCommand following) {
    if (objective.decide(following)
        instanceof Verdict.Accepted<? extends SubjectEvent>(var events)) {
      events.forEach(objective::on);
    }
  }

  private static List<Finding> refusals(Verdict<?> verdict) {
    return verdict instanceof Verdict.Refused<?>(var findings) ? findings : List.of();
  }

  /** The same facts about a subject that is seen so. */
  private static Facts with(Facts facts, SeenSubject seen) {
    TreeMap<String, Object> values = new TreeMap<>(facts.values());
    values.put("state", new TreeMap<>(seen.state()));
    TreeMap<String, Object> command = new TreeMap<>();
    if (values.get("command") instanceof Map<?, ?> asked) {
      asked.forEach((part, value) -> command.put(String.valueOf(part), value));
    }
    command.remove(CommandKind.CHANGED);
    seen.changed().ifPresent(places -> command.put(CommandKind.CHANGED, places));
    values.put("command", command);
    return Facts.freeze(values);
  }
}

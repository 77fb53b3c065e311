package dev.daybook.path;

import dev.daybook.access.AccessCommand.RevokeToken;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Gate;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Answer.Result;
import dev.daybook.product.ProductEvent;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.Sha256;
import dev.daybook.slo.Consequences;
import dev.daybook.store.Append;
import dev.daybook.store.DecisionExists;
import dev.daybook.store.Ledger;
import dev.daybook.store.PoliciesMoved;
import dev.daybook.store.Receipt;
import dev.daybook.store.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Answers commands: judges each on its subject's state and the frozen facts, and records the
 * decision together with the events that follow from it.
 *
 * <p>Whatever a command was judged on may move before it is recorded: its subject, or the policies
 * in force. The store tells, and the command is judged again on what stands then. So every recorded
 * decision was made on exactly what stood before it.
 */
public final class CommandPath {

  /** How often a command that lost a race is judged again. */
  private static final int ATTEMPTS = 32;

  /** How long after an answer the next command is still expected. */
  private static final Duration QUIET = Duration.ofMillis(50);

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::effect)
          .reversed()
          .thenComparing(Finding::severity)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::pointer);

  private final Ledger ledger;
  private final EventStore eventStore;
  private final Gate gate;
  private final Subjects subjects;
  private final MeshDirectory directory;
  private final FactsOf factsOf;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile long answeredNanos = System.nanoTime() - QUIET.toNanos();

  public CommandPath(Ledger ledger, Gate gate, MeshDirectory directory) {
    this.ledger = ledger;
    this.eventStore = ledger.eventStore();
    this.gate = gate;
    this.directory = directory;
    this.subjects = new Subjects(eventStore);
    ledger.onErased(_ -> subjects.forget());
    this.factsOf = new FactsOf(directory);
  }

  /**
   * Judges a command and records the decision; the answer comes when it is durable.
   *
   * @throws IdempotencyConflict when its id was used before with another payload
   * @throws PreconditionFailed when its subject does not stand where the sender wants it to
   * @throws Overloaded when too many callers want its subject, or it lost too many races
   * @throws Gate.DeadlineExceeded when judging took too long
   */
  public Answer submit(Submission asked) throws InterruptedException {
    underWay.incrementAndGet();
    try {
      return answer(asked);
    } finally {
      answeredNanos = System.nanoTime();
      underWay.decrementAndGet();
    }
  }

  /** Whether somebody waits for an answer, or did a moment ago: then the next is on its way. */
  public boolean isBusy() {
    return underWay.get() > 0 || System.nanoTime() - answeredNanos < QUIET.toNanos();
  }

  private Answer answer(Submission asked) throws InterruptedException {
    String payload = payloadSha256(asked);
    directory.awaitOwnWrites();
    Submission submission = asked.resolved(directory);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return judgeAndRecord(submission, payload);
      } catch (PoliciesMoved moved) {
        gate.awaitPolicies(moved.position());
      } catch (DecisionExists known) {
        Optional<Answer> first = FirstAnswer.find(ledger, submission, payload);
        if (first.isPresent()) {
          return first.get();
        } // else the one it lost to was not recorded after all: judge again
      } catch (ConcurrencyException lostRace) {
        Thread.onSpinWait(); // judged again on what the winner left
      } catch (LockAcquisitionFailedException busy) {
        throw Overloaded.waitingFor(submission.command().subject(), busy);
      }
    }
    throw Overloaded.racingFor(submission.command().subject(), ATTEMPTS);
  }

  /**
   * Judges a command by another gate, on what its subject is now. Nothing is recorded, and the
   * domain's own rules are not asked.
   *
   * @throws Overloaded when too many callers want its subject
   * @throws Gate.DeadlineExceeded when judging took too long
   */
  public Judgement rehearse(Submission asked, Gate by) throws InterruptedException {
    directory.awaitOwnWrites();
    Submission submission = asked.resolved(directory);
    UnitOfWork<?> work =
        DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage(submission));
    try {
      Aggregate<SubjectAggregate> subject = subjects.load(submission.command().subject());
      Facts facts =
          factsOf.gather(submission, subject.invoke(state -> state.seen(submission.command())));
      Judgement judgement = by.judge(facts);
      Original original = submission.original();
      return original == null ? judgement : judgement.located(original::located);
    } catch (LockAcquisitionFailedException busy) {
      throw Overloaded.waitingFor(submission.command().subject(), busy);
    } finally {
      work.rollback();
    }
  }

  private Answer judgeAndRecord(Submission submission, String payload) {
    UnitOfWork<?> work =
        DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage(submission));
    List<SubjectEvent> told = new ArrayList<>();
    Answer answer;
    try {
      answer = judge(submission, payload, work, told);
    } catch (RuntimeException | Error e) {
      work.rollback(e);
      throw e;
    }
    work.commit();
    return recorded(answer, work, told);
  }

  /**
   * @param told takes up what happens to subjects, in the order it is recorded in
   */
  private Answer judge(
      Submission submission, String payload, UnitOfWork<?> work, List<SubjectEvent> told) {
    SubjectCommand command = submission.command();
    Aggregate<SubjectAggregate> subject = subjects.load(command.subject());
    if (!submission.precondition().holds(lastSequence(subject))) {
      requireCurrent(subject, command.subject());
      return FirstAnswer.find(ledger, submission, payload)
          .orElseThrow(() -> new PreconditionFailed(command.subject(), lastSequence(subject)));
    }
    Verdict<? extends SubjectEvent> decided = subject.invoke(state -> state.decide(command));
    Verdict<? extends SubjectEvent> verdict =
        decided instanceof Verdict.Accepted<?>
            ? CitedEntry.refusal(ledger, command)
                .or(() -> UnknownPerson.refusal(ledger, command))
                .or(() -> UnrecordedMoment.refusal(ledger, command))
                .<Verdict<? extends SubjectEvent>>map(v -> v)
                .orElse(decided)
            : decided;
    if (verdict instanceof Verdict.Unchanged<?>) {
      Standing standing = requireCurrent(subject, command.subject());
      return FirstAnswer.find(ledger, submission, payload)
          .orElseGet(() -> unrecorded(submission, Result.UNCHANGED, List.of(), standing));
    }
    Facts facts = factsOf.gather(submission, subject.invoke(state -> state.seen(command)));
    Judgement judgement = gate.judge(facts);
    List<Finding> findings =
        Stream.concat(
                findings(submission, verdict, judgement, directory).stream(),
                UnknownWaived.findings(command, ledger).stream())
            .sorted(WORST_FIRST)
            .toList();
    boolean accepted = verdict instanceof Verdict.Accepted<?> && !judgement.denies();
    Result result = accepted ? Result.ACCEPTED : Result.DENIED;
    if (submission.dryRun()) {
      Standing standing = requireCurrent(subject, command.subject());
      if (standing.policyPosition() > judgement.policyPosition()) {
        throw new PoliciesMoved(judgement.policyPosition(), standing.policyPosition());
      }
      return unrecorded(submission, result, findings, standing);
    }
    record(submission, payload, subject, facts, judgement, findings, accepted, work);
    if (verdict instanceof Verdict.Accepted<?>(var events) && accepted) {
      happened(subject, events, work, told);
    }
    return new Answer(
        command.subject(), result, submission.id(), List.of(), null, findings, false, 0, List.of());
  }

  /** The decision itself, event 0 of its own stream, and what it may only be recorded under. */
  private void record(
      Submission submission,
      String payload,
      Aggregate<SubjectAggregate> subject,
      Facts facts,
      Judgement judgement,
      List<Finding> findings,
      boolean accepted,
      UnitOfWork<?> work) {
    Original original = submission.original();
    String document = original == null ? null : original.source().sha256();
    long judgedAt = lastSequence(subject);
    Append append =
        Append.in(work)
            .by(
                new EntryMetadata(
                    submission.actor().id(),
                    submission.actor().kind(),
                    submission.id(),
                    submission.context(),
                    document))
            .expectHead(submission.command().subject().stream(), judgedAt)
            .judgedUnder(judgement.policyPosition())
            .naming(submission.command())
            .personalContent(facts.json());
    if (original != null && submission.command().subject().kind().isLaw()) {
      append.content(original.source().bytes());
    } else if (original != null) {
      append.personalContent(original.source().bytes());
    }
    DecisionRecorded decision =
        new DecisionRecorded(
            submission.id(),
            submission.command().subject(),
            submission.command().kind(),
            payload,
            judgedAt,
            judgement.policyPosition(),
            judgement.policies(),
            judgement.rules(),
            facts.sha256(),
            judgement.traceSha256(),
            accepted,
            findings,
            document,
            submission.clock(),
            gate.engine(),
            judgement.ceiling());
    eventStore.publish(
        new GenericDomainEventMessage<>(
            "decision", DecisionRecorded.stream(submission.id()), 0, decision));
  }

  /** Applies a subject's events, and what follows from them for other subjects. */
  private void happened(
      Aggregate<SubjectAggregate> subject,
      List<? extends SubjectEvent> events,
      UnitOfWork<?> work,
      List<SubjectEvent> told) {
    subject.execute(state -> state.happened(events));
    told.addAll(events);
    for (SubjectEvent event : events) {
      for (SubjectName actor : TokensHeld.by(event, ledger)) {
        Aggregate<SubjectAggregate> holder = subjects.load(actor);
        RevokeToken revocation = new RevokeToken(actor, "whoever held it is erased");
        if (holder.invoke(state -> state.decide(revocation))
            instanceof Verdict.Accepted<? extends SubjectEvent>(var revoked)) {
          happened(holder, revoked, work, told);
        } // else it was revoked before
      }
      for (SubjectCommand consequence : Consequences.of(event)) {
        Aggregate<SubjectAggregate> other = subjects.load(consequence.subject());
        switch (other.invoke(state -> state.decide(consequence))) {
          case Verdict.Accepted<? extends SubjectEvent>(var following) ->
              happened(other, following, work, told);
          case Verdict.Unchanged<? extends SubjectEvent> _ ->
              Append.in(work).expectHead(consequence.subject().stream(), lastSequence(other));
          case Verdict.Refused<? extends SubjectEvent>(var findings) ->
              throw new IllegalStateException(
                  "%s follows from %s, but is refused: %s".formatted(consequence, event, findings));
        }
      }
    }
  }

  /** What policies and domain say of a command, worst first, each with its place in the source. */
  static List<Finding> findings(
      Submission submission,
      Verdict<? extends SubjectEvent> verdict,
      Judgement judgement,
      MeshDirectory directory) {
    List<Finding> findings = new ArrayList<>(judgement.findings());
    if (verdict instanceof Verdict.Refused<?>(var refusals)) {
      findings.addAll(refusals);
    }
    UnregisteredDomain.finding(submission.command(), directory).ifPresent(findings::add);
    Original original = submission.original();
    return findings.stream()
        .map(finding -> original == null ? finding : original.located(finding))
        .sorted(WORST_FIRST)
        .toList();
  }

  private Answer recorded(Answer answer, UnitOfWork<?> work, List<SubjectEvent> told) {
    Append append = Append.in(work);
    if (!append.unplaced().isEmpty()) {
      return new Answer(
          answer.subject(),
          answer.result(),
          answer.decision(),
          List.of(),
          null,
          answer.findings(),
          false,
          0,
          append.unplaced());
    }
    if (!append.recorded()) {
      return answer;
    }
    Receipt receipt = append.receipt();
    directory.written(receipt.last());
    for (SubjectEvent event : told) {
      if (event instanceof ProductEvent product) {
        // Its own position, or a later one of the same append, which nothing else stands in.
        directory.products().learn(product, receipt.last());
      }
    }
    return new Answer(
        answer.subject(),
        answer.result(),
        answer.decision(),
        LongStream.rangeClosed(receipt.first(), receipt.last()).boxed().toList(),
        receipt.recordedAt(),
        answer.findings(),
        false,
        receipt.last(),
        List.of());
  }

  /**
   * What is recorded is checked against the stream's end by the store; what is not, here: another
   * node may have moved the subject since this one cached it.
   */
  private Standing requireCurrent(Aggregate<SubjectAggregate> subject, SubjectName name) {
    Standing there = ledger.standing(name.stream());
    if (there.lastSequence() != lastSequence(subject)) {
      throw new ConcurrencyException(
          "`%s` ends at %d by now, not at %d"
              .formatted(name, there.lastSequence(), lastSequence(subject)));
    }
    return there;
  }

  private static long lastSequence(Aggregate<SubjectAggregate> subject) {
    Long version = subject.version();
    return version == null ? -1 : version;
  }

  private static Answer unrecorded(
      Submission submission, Result result, List<Finding> findings, Standing standing) {
    return new Answer(
        submission.command().subject(),
        result,
        null,
        List.of(),
        null,
        findings,
        false,
        standing.position(),
        List.of());
  }

  /** What makes a repeat a repeat: the document's own bytes, or else the command and its kind. */
  private static String payloadSha256(Submission submission) {
    Original original = submission.original();
    return original == null
        ? Sha256.hex(
            CanonicalJson.write(
                Map.of(
                    "kind", submission.command().kind(),
                    "command", submission.command().asked())))
        : original.source().sha256();
  }
}

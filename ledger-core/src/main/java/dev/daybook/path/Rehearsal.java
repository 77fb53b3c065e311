package dev.daybook.path;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Gate;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Answer.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command path without a ledger: judges commands one after another by the same gate and the same
 * rules, on states that live only as long as itself. It begins where a fresh ledger begins, so what
 * it says of a command is what such a ledger would say; a ledger with a history may know more.
 *
 * <p>Objectives that follow from documents are not kept. Not thread-safe.
 */
public final class Rehearsal {

  private final Gate gate;
  private final MeshDirectory directory = new MeshDirectory();
  private final FactsOf factsOf = new FactsOf(directory);
  private final Map<String, SliceShell<?, ?, ?>> subjects = new HashMap<>();

  public Rehearsal(Gate gate) {
    this.gate = gate;
  }

  /**
   * Judges a command; what it accepts has happened for those after it.
   *
   * @throws Gate.DeadlineExceeded when judging took too long
   */
  public Answer submit(Submission asked) {
    Submission submission = asked.resolved(directory);
    SubjectName name = submission.command().subject();
    SliceShell<?, ?, ?> subject = subjects.computeIfAbsent(name.stream(), _ -> Slices.begun(name));
    Verdict<? extends SubjectEvent> verdict = subject.decide(submission.command());
    if (verdict instanceof Verdict.Unchanged<?>) {
      return answer(name, Result.UNCHANGED, List.of());
    }
    Facts facts = factsOf.gather(submission, subject.seen(submission.command()));
    Judgement judgement = gate.judge(facts);
    List<Finding> findings = CommandPath.findings(submission, verdict, judgement, directory);
    if (!(verdict instanceof Verdict.Accepted<?>(var events)) || judgement.denies()) {
      return answer(name, Result.DENIED, findings);
    }
    for (SubjectEvent event : events) {
      subject.on(event);
      directory.learn(event, 0);
    }
    return answer(name, Result.ACCEPTED, findings);
  }

  /** The facts policies would judge a command by. Nothing happens. */
  public Facts facts(Submission asked) {
    Submission submission = asked.resolved(directory);
    SubjectName name = submission.command().subject();
    SliceShell<?, ?, ?> subject = subjects.computeIfAbsent(name.stream(), _ -> Slices.begun(name));
    return factsOf.gather(submission, subject.seen(submission.command()));
  }

  private static Answer answer(SubjectName name, Result result, List<Finding> findings) {
    return new Answer(name, result, null, List.of(), null, findings, false, 0, List.of());
  }
}

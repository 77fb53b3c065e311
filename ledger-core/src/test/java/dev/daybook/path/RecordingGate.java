package dev.daybook.path;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Gate;
import dev.daybook.decision.Judgement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers what it is told to, under a policy position it is told to, and remembers what it saw. */
final class RecordingGate implements Gate {

  static final String TRACE = "7".repeat(64);

  final List<Facts> seen = Collections.synchronizedList(new ArrayList<>());
  final List<Long> awaited = Collections.synchronizedList(new ArrayList<>());
  volatile List<Finding> findings = List.of();
  volatile long policyPosition;

  @Override
  public Judgement judge(Facts facts) {
    seen.add(facts);
    return new Judgement(policyPosition, List.of(), List.of(), findings, TRACE, null);
  }

  @Override
  public String engine() {
    return "recording 1";
  }

  @Override
  public void awaitPolicies(long position) {
    awaited.add(position);
    policyPosition = position;
  }
}

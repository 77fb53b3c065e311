package dev.daybook.hindsight;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.Because;
import dev.daybook.hindsight.PastDecision.Erased;
import dev.daybook.hindsight.PastDecision.Judgeable;
import dev.daybook.hindsight.PastDecision.Unfounded;
import dev.daybook.rules.Retrial;
import dev.daybook.rules.ToldRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges recorded decisions again, each from its frozen facts by the policies, params, ceiling and
 * waivers of then, and compares all that policies said with what they say now.
 *
 * <p>By the same engine everything must come to the same, step by step. By another one a decision
 * may take other steps to the same answer, which is counted apart and no fault: what was recorded
 * is confirmed. Another answer is always told, with what of the engine is another.
 */
public final class Redecision implements PastDecisions.Work<Redecided> {

  /** Most differences told of one decision. */
  private static final int TOLD = 20;

  /** The judging of now. */
  private final String engine;

  /**
   * @param engine what judges again
   */
  public Redecision(String engine) {
    this.engine = engine;
  }

  @Override
  public Redecided apply(List<PastDecision> decisions) {
    Counting counting = new Counting();
    decisions.forEach(counting::add);
    return counting.all();
  }

  private final class Counting {

    private final SortedMap<String, Long> engines = new TreeMap<>();
    private long decisions;
    private long same;
    private long otherSteps;
    private long otherwise;
    private long notRecomputable;
    private @Nullable Divergence first;
    private @Nullable Divergence firstOtherSteps;

    void add(PastDecision past) {
      decisions++;
      switch (past) {
        case Judgeable judgeable -> {
          made(judgeable.decision());
          judged(judgeable);
        }
        case Erased erased -> {
          made(erased.decision());
          notRecomputable++;
        }
        case Unfounded(long position, var decision, String why) -> {
          if (decision != null) {
            made(decision);
          }
          otherwise(divergence(position, decision, why, List.of()));
        }
      }
    }

    private void made(DecisionRecorded decision) {
      engines.merge(decision.engine(), 1L, Long::sum);
    }

    private void judged(Judgeable past) {
      Comparison.Compared compared = Comparison.of(past, past.gate().judge(past.facts()));
      boolean sameEngine = past.decision().engine().equals(engine);
      if (!compared.differences().isEmpty()) {
        otherwise(differing(past, compared.differences()));
      } else if (compared.sameSteps()) {
        same++;
      } else if (sameEngine) {
        otherwise(differing(past, List.of()));
      } else {
        otherSteps++;
        if (firstOtherSteps == null) {
          firstOtherSteps = differing(past, List.of());
        }
      }
    }

    private void otherwise(Divergence divergence) {
      otherwise++;
      if (first == null) {
        first = divergence;
      }
    }

    Redecided all() {
      return new Redecided(
          decisions,
          same,
          otherSteps,
          otherwise,
          notRecomputable,
          engines,
          first == null ? firstOtherSteps : first);
    }
  }

  private Divergence differing(Judgeable past, List<Difference> differences) {
    DecisionRecorded decision = past.decision();
    List<Difference> all = new ArrayList<>(differences);
    all.addAll(Math.min(all.size(), TOLD / 2), parts(past, differences));
    return divergence(past.position(), decision, why(decision, all.isEmpty()), all);
  }

  private String why(DecisionRecorded decision, boolean stepsOnly) {
    String what = stepsOnly ? "the answer is the same, the steps to it are others: " : "";
    return decision.engine().equals(engine)
        ? what
            + "the engine is the one of then, so what was recorded was changed, which `daybook"
            + " verify` tells, or judging does not repeat itself here, which is a bug"
        : what
            + "it was judged by another engine: "
            + EngineParts.differing(decision.engine(), engine);
  }

  private Divergence divergence(
      long position,
      @Nullable DecisionRecorded decision,
      String why,
      List<Difference> differences) {
    return new Divergence(
        position,
        decision == null ? null : decision.id(),
        decision == null ? null : decision.subject().toString(),
        decision == null ? null : decision.command(),
        decision == null ? null : decision.clock(),
        decision == null ? null : decision.engine(),
        engine,
        why,
        differences.subList(0, Math.min(TOLD, differences.size())),
        Math.max(0, differences.size() - TOLD));
  }

  /** Of the rules that differ the parts that had another value, as far as that was recorded. */
  private static List<Difference> parts(Judgeable past, List<Difference> differences) {
    List<String> rules =
        differences.stream()
            .map(Difference::rule)
            .filter(Objects::nonNull)
            .distinct()
            .limit(TOLD)
            .toList();
    if (rules.isEmpty()) {
      return List.of();
    }
    List<Difference> parts = new ArrayList<>();
    for (ToldRule told : Retrial.tell(past.gate(), past.decision(), past.facts(), rules).rules()) {
      parts(told).ifPresent(parts::add);
    }
    return parts;
  }

  private static Optional<Difference> parts(ToldRule told) {
    Finding recorded = told.finding();
    if (recorded == null) {
      return Optional.empty();
    }
    for (Because then : recorded.because()) {
      Optional<String> now =
          told.expressions().stream()
              .flatMap(expression -> expression.parts().stream())
              .filter(part -> part.expression().equals(then.expression()))
              .map(part -> part.value() == null ? part.state().word() : part.value())
              .findFirst();
      if (now.isPresent() && !now.get().equals(then.value())) {
        return Optional.of(
            new Difference(
                told.rule(),
                "part",
                "%s is %s".formatted(then.expression(), then.value()),
                "%s is %s".formatted(then.expression(), now.get())));
      }
    }
    return Optional.empty();
  }
}

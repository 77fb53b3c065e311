package dev.daybook.posture;

import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.posture.PostureEvent.RulePosture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What happened lately that may have changed a subject's posture, as ledger positions; 0 for what
 * never did.
 *
 * @param since the position as of which the subject was asked last; what stands at or before it
 *     causes nothing any more
 * @param subject its own last entry
 * @param domain the last entry of its domain, or of a team
 * @param lineage the last entry of what it reads from, or of what reads from it
 * @param waiver the last entry that granted or ended a waiver of it
 * @param policy the entry that last put a policy of this name in or out of force
 * @param params the entry that last changed the params document of this name
 */
public record Causes(
    long since,
    long subject,
    long domain,
    long lineage,
    long waiver,
    ToLongFunction<String> policy,
    ToLongFunction<String> params) {

  /** A cause and the entry that is it, where one is. */
  record Attribution(Cause cause, @Nullable Long position) {}

  private record Candidate(Cause cause, long position) {}

  /**
   * Why one policy's rules answer otherwise. Where they went out of a waiver or into one, that;
   * else what happened last since they were asked; else time.
   */
  Attribution of(
      String name, @Nullable Assessed before, @Nullable Assessed after, List<RulePosture> rules) {
    List<Candidate> happened = new ArrayList<>();
    happened.add(new Candidate(Cause.SUBJECT_CHANGED, subject));
    happened.add(new Candidate(Cause.POLICY_CHANGED, policy.applyAsLong(name)));
    happened.add(new Candidate(Cause.PARAMS_CHANGED, paramsOf(before, after)));
    happened.add(new Candidate(Cause.LINEAGE_CHANGED, lineage));
    happened.add(new Candidate(Cause.DOMAIN_CHANGED, domain));
    boolean ends = rules.stream().anyMatch(rule -> rule.was() == Outcome.WAIVED);
    boolean begins = rules.stream().anyMatch(rule -> rule.now() == Outcome.WAIVED);
    if (ends || begins) {
      happened.add(new Candidate(begins ? Cause.WAIVER_GRANTED : Cause.WAIVER_ENDED, waiver));
    }
    return happened.stream()
        .filter(candidate -> candidate.position() > since)
        .max(Comparator.comparingLong(Candidate::position))
        .map(candidate -> new Attribution(candidate.cause(), candidate.position()))
        .orElse(new Attribution(ends ? Cause.WAIVER_ENDED : Cause.TIME_PASSED, null));
  }

  private long paramsOf(@Nullable Assessed before, @Nullable Assessed after) {
    return Math.max(positionOf(before), positionOf(after));
  }

  private long positionOf(@Nullable Assessed policy) {
    return policy == null ? 0 : Math.max(positionOf(policy.params()), positionOf(policy.floor()));
  }

  private long positionOf(@Nullable ParamsUsed document) {
    return document == null ? 0 : params.applyAsLong(document.name());
  }
}

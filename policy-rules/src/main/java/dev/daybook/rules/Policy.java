package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.WaiverUsed;
import dev.daybook.decision.Judgement.PolicyUsed;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.Severity;
import dev.daybook.mesh.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One policy in a {@link PolicySet}, identified by the SHA-256 of its document's bytes. */
public sealed interface Policy permits CompiledPolicy, BrokenPolicy, AcceptedPolicy {

  String name();

  Version version();

  String sha256();

  /** Judges the facts, or answers that the policy does not apply to them. */
  Verdict judge(Facts facts, Meter meter);

  /**
   * Judges what stands and nobody asks for: the same without the rules that are about who asks and
   * how.
   */
  default Verdict assess(Facts facts, Meter meter) {
    return judge(facts, meter);
  }

  /** Ids of the regulations' controls it serves, as far as that is known. */
  default List<String> controls() {
    return List.of();
  }

  /** The policy itself, compiled if it was not yet. */
  default Policy compiled() {
    return this;
  }

  default PolicyUsed used() {
    return new PolicyUsed(name(), version().text(), sha256(), null, null);
  }

  /** The same, with the params these facts are judged with. */
  default PolicyUsed used(Facts facts) {
    return used();
  }

  /** What one policy says of one command. */
  sealed interface Verdict {

    /** The policy is not about this command. */
    record Skipped() implements Verdict {}

    /** One answer per rule. */
    record Judged(List<RuleAnswer> answers) implements Verdict {}
  }

  /**
   * One rule's answer, with a finding unless it passes.
   *
   * @param conflict says that the answer is stricter than a domain's own values would have it
   */
  record RuleAnswer(RuleOutcome outcome, @Nullable Finding finding, @Nullable Finding conflict) {

    RuleAnswer(RuleOutcome outcome, @Nullable Finding finding) {
      this(outcome, finding, null);
    }

    RuleAnswer despite(Finding other) {
      return new RuleAnswer(outcome, finding, other);
    }

    static RuleAnswer pass(String rule, Effect effect) {
      return new RuleAnswer(new RuleOutcome(rule, Outcome.PASS, effect, null), null);
    }

    /** The same with an effect that is no harder than {@code most}. */
    RuleAnswer atMost(Effect most) {
      if (outcome.effect().compareTo(most) <= 0) {
        return this;
      }
      return new RuleAnswer(
          new RuleOutcome(outcome.rule(), outcome.outcome(), most, null),
          finding == null ? null : finding.withEffect(most),
          conflict);
    }

    /** The same under a waiver; what passes needs none. */
    RuleAnswer waived(WaiverUsed by) {
      return finding == null
          ? this
          : new RuleAnswer(
              new RuleOutcome(outcome.rule(), Outcome.WAIVED, outcome.effect(), outcome.uncapped()),
              finding.waivedBy(by));
    }

    /** The same under a ceiling, which keeps in mind what it would be without. */
    RuleAnswer under(Effect ceiling) {
      Effect own = outcome.effect();
      return own.compareTo(ceiling) <= 0
          ? this
          : new RuleAnswer(
              new RuleOutcome(outcome.rule(), outcome.outcome(), ceiling, own),
              finding == null ? null : finding.cappedAt(ceiling),
              conflict == null || conflict.effect().compareTo(ceiling) <= 0
                  ? conflict
                  : conflict.cappedAt(ceiling));
    }

    /** The same with whom to ask, what to read, and which controls it is about. */
    RuleAnswer of(PolicyDocument policy) {
      return finding == null
          ? this
          : new RuleAnswer(
              outcome,
              finding.explainedBy(
                  policy.contact() == null ? policy.owner() : policy.contact(),
                  policy.documentation(),
                  policy.controls()),
              conflict);
    }

    static RuleAnswer of(Finding finding) {
      return new RuleAnswer(
          new RuleOutcome(finding.rule(), finding.outcome(), finding.effect(), null), finding);
    }
  }

  /** A rule that has no answer acts like one that fails, and says why it has none. */
  static RuleAnswer unjudged(
      String rule, Effect effect, Severity severity, String why, String pointer, String fix) {
    return RuleAnswer.of(
        new Finding(
            rule,
            Outcome.UNJUDGED,
            effect,
            severity,
            Rendered.cut("could not be judged: " + why, Bounds.MESSAGE),
            pointer,
            null,
            null,
            null,
            null,
            fix,
            null,
            List.of()));
  }
}

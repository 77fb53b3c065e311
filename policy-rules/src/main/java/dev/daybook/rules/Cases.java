package dev.daybook.rules;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Node;
import dev.daybook.document.Pointer;
import dev.daybook.document.Problems;
import dev.daybook.rules.PolicyDocument.Case;
import dev.daybook.rules.PolicyDocument.Expected;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a policy's own cases, which are what its author promises it does. Facts are looked at in
 * every case, outcomes for the rules that can be judged; all cases share one budget and one
 * deadline.
 */
final class Cases {

  private final CompiledPolicy policy;
  private final Set<String> sound;
  private final Meter meter;
  private final @Nullable Coverage coverage;

  private Cases(CompiledPolicy policy, Set<String> sound, @Nullable Coverage coverage) {
    this.policy = policy;
    this.sound = sound;
    this.meter = Meter.ofCases(coverage);
    this.coverage = coverage;
  }

  /** Runs all cases of a policy, as far as nothing else is wrong with what they ask. */
  static void run(CompiledPolicy policy, Problems problems) {
    Cases cases = new Cases(policy, SoundRules.of(policy, problems), null);
    policy.document().cases().forEach(each -> cases.run(each, problems));
  }

  /** The cases of a policy with which nothing else is wrong. */
  static Cases covering(CompiledPolicy policy, Coverage coverage) {
    return new Cases(policy, SoundRules.of(policy, new Problems()), coverage);
  }

  /** Runs one case; what comes out otherwise than it expects is added to {@code problems}. */
  void run(Case each, Problems problems) {
    if (each.document() == null && each.facts() == null) {
      return;
    }
    Optional<Facts> facts = CaseFacts.of(each, policy.document(), problems);
    if (facts.isEmpty() || sound.isEmpty()) {
      return;
    }
    Map<String, Policy.RuleAnswer> answers = new HashMap<>();
    switch (policy.withOwn(each.params()).judge(facts.get(), meter)) {
      case Policy.Verdict.Skipped _ -> {}
      case Policy.Verdict.Judged(var judged) ->
          judged.forEach(
              answer -> {
                if (coverage != null) {
                  coverage.answered(answer.outcome().rule(), answer.outcome().outcome());
                }
                answers.put(answer.outcome().rule().substring(policy.name().length() + 1), answer);
              });
    }
    each.expected()
        .forEach(
            (rule, expected) -> {
              if (sound.contains(rule)) {
                compare(each, rule, expected, answers.get(rule), problems);
              }
            });
  }

  private static void compare(
      Case each,
      String rule,
      Expected expected,
      Policy.@Nullable RuleAnswer answer,
      Problems problems) {
    Expected actual = answer == null ? Expected.SKIPPED : actual(answer.outcome().outcome());
    if (actual == expected) {
      return;
    }
    String because =
        answer == null || answer.finding() == null ? "" : ": " + answer.finding().message();
    Node place =
        each.node()
            .at(Pointer.ROOT.to("expect").to(rule).toString())
            .or(() -> each.node().at("/expect"))
            .orElse(each.node());
    problems.add(
        place.place(),
        place.pointer(),
        "case `%s`: `%s` answers %s, expected is %s%s"
            .formatted(each.name(), rule, word(actual), word(expected), because),
        word(actual),
        word(expected),
        "correct the rule or the case");
  }

  private static Expected actual(Outcome outcome) {
    return switch (outcome) {
      case PASS -> Expected.PASS;
      case FAIL, WAIVED -> Expected.FAIL;
      case UNJUDGED -> Expected.UNJUDGED;
    };
  }

  private static String word(Expected expected) {
    return expected.name().toLowerCase(Locale.ROOT);
  }
}

package dev.daybook.rules;

import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Node;
import dev.daybook.document.Problem;
import dev.daybook.document.Problems;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.rules.Policy.RuleAnswer;
import dev.daybook.rules.Policy.Verdict;
import dev.daybook.rules.PolicyDocument.ParamsFrom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps params of single domains from loosening what a policy asks of all. Where looser values can
 * be told from the documents, publishing them is refused; else both values are judged with, the
 * stricter verdict counts, and that they differ is said.
 */
public final class Floor {

  private Floor() {}

  /**
   * How a params document for single domains would loosen policies in force; nothing for any other
   * document.
   */
  public static List<Problem> problems(Readable document, PolicySet set) {
    ParamsInForce params = ParamsInForce.of(document).orElse(null);
    if (params == null || params.isForAll()) {
      return List.of();
    }
    Problems problems = new Problems();
    for (Policy policy : set.compiled()) {
      if (policy instanceof CompiledPolicy compiled) {
        ParamsFrom from = compiled.document().paramsFrom();
        if (from != null && from.name() == null && params.isLabelled(from.labels())) {
          for (ParamsInForce floor : set.params()) {
            if (floor.isForAll() && floor.isLabelled(from.labels())) {
              compare(compiled, from, params, floor, document.root(), problems);
            }
          }
        }
      }
    }
    return problems.list();
  }

  private static void compare(
      CompiledPolicy policy,
      ParamsFrom from,
      ParamsInForce params,
      ParamsInForce floor,
      Node.Mapping root,
      Problems problems) {
    SortedMap<String, Object> mine = params.values().orElse(null);
    SortedMap<String, Object> least = floor.values().orElse(null);
    if (mine == null || least == null) {
      return;
    }
    from.floor()
        .forEach(
            (param, bound) -> {
              Object value = mine.get(param);
              Object limit = least.get(param);
              Optional<Node> written = root.at("/spec/values").flatMap(all -> all.at("/" + param));
              if (value == null
                  || limit == null
                  || written.isEmpty()
                  || bound.keeps(value, limit).orElse(true)) {
                return;
              }
              problems.add(
                  written.get().place(),
                  written.get().pointer(),
                  "`%s` is looser here than in `params/%s`, which is a floor for all domains (policy `%s`)"
                      .formatted(param, floor.name(), policy.name()),
                  Rendered.text(Params.type(value), value),
                  bound.wanted(limit),
                  "keep to the floor, or ask whoever answers for `%s` to lower it"
                      .formatted(policy.name()));
            });
  }

  /** The stricter answer of two to each rule; what only the floor is broken by is said to be so. */
  static Verdict stricter(
      Verdict own, Binding.Chosen.Values mine, Verdict least, Binding.Chosen.Values floor) {
    if (!(least instanceof Verdict.Judged(var floorAnswers))) {
      return own;
    }
    Map<String, RuleAnswer> ownAnswers = new HashMap<>();
    if (own instanceof Verdict.Judged(var answers)) {
      answers.forEach(answer -> ownAnswers.put(answer.outcome().rule(), answer));
    }
    List<RuleAnswer> stricter = new ArrayList<>();
    for (RuleAnswer answer : floorAnswers) {
      RuleAnswer asDomain = ownAnswers.remove(answer.outcome().rule());
      if (asDomain != null && !keeps(asDomain)) {
        stricter.add(asDomain);
      } else {
        stricter.add(keeps(answer) ? answer : answer.despite(conflict(answer, mine, floor)));
      }
    }
    // What only the domain's values make apply.
    if (own instanceof Verdict.Judged(var answers)) {
      answers.stream()
          .filter(answer -> ownAnswers.containsKey(answer.outcome().rule()))
          .forEach(stricter::add);
    }
    return new Verdict.Judged(List.copyOf(stricter));
  }

  private static boolean keeps(RuleAnswer answer) {
    return answer.outcome().outcome() == Outcome.PASS;
  }

  private static Finding conflict(
      RuleAnswer answer, Binding.Chosen.Values mine, Binding.Chosen.Values floor) {
    return BuiltInRule.FLOOR_CONFLICT.finding(
        "`%s` is kept by the values of %s and not by those of %s, which are a floor for all domains; the stricter verdict counts"
            .formatted(answer.outcome().rule(), name(mine), name(floor)),
        name(mine),
        "values that are no looser than those of " + name(floor),
        "whoever answers for %s publishes a version of it that keeps to the floor"
            .formatted(name(mine)));
  }

  private static String name(Binding.Chosen.Values values) {
    @Nullable ParamsUsed document = values.document();
    return document == null ? "the policy itself" : "`params/" + document.name() + "`";
  }
}

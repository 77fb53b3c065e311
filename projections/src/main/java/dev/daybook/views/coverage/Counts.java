package dev.daybook.views.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often rules answered what, and which were broken together. */
final class Counts {

  private final SortedMap<String, Counted> rules = new TreeMap<>();
  private final Map<String, Map<String, Long>> together = new HashMap<>();

  /**
   * What one rule answered.
   *
   * @param rule the rule's full name, {@code policy/rule}
   */
  record Counted(
      String policy,
      String rule,
      long passed,
      long failed,
      long waived,
      long unjudged,
      long firstPosition,
      long lastPosition) {

    /** Of one decision. */
    static Counted once(String policy, String rule, String counter, long position) {
      return new Counted(
          policy,
          rule,
          counter.equals("passed") ? 1 : 0,
          counter.equals("failed") ? 1 : 0,
          counter.equals("waived") ? 1 : 0,
          counter.equals("unjudged") ? 1 : 0,
          position,
          position);
    }

    long broken() {
      return failed + waived + unjudged;
    }

    long asked() {
      return passed + broken();
    }

    private Counted and(Counted other) {
      return new Counted(
          policy,
          rule,
          passed + other.passed,
          failed + other.failed,
          waived + other.waived,
          unjudged + other.unjudged,
          Math.min(firstPosition, other.firstPosition),
          Math.max(lastPosition, other.lastPosition));
    }
  }

  /** How often two rules were broken together. */
  record Together(String rule, String other, long times, long lastPosition) {}

  void add(Counted counted) {
    rules.merge(counted.rule(), counted, Counted::and);
  }

  void add(Together each) {
    together
        .computeIfAbsent(each.rule(), _ -> new TreeMap<>())
        .merge(each.other(), each.times(), Long::sum);
  }

  /** By the rules' names. */
  SortedMap<String, Counted> rules() {
    return rules;
  }

  /** Those that were broken whenever a rule was, sorted, if it was this often at least. */
  List<String> shadowing(String rule, long least) {
    Counted counted = rules.get(rule);
    List<String> shadowing = new ArrayList<>();
    if (counted != null && counted.broken() >= least) {
      together
          .getOrDefault(rule, Map.of())
          .forEach(
              (other, times) -> {
                if (times == counted.broken()) {
                  shadowing.add(other);
                }
              });
    }
    return shadowing;
  }
}

package dev.daybook.posture;

import dev.daybook.decision.Outcome;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.posture.Causes.Attribution;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the policies in force say of one subject, by their names. Follows from its events alone;
 * equal postures are equal.
 */
public record Posture(SortedMap<String, Assessed> policies) {

  /** That of a subject no policy was ever asked of. */
  public static final Posture NONE = new Posture(new TreeMap<>());

  /** The stream that tells how far everything was asked. */
  public static final SubjectName ALL = new SubjectName(SubjectKind.POSTURE, "all");

  public Posture {
    policies = Collections.unmodifiableSortedMap(policies);
  }

  /** Whose posture is told under this name. */
  public static SubjectName of(SubjectName about) {
    return new SubjectName(SubjectKind.POSTURE, about.toString());
  }

  /**
   * What is to be recorded when the policies in force answer {@code now}: the rules that answer
   * otherwise, each policy with its cause. Empty where none does.
   */
  public List<PolicyPosture> changes(SortedMap<String, Assessed> now, Causes causes) {
    SortedSet<String> names = new TreeSet<>(policies.keySet());
    names.addAll(now.keySet());
    List<PolicyPosture> changes = new ArrayList<>();
    for (String name : names) {
      Assessed before = policies.get(name);
      Assessed after = now.get(name);
      List<RulePosture> rules = differing(before, after);
      Assessed telling = after == null ? before : after;
      if (!rules.isEmpty() && telling != null) {
        Attribution why = causes.of(name, before, after, rules);
        changes.add(
            new PolicyPosture(
                name,
                telling.version(),
                telling.sha256(),
                telling.params(),
                telling.floor(),
                telling.controls(),
                why.cause(),
                why.position(),
                rules));
      }
    }
    return List.copyOf(changes);
  }

  private static SortedMap<String, Outcome> rules(@Nullable Assessed policy) {
    return policy == null ? Collections.emptySortedMap() : policy.rules();
  }

  private static SortedSet<String> byFloor(@Nullable Assessed policy) {
    return policy == null ? Collections.emptySortedSet() : policy.byFloor();
  }

  private static List<RulePosture> differing(@Nullable Assessed before, @Nullable Assessed after) {
    SortedSet<String> names = new TreeSet<>(rules(before).keySet());
    names.addAll(rules(after).keySet());
    List<RulePosture> differing = new ArrayList<>();
    for (String name : names) {
      Outcome was = rules(before).get(name);
      Outcome now = rules(after).get(name);
      boolean byFloor = byFloor(after).contains(name);
      if (was != now || byFloor != byFloor(before).contains(name)) {
        differing.add(new RulePosture(name, was, now, byFloor ? true : null));
      }
    }
    return List.copyOf(differing);
  }

  /** The posture after this event. */
  public Posture after(PostureChanged event) {
    SortedMap<String, Assessed> next = new TreeMap<>(policies);
    for (PolicyPosture change : event.policies()) {
      SortedMap<String, Outcome> rules = new TreeMap<>(rules(next.get(change.policy())));
      SortedSet<String> byFloor = new TreeSet<>(byFloor(next.get(change.policy())));
      for (RulePosture rule : change.rules()) {
        Outcome now = rule.now();
        if (now == null) {
          rules.remove(rule.rule());
        } else {
          rules.put(rule.rule(), now);
        }
        byFloor.remove(rule.rule());
        if (rule.isByFloor()) {
          byFloor.add(rule.rule());
        }
      }
      if (rules.isEmpty()) {
        next.remove(change.policy());
      } else {
        next.put(
            change.policy(),
            new Assessed(
                change.version(),
                change.sha256(),
                change.params(),
                change.floor(),
                change.controls(),
                rules,
                byFloor));
      }
    }
    return new Posture(next);
  }
}

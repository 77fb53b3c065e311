package dev.daybook.posture;

import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one policy in force answers of a subject.
 *
 * @param params the params document it was judged with
 * @param floor the one for all domains that is a floor for that one
 * @param rules by the rule's full name; a subject that a policy does not apply to has none of it
 * @param byFloor those of the rules that the domain's own values keep, and only the floor does not
 */
public record Assessed(
    String version,
    String sha256,
    @Nullable ParamsUsed params,
    @Nullable ParamsUsed floor,
    List<String> controls,
    SortedMap<String, Outcome> rules,
    SortedSet<String> byFloor) {

  public Assessed {
    controls = List.copyOf(controls);
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    byFloor = Collections.unmodifiableSortedSet(new TreeSet<>(byFloor));
  }
}

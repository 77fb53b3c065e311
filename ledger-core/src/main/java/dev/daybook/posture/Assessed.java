package dev.daybook.posture;

import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one policy in force answers of a subject.
 *
 * @param rules by the rule's full name; a subject that a policy does not apply to has none of it
 */
public record Assessed(
    String version,
    String sha256,
    @Nullable ParamsUsed params,
    List<String> controls,
    SortedMap<String, Outcome> rules) {

  public Assessed {
    controls = List.copyOf(controls);
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
  }
}

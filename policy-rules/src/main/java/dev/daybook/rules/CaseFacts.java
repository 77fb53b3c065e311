package dev.daybook.rules;

import dev.daybook.decision.Facts;
import dev.daybook.document.Problems;
import dev.daybook.rules.PolicyDocument.Case;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts of a policy's case: what the case says, over a publisher's ordinary command at a fixed
 * moment, so that a case names only what matters to it.
 */
final class CaseFacts {

  /** The moment cases happen at unless they say another. */
  private static final Instant CLOCK = Instant.parse("2026-01-01T00:00:00Z");

  private CaseFacts() {}

  static Optional<Facts> of(Case each, PolicyDocument policy, Problems problems) {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("command", new TreeMap<>(Map.of("kind", policy.commands().getFirst())));
    facts.put("context", new TreeMap<>(Map.of("environment", "prod")));
    facts.put("state", new TreeMap<>());
    facts.put("clock", CLOCK);
    facts.put(
        "actor",
        new TreeMap<>(
            Map.of(
                "id", "act_0000000000000000",
                "kind", "SERVICE",
                "roles", new ArrayList<>(List.of("PUBLISHER")))));
    if (each.facts() != null) {
      facts.putAll(NodeValues.map(each.facts()));
    }
    return Optional.of(Facts.freeze(facts));
  }
}

package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Severity;
import dev.daybook.mesh.Version;
import java.util.List;
import java.util.Map;

/**
 * A policy that is in force by the ledger but does not compile here: its document is gone, or was
 * accepted by an older version that allowed more. What it would have said is unknown, so it is
 * unjudged for every command, except those about policies, which are the way out.
 */
record BrokenPolicy(String name, Version version, String sha256, String why) implements Policy {

  @Override
  public Verdict judge(Facts facts, Meter meter) {
    if (facts.values().get("command") instanceof Map<?, ?> command
        && command.get("subject") instanceof String subject
        && subject.startsWith("policy/")) {
      return new Verdict.Skipped();
    }
    return new Verdict.Judged(
        List.of(
            Policy.unjudged(
                name + "/compiles",
                Effect.DENY,
                Severity.ERROR,
                why,
                "",
                "publish and activate a version of the policy that compiles, or withdraw it")));
  }
}

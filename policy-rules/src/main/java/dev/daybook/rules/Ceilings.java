package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Judgement.CeilingUsed;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ceilings that are set, by the folded name of their domain. Immutable. */
final class Ceilings {

  private static final Ceilings NONE = new Ceilings(Map.of());

  private final Map<String, CeilingUsed> byDomain;

  private Ceilings(Map<String, CeilingUsed> byDomain) {
    this.byDomain = Map.copyOf(byDomain);
  }

  static Ceilings none() {
    return NONE;
  }

  Ceilings with(SubjectName subject, Effect level) {
    Map<String, CeilingUsed> next = new HashMap<>(byDomain);
    next.put(Folded.name(subject.path()), new CeilingUsed(subject, level));
    return new Ceilings(next);
  }

  Ceilings without(SubjectName subject) {
    Map<String, CeilingUsed> next = new HashMap<>(byDomain);
    next.remove(Folded.name(subject.path()));
    return new Ceilings(next);
  }

  /** The one over these facts: that of their domain, else that of all. */
  Optional<CeilingUsed> over(Facts facts) {
    if (byDomain.isEmpty()) {
      return Optional.empty();
    }
    CeilingUsed own =
        facts.values().get("domain") instanceof Map<?, ?> domain
                && domain.get("name") instanceof String name
            ? byDomain.get(Folded.name(name))
            : null;
    return Optional.ofNullable(own == null ? byDomain.get(SubjectName.ALL) : own);
  }
}

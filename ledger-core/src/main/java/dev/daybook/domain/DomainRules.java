package dev.daybook.domain;

import static dev.daybook.decision.BuiltInRule.DOMAIN_NAME;

import dev.daybook.decision.Verdict;
import dev.daybook.domain.DomainCommand.RegisterDomain;
import dev.daybook.domain.DomainEvent.DomainChanged;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.domain.DomainState.Registered;
import dev.daybook.domain.DomainState.Unregistered;
import dev.daybook.mesh.Differences;
import dev.daybook.mesh.DomainNames;
import java.util.List;

/** A domain is whatever its last document says. */
final class DomainRules {

  private DomainRules() {}

  static Verdict<DomainEvent> decide(DomainState state, DomainCommand command) {
    return switch (command) {
      case RegisterDomain(DomainSpec spec) -> register(state, spec);
    };
  }

  private static Verdict<DomainEvent> register(DomainState state, DomainSpec spec) {
    if (!DomainNames.isValid(spec.name())) {
      return DOMAIN_NAME.refuse(DomainNames.problem(spec.name()), DomainNames.FIX);
    }
    return switch (state) {
      case Unregistered() -> Verdict.accepted(List.of(new DomainRegistered(spec)));
      case Registered(DomainSpec known) -> {
        List<String> changed = Differences.between(known, spec);
        yield changed.isEmpty()
            ? Verdict.unchanged()
            : Verdict.accepted(List.of(new DomainChanged(spec, changed)));
      }
    };
  }

  static DomainState evolve(DomainEvent event) {
    return switch (event) {
      case DomainRegistered(DomainSpec spec) -> new Registered(spec);
      case DomainChanged(DomainSpec spec, _) -> new Registered(spec);
    };
  }
}

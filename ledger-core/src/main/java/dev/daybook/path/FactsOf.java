package dev.daybook.path;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Facts;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.SubjectName;
import dev.daybook.product.ProductCommand.PublishProduct;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gathers everything a policy may look at and freezes it. Persons appear by surrogate id only, but
 * for what the document itself says.
 */
final class FactsOf {

  private final MeshDirectory directory;

  FactsOf(MeshDirectory directory) {
    this.directory = directory;
  }

  Facts gather(Submission submission, Map<String, Object> state) {
    SubjectCommand command = submission.command();
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("clock", submission.clock());
    facts.put("actor", actor(submission.actor()));
    facts.put("context", FactValues.of(submission.context()));
    facts.put("state", new TreeMap<>(state));
    SortedMap<String, Object> asked = new TreeMap<>();
    asked.put("kind", command.kind());
    asked.put("subject", command.subject().toString());
    switch (command) {
      case PublishProduct(var spec) -> facts.put("product", FactValues.of(spec));
      case PublishContract(var spec) -> facts.put("contract", FactValues.of(spec));
      default -> FactValues.of(command).forEach(asked::putIfAbsent);
    }
    facts.put("command", asked);
    domainOf(command.subject()).ifPresent(name -> facts.put("domain", domain(name)));
    return Facts.freeze(facts);
  }

  private static SortedMap<String, Object> actor(Actor actor) {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("id", actor.id());
    facts.put("kind", actor.kind().name().toLowerCase(Locale.ROOT));
    facts.put(
        "roles",
        actor.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).sorted().toList());
    String domain = actor.domain();
    if (domain != null) {
      facts.put("domain", domain);
    }
    return facts;
  }

  private SortedMap<String, Object> domain(String name) {
    SortedMap<String, Object> facts = new TreeMap<>();
    Optional<DomainSpec> known = directory.domain(name);
    facts.put("name", name);
    facts.put("registered", known.isPresent());
    known.map(FactValues::of).ifPresent(spec -> spec.forEach(facts::putIfAbsent));
    return facts;
  }

  /** The domain a subject lies in; empty for contracts without one, teams, policies and actors. */
  static Optional<String> domainOf(SubjectName subject) {
    return switch (subject.kind()) {
      case DOMAIN -> Optional.of(subject.path());
      case PRODUCT, CONTRACT -> Optional.of(subject.domainPart()).filter(name -> !name.isEmpty());
      case SLO -> Optional.of(domainOfObjective(subject.path())).filter(name -> !name.isEmpty());
      case TEAM, POLICY, ACTOR -> Optional.empty();
    };
  }

  /** {@code sales} of {@code sales.customer-360/freshness} and {@code contract/sales.orders/…}. */
  private static String domainOfObjective(String path) {
    String promiser = path.startsWith("contract/") ? path.substring("contract/".length()) : path;
    return promiser.substring(0, Math.max(0, promiser.indexOf('.')));
  }
}

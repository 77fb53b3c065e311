package dev.daybook.path;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Facts;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.domain.DomainSpec;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gathers everything a policy may look at and freezes it. Persons appear by surrogate id only, but
 * for what a product's or contract's own document says.
 */
final class FactsOf {

  private final MeshDirectory directory;

  FactsOf(MeshDirectory directory) {
    this.directory = directory;
  }

  Facts gather(Submission submission, SeenSubject subject) {
    SortedMap<String, Object> facts = facts(submission.command(), submission.clock(), subject);
    facts.put("actor", actor(submission.actor()));
    facts.put("context", FactValues.withoutPersons(submission.context()));
    return Facts.freeze(facts);
  }

  /** The facts of a command nobody asks: no {@code actor} and no {@code context}. */
  Facts gatherUnasked(SubjectCommand command, Instant clock, SeenSubject subject) {
    return Facts.freeze(facts(command, clock, subject));
  }

  private SortedMap<String, Object> facts(
      SubjectCommand command, Instant clock, SeenSubject subject) {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("clock", clock);
    facts.put("state", new TreeMap<>(subject.state()));
    facts.putAll(CommandKind.facts(command, subject.changed(), directory.products()));
    command.subject().domainName().ifPresent(name -> facts.put("domain", domain(name)));
    return facts;
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
    known.map(FactValues::withoutPersons).ifPresent(spec -> spec.forEach(facts::putIfAbsent));
    known
        .map(DomainSpec::owner)
        .ifPresent(owner -> facts.put("owner", FactValues.of(PartyFact.of(owner))));
    return facts;
  }
}

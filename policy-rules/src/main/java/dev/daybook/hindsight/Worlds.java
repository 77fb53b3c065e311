package dev.daybook.hindsight;

import dev.daybook.assess.Links;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Outcome;
import dev.daybook.mesh.SubjectName;
import dev.daybook.params.ParamsEvent;
import dev.daybook.path.MeshDirectory;
import dev.daybook.path.PastSubjects;
import dev.daybook.path.Republication;
import dev.daybook.policy.PolicyEvent;
import dev.daybook.posture.Assessed;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.CelGate.Assessment;
import dev.daybook.rules.Due;
import dev.daybook.rules.PastPolicies;
import dev.daybook.rules.PolicySet;
import dev.daybook.store.Ledger;
import dev.daybook.waiver.WaiverEvent;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of something that stands, in worlds between two moments: some things as they
 * were at the first, the rest as they are at the second.
 */
final class Worlds {

  /** Most sets of policies that are kept, those used last. */
  private static final int MIXTURES = 64;

  private final Ledger ledger;
  private final CelGate gate;
  private final PastPolicies policies;
  private final PostureMoment from;
  private final PostureMoment to;
  private final MeshDirectory meshFrom;
  private final MeshDirectory meshTo;
  private final Map<Set<Reason>, CelGate> gates = new HashMap<>();

  private final Map<Mixture, PolicySet> mixed =
      new LinkedHashMap<>(MIXTURES * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Mixture, PolicySet> eldest) {
          return size() > MIXTURES;
        }
      };

  /** Which of policies, params and waivers changed between the moments. */
  private final Set<Reason> moved;

  /** What was found out of the subject asked about last. */
  private final Map<World, Optional<Facts>> facts = new HashMap<>();

  private final Map<Asked, Assessment> known = new HashMap<>();
  private PastSubjects past;
  private String stream = "";

  /** As of which positions the policies, params and waivers of a set are. */
  private record Mixture(long policiesAt, long paramsAt, long waiversAt) {}

  /** What a subject's facts depend on. */
  private record World(long subjectAt, Instant clock, boolean domainBefore, boolean linksBefore) {}

  /** Facts by their digest, and which set judges them: what worlds that do not differ share. */
  private record Asked(String facts, PolicySet set) {}

  /** What a rule says, and what it would do to a command; both absent where it is not asked. */
  record Said(@Nullable Outcome outcome, @Nullable Effect effect) {}

  Worlds(Ledger ledger, CelGate gate, PostureMoment from, PostureMoment to) {
    this.ledger = ledger;
    this.gate = gate.patient();
    this.policies = new PastPolicies(ledger, this.gate);
    this.from = from;
    this.to = to;
    this.meshFrom = MeshDirectory.asOf(ledger, from.position());
    this.meshTo = meshFrom.later(ledger, from.position(), to.position());
    this.past = new PastSubjects(ledger);
    this.moved = moved();
  }

  private Set<Reason> moved() {
    Set<Reason> found = EnumSet.noneOf(Reason.class);
    Map.of(
            Reason.POLICY, PolicyEvent.class,
            Reason.PARAMS, ParamsEvent.class,
            Reason.WAIVER, WaiverEvent.class)
        .forEach(
            (reason, events) -> {
              if (hasBetween(ledger.types().namesOf(events))) {
                found.add(reason);
              }
            });
    return found;
  }

  private boolean hasBetween(Set<String> types) {
    return ledger.entriesOfTypes(types, from.position() + 1, 1).stream()
        .anyMatch(entry -> entry.position() <= to.position());
  }

  /** The policies of both moments that do something else when they fail. */
  Set<String> doingOtherwise() {
    return policies
        .at(from.position())
        .policies()
        .doingOtherwise(from.clock(), policies.at(to.position()).policies(), to.clock());
  }

  /** What all rules say where {@code asBefore} is as at the first moment. */
  Assessment in(SubjectName subject, Set<Reason> asBefore) {
    return judged(
        subject,
        (asBefore.contains(Reason.SUBJECT) ? from : to).position(),
        gate(asBefore),
        asBefore);
  }

  /** The same as at the second moment, but for the one thing, which is as at a position between. */
  Assessment with(SubjectName subject, Reason reason, long position) {
    return switch (reason) {
      case SUBJECT -> judged(subject, position, gate(Set.of()), Set.of());
      case POLICY -> atSecond(subject, mixed(position, to.position(), to.position()));
      case PARAMS -> atSecond(subject, mixed(to.position(), position, to.position()));
      case WAIVER -> atSecond(subject, mixed(to.position(), to.position(), position));
      case TIME, LINEAGE, DOMAIN, LATE ->
          throw new IllegalArgumentException("no entry is " + reason);
    };
  }

  private Assessment atSecond(SubjectName subject, PolicySet set) {
    return judged(subject, to.position(), gate.beginningWith(set), Set.of());
  }

  private CelGate gate(Set<Reason> asBefore) {
    Set<Reason> ofPolicies = EnumSet.copyOf(moved);
    ofPolicies.retainAll(asBefore);
    return gates.computeIfAbsent(
        ofPolicies,
        which ->
            gate.beginningWith(
                mixed(
                    at(which, Reason.POLICY), at(which, Reason.PARAMS), at(which, Reason.WAIVER))));
  }

  private long at(Set<Reason> asBefore, Reason reason) {
    return (asBefore.contains(reason) ? from : to).position();
  }

  /** One set for the same three positions, so that what it is made of is put together once. */
  private PolicySet mixed(long policiesAt, long paramsAt, long waiversAt) {
    Mixture mixture = new Mixture(policiesAt, paramsAt, waiversAt);
    PolicySet known = mixed.get(mixture);
    if (known == null) {
      known = policies.at(policiesAt).policies();
      known = paramsAt == policiesAt ? known : known.withParamsOf(policies.at(paramsAt).policies());
      known =
          waiversAt == policiesAt ? known : known.withWaiversOf(policies.at(waiversAt).policies());
      mixed.put(mixture, known);
    }
    return known;
  }

  /** The same as at the second moment, but for the clock. */
  Assessment at(SubjectName subject, Instant clock) {
    return judged(subject, to.position(), clock, gate(Set.of()), Set.of());
  }

  /** When the rule may say something else between the moments by the clock alone. */
  List<Due> due(SubjectName subject, String policy, String rule) {
    return policies
        .at(to.position())
        .policies()
        .due(subject, policy, rule, from.clock(), to.clock());
  }

  private Assessment judged(
      SubjectName subject, long subjectAt, CelGate judge, Set<Reason> asBefore) {
    Instant clock = (asBefore.contains(Reason.TIME) ? from : to).clock();
    return judged(subject, subjectAt, clock, judge, asBefore);
  }

  private Assessment judged(
      SubjectName subject, long subjectAt, Instant clock, CelGate judge, Set<Reason> asBefore) {
    return facts(
            subject,
            new World(
                subjectAt,
                clock,
                asBefore.contains(Reason.DOMAIN),
                asBefore.contains(Reason.LINEAGE)))
        .map(
            each ->
                known.computeIfAbsent(
                    new Asked(each.sha256(), judge.policies()), _ -> judge.assess(each)))
        .orElseGet(() -> Assessment.none(judge.policies().position()));
  }

  private Optional<Facts> facts(SubjectName subject, World world) {
    about(subject);
    return facts.computeIfAbsent(world, _ -> gathered(subject, world));
  }

  private Optional<Facts> gathered(SubjectName subject, World world) {
    MeshDirectory domains = world.domainBefore() ? meshFrom : meshTo;
    MeshDirectory products = world.linksBefore() ? meshFrom : meshTo;
    return new Republication(
            ledger, domains == products ? domains : domains.withProductsOf(products))
        .asOf(past, subject, world.clock(), world.subjectAt())
        .facts();
  }

  private void about(SubjectName subject) {
    if (!stream.equals(subject.stream())) {
      known.clear();
      facts.clear();
      past = new PastSubjects(ledger);
      stream = subject.stream();
    }
  }

  /** Streams of the products beside it, at either moment. */
  Set<String> linked(SubjectName subject) {
    Set<String> linked = new HashSet<>();
    for (boolean before : new boolean[] {true, false}) {
      PostureMoment moment = before ? from : to;
      facts(subject, new World(moment.position(), moment.clock(), before, before))
          .map(Links::in)
          .ifPresent(linked::addAll);
    }
    return linked;
  }

  /** What one rule says among all that is said. */
  static Said of(Assessment assessment, String policy, String rule) {
    Assessed assessed = assessment.policies().get(policy);
    return assessed == null
        ? new Said(null, null)
        : new Said(assessed.rules().get(rule), assessment.effects().get(rule));
  }
}

package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.policy.PolicySetDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force at one moment, the params documents they are judged with, the ceilings over
 * them and the waivers of them. Immutable: each event that changes one of them makes the next set.
 *
 * <p>{@link #digest()} names its documents: two machines with the same digest judge the same facts
 * alike, but for ceilings and waivers.
 */
public final class PolicySet {

  private static final PolicySet EMPTY =
      new PolicySet(
          0, new TreeMap<>(), new TreeMap<>(), Ceilings.none(), Waivers.none(), new Ready());

  private final long position;
  private final SortedMap<String, Policy> inForce;
  private final SortedMap<String, ParamsInForce> params;
  private final Ceilings ceilings;
  private final Waivers waivers;
  private final String digest;
  private final Ready ready;

  /** Its policies ready to judge with, which sets share that differ in nothing they are made of. */
  private static final class Ready {
    private volatile @Nullable List<Policy> policies;
  }

  private PolicySet(
      long position,
      SortedMap<String, Policy> inForce,
      SortedMap<String, ParamsInForce> params,
      Ceilings ceilings,
      Waivers waivers,
      Ready ready) {
    this.ready = ready;
    this.position = position;
    this.inForce = Collections.unmodifiableSortedMap(inForce);
    this.params = Collections.unmodifiableSortedMap(params);
    this.ceilings = ceilings;
    this.waivers = waivers;
    this.digest =
        PolicySetDigest.of(
            Stream.concat(
                    inForce.values().stream().map(Policy::sha256),
                    params.values().stream().map(ParamsInForce::sha256))
                .toList());
  }

  /** No policy at all, as of position 0. */
  public static PolicySet empty() {
    return EMPTY;
  }

  /** These policies, apart from any ledger: position 0. */
  public static PolicySet of(Collection<? extends Policy> policies) {
    return of(policies, List.of());
  }

  /** These policies and params documents, apart from any ledger: position 0. */
  public static PolicySet of(
      Collection<? extends Policy> policies, Collection<ParamsInForce> params) {
    SortedMap<String, Policy> byName = new TreeMap<>();
    policies.forEach(policy -> byName.put(key(policy.name()), policy));
    SortedMap<String, ParamsInForce> paramsByName = new TreeMap<>();
    params.forEach(document -> paramsByName.put(key(document.name()), document));
    return new PolicySet(0, byName, paramsByName, Ceilings.none(), Waivers.none(), new Ready());
  }

  /** The same with {@code policy} in force, in place of its version before. */
  public PolicySet with(long atPosition, Policy policy) {
    SortedMap<String, Policy> next = new TreeMap<>(inForce);
    next.put(key(policy.name()), policy);
    return new PolicySet(atPosition, next, params, ceilings, waivers, new Ready());
  }

  /** The same without the policy of this name. */
  public PolicySet without(long atPosition, String name) {
    SortedMap<String, Policy> next = new TreeMap<>(inForce);
    next.remove(key(name));
    return new PolicySet(atPosition, next, params, ceilings, waivers, new Ready());
  }

  /** The same with a params document in force, in place of its version before. */
  PolicySet withParams(long atPosition, ParamsInForce document) {
    SortedMap<String, ParamsInForce> next = new TreeMap<>(params);
    next.put(key(document.name()), document);
    return new PolicySet(atPosition, inForce, next, ceilings, waivers, new Ready());
  }

  /** The same without the params document of this name. */
  PolicySet withoutParams(long atPosition, String name) {
    SortedMap<String, ParamsInForce> next = new TreeMap<>(params);
    next.remove(key(name));
    return new PolicySet(atPosition, inForce, next, ceilings, waivers, new Ready());
  }

  /** The same under other ceilings. */
  PolicySet under(long atPosition, Ceilings others) {
    return new PolicySet(atPosition, inForce, params, others, waivers, ready);
  }

  /** The same as of a later position, at which nothing of it changed. */
  PolicySet as(long atPosition) {
    return new PolicySet(atPosition, inForce, params, ceilings, waivers, ready);
  }

  /** The same with other waivers. */
  PolicySet with(long atPosition, Waivers others) {
    return new PolicySet(atPosition, inForce, params, ceilings, others, ready);
  }

  /** The same with the params documents of another set. */
  public PolicySet withParamsOf(PolicySet other) {
    return new PolicySet(position, inForce, other.params, ceilings, waivers, new Ready());
  }

  /** The same with the waivers of another set. */
  public PolicySet withWaiversOf(PolicySet other) {
    return new PolicySet(position, inForce, params, ceilings, other.waivers, ready);
  }

  /**
   * The policies of both sets that may do something else when they fail: other documents, or the
   * same at another stage.
   */
  public Set<String> doingOtherwise(Instant clock, PolicySet other, Instant otherClock) {
    Set<String> names = new TreeSet<>();
    inForce.forEach(
        (key, policy) -> {
          Policy then = other.inForce.get(key);
          if (then != null
              && (!then.sha256().equals(policy.sha256())
                  || !stage(policy, clock).equals(stage(then, otherClock)))) {
            names.add(policy.name());
          }
        });
    return names;
  }

  /**
   * When a rule may say something else of a subject, by the clock alone, in order.
   *
   * @param rule its full name
   * @param after behind this time
   * @param through at this time or before
   */
  public List<Due> due(
      SubjectName subject, String policy, String rule, Instant after, Instant through) {
    Policy known = inForce.get(key(policy));
    Stream<Due> byPolicy =
        known != null && known.compiled() instanceof CompiledPolicy compiled
            ? Stream.concat(
                    compiled.document().enforcement().begins().stream(),
                    compiled.document().grandfather().ends().stream())
                .map(at -> new Due(at, new SubjectName(SubjectKind.POLICY, known.name())))
            : Stream.of();
    return Stream.concat(waivers.ends(subject, rule), byPolicy)
        .filter(due -> due.at().isAfter(after) && !due.at().isAfter(through))
        .sorted(Comparator.comparing(Due::at))
        .toList();
  }

  private static Optional<Effect> stage(Policy policy, Instant clock) {
    return policy.compiled() instanceof CompiledPolicy compiled
        ? compiled.document().enforcement().at(clock)
        : Optional.empty();
  }

  /** The same with this policy in place of all, to try it out as it would be in force. */
  public PolicySet alone(Policy policy) {
    SortedMap<String, Policy> only = new TreeMap<>();
    only.put(key(policy.name()), policy);
    return new PolicySet(position, only, params, ceilings, waivers, new Ready());
  }

  /** The ledger position of the last event that changed the set; 0 before the first. */
  public long position() {
    return position;
  }

  /** The params documents in force, by name. */
  public List<ParamsInForce> params() {
    return List.copyOf(params.values());
  }

  /** By name. */
  public List<Policy> policies() {
    return List.copyOf(inForce.values());
  }

  Ceilings ceilings() {
    return ceilings;
  }

  Waivers waivers() {
    return waivers;
  }

  /** Names the set's documents, see {@link PolicySetDigest}; lower-case hex. */
  public String digest() {
    return digest;
  }

  /** The policies to judge with; compiles those that are not yet, once. */
  List<Policy> compiled() {
    List<Policy> known = ready.policies;
    if (known == null) {
      known = inForce.values().stream().map(Policy::compiled).map(this::bound).toList();
      ready.policies = known;
    }
    return known;
  }

  private Policy bound(Policy policy) {
    return policy instanceof CompiledPolicy compiled ? compiled.boundTo(params.values()) : policy;
  }

  private static String key(String name) {
    return Folded.name(name);
  }
}

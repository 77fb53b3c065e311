package dev.daybook.rules;

import dev.daybook.ceiling.CeilingEvent;
import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.ceiling.CeilingEvent.CeilingRemoved;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Erasure;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Gate;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Judgement.CeilingUsed;
import dev.daybook.decision.Judgement.PolicyUsed;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.params.ParamsEvent;
import dev.daybook.params.ParamsEvent.ParamsPublished;
import dev.daybook.params.ParamsEvent.ParamsWithdrawn;
import dev.daybook.policy.PolicyEvent;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.posture.Assessed;
import dev.daybook.waiver.WaiverEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Judges facts with the CEL policies in force.
 *
 * <p>Holds one immutable {@link PolicySet}. A follower of the ledger calls {@link #apply} for every
 * policy event in order; judging reads whichever set is current and says in its answer as of which
 * position that was, so the ledger can refuse an answer that came too late.
 */
public final class CelGate implements Gate {

  /** How long {@link #awaitPolicies} waits for the follower. */
  private static final Duration CATCH_UP = Duration.ofSeconds(10);

  /** Most compiled policies kept for coming back: withdrawn ones, other versions. */
  private static final int KEPT = 1_000;

  /**
   * Commands no policy can deny, only warn of: or else a policy could forbid its own withdrawal,
   * two could guard each other, a stolen token could not be revoked, and no ceiling be set on what
   * stops everybody, and no exception be ended. Nor can any keep them from being answered: what
   * judging them may cost is counted and little, and no clock ends it.
   */
  private static final Set<String> WAYS_OUT =
      Set.of("WithdrawPolicy", "RevokeToken", "SetCeiling", "RemoveCeiling", "RevokeWaiver");

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::effect)
          .reversed()
          .thenComparing(Finding::severity)
          .thenComparing(Finding::rule);

  private final Function<String, Optional<byte[]>> documents;
  private final boolean follows;
  private final Duration allowed;
  private final Map<String, Policy> known;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile PolicySet current;

  private CelGate(
      PolicySet set,
      boolean follows,
      Duration allowed,
      Function<String, Optional<byte[]>> documents,
      Map<String, Policy> known) {
    this.current = set;
    this.known = known;
    this.follows = follows;
    this.allowed = allowed;
    this.documents = documents;
  }

  private static Map<String, Policy> kept() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Policy> eldest) {
            return size() > KEPT;
          }
        });
  }

  /** A gate with a fixed set, for judging without a ledger. */
  public static CelGate of(PolicySet set) {
    return new CelGate(set, false, Bounds.DEADLINE, _ -> Optional.empty(), kept());
  }

  /**
   * A gate that begins without any policy and follows a ledger through {@link #apply}.
   *
   * @param documents the bytes of a policy document by their SHA-256
   */
  public static CelGate following(Function<String, Optional<byte[]>> documents) {
    return new CelGate(PolicySet.empty(), true, Bounds.DEADLINE, documents, kept());
  }

  /** The same gate that gives up after another time. */
  CelGate within(Duration time) {
    return new CelGate(current, follows, time, documents, known);
  }

  /** The same gate where nobody waits for an answer: it takes its time, up to a minute. */
  public CelGate patient() {
    return within(Bounds.PATIENCE);
  }

  /** A gate that begins with another set, and shares with this one what is compiled. */
  public CelGate beginningWith(PolicySet set) {
    return new CelGate(set, false, allowed, documents, known);
  }

  /** The set that judges now. */
  public PolicySet policies() {
    return current;
  }

  /**
   * Takes in one event of the ledger that changes the policies in force, or what they are judged
   * with; events come in the order of their positions.
   */
  public void apply(long position, SubjectEvent event) {
    switch (event) {
      case PolicyEvent policy -> become(after(position, policy));
      case ParamsEvent params -> become(after(position, params));
      case CeilingEvent ceiling -> become(current.under(position, after(ceiling)));
      case WaiverEvent waiver -> become(current.with(position, current.waivers().after(waiver)));
      case Erasure _ -> become(current.as(position)); // the same rules, judged anew
      default -> throw new IllegalArgumentException("no policy is judged by " + event);
    }
  }

  private PolicySet after(long position, PolicyEvent event) {
    return switch (event) {
      case PolicyPublished _, PolicyApproved _ -> current;
      case PolicyActivated e ->
          current.with(position, policy(e.subject(), e.version(), e.sha256()));
      case PolicyWithdrawn(SubjectName subject, Version _, String _) ->
          current.without(position, subject.path());
    };
  }

  private PolicySet after(long position, ParamsEvent event) {
    return switch (event) {
      case ParamsPublished published ->
          current.withParams(position, ParamsInForce.of(published, documents));
      case ParamsWithdrawn withdrawn -> current.withoutParams(position, withdrawn.subject().path());
    };
  }

  private Ceilings after(CeilingEvent event) {
    Ceilings ceilings = current.ceilings();
    return switch (event) {
      case CeilingRaised raised -> ceilings.with(raised.subject(), raised.level());
      case CeilingLowered lowered -> ceilings.with(lowered.subject(), lowered.level());
      case CeilingRemoved removed -> ceilings.without(removed.subject());
    };
  }

  private void become(PolicySet next) {
    lock.lock();
    try {
      current = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String engine() {
    return Engine.NAME;
  }

  @Override
  public Judgement judge(Facts facts) {
    return judge(facts, UnaryOperator.identity());
  }

  /** The same, seen by somebody. */
  Judgement judge(Facts facts, @Nullable Witness witness) {
    return judge(facts, meter -> witness == null ? meter : meter.seenBy(witness));
  }

  /** The same with its steps kept. */
  Judgement judge(Facts facts, StepsKept steps) {
    return judge(facts, meter -> meter.keeping(steps));
  }

  private Judgement judge(Facts facts, UnaryOperator<Meter> seen) {
    PolicySet set = current;
    List<Policy> policies = set.compiled();
    @Nullable CeilingUsed ceiling = set.ceilings().over(facts).orElse(null);
    Effect most = ceiling == null ? Effect.DENY : ceiling.level();
    Waivers.Live waivers = set.waivers().live(facts);
    boolean wayOut = isWayOut(facts);
    Meter meter = seen.apply(wayOut ? Meter.ofWayOut() : Meter.ofCommand(allowed));
    List<PolicyUsed> used = new ArrayList<>();
    List<RuleOutcome> outcomes = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Policy policy : policies) {
      if (policy.judge(facts, meter) instanceof Policy.Verdict.Judged(var answers)) {
        used.add(policy.used(facts));
        for (Policy.RuleAnswer judged : answers) {
          Policy.RuleAnswer answer =
              waivers.cover(judged).atMost(wayOut ? Effect.WARN : Effect.DENY).under(most);
          outcomes.add(answer.outcome());
          if (answer.finding() != null) {
            findings.add(answer.finding());
          }
          if (answer.conflict() != null) {
            findings.add(answer.conflict());
          }
        }
      }
    }
    findings.sort(WORST_FIRST);
    return new Judgement(
        set.position(),
        List.copyOf(used),
        List.copyOf(outcomes),
        List.copyOf(findings),
        meter.steps(),
        ceiling);
  }

  /**
   * Asks the policies in force of what stands: facts without {@code actor} and {@code context}.
   * Unlike {@link #judge} it says of each policy only how its rules come out.
   *
   * @throws DeadlineExceeded when judging took too long by the wall clock
   */
  public Assessment assess(Facts facts) {
    PolicySet set = current;
    List<Policy> inForce = set.compiled(); // takes longer than judging, and is no part of it
    Meter meter = Meter.ofStanding(allowed);
    Waivers.Live waivers = set.waivers().live(facts);
    SortedMap<String, Assessed> policies = new TreeMap<>();
    SortedMap<String, Effect> effects = new TreeMap<>();
    for (Policy policy : inForce) {
      if (policy.assess(facts, meter) instanceof Policy.Verdict.Judged(var answers)) {
        PolicyUsed used = policy.used(facts);
        SortedMap<String, Outcome> rules = new TreeMap<>();
        SortedSet<String> byFloor = new TreeSet<>();
        for (Policy.RuleAnswer judged : answers) {
          Policy.RuleAnswer answer = waivers.cover(judged);
          RuleOutcome outcome = answer.outcome();
          rules.put(outcome.rule(), outcome.outcome());
          effects.put(outcome.rule(), outcome.effect());
          if (answer.conflict() != null) {
            byFloor.add(outcome.rule());
          }
        }
        policies.put(
            policy.name(),
            new Assessed(
                used.version(),
                used.sha256(),
                used.params(),
                used.floor(),
                policy.controls(),
                rules,
                byFloor));
      }
    }
    return new Assessment(set.position(), policies, effects);
  }

  /**
   * What the policies in force say of something that stands.
   *
   * @param policyPosition the ledger position as of which the policy set was read
   * @param policies those that apply, by name
   * @param effects by the rule's full name, what it would do to a command that breaks it, under no
   *     ceiling
   */
  public record Assessment(
      long policyPosition,
      SortedMap<String, Assessed> policies,
      SortedMap<String, Effect> effects) {

    /** That of something no policy is asked of. */
    public static Assessment none(long policyPosition) {
      return new Assessment(
          policyPosition, Collections.emptySortedMap(), Collections.emptySortedMap());
    }
  }

  /** Whether the command takes something away that a policy must not be able to defend. */
  private static boolean isWayOut(Facts facts) {
    return facts.values().get("command") instanceof Map<?, ?> command
        && command.get("kind") instanceof String kind
        && WAYS_OUT.contains(kind);
  }

  @Override
  public void awaitPolicies(long position) throws InterruptedException {
    if (!follows || current.position() >= position) {
      return;
    }
    long left = CATCH_UP.toNanos();
    lock.lock();
    try {
      while (current.position() < position) {
        if (left <= 0) {
          throw new DeadlineExceeded(
              "the policies as of position %d were not there after %d s; try again"
                  .formatted(position, TimeUnit.NANOSECONDS.toSeconds(CATCH_UP.toNanos())));
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Compiles what is in force and not compiled yet, which the first command would otherwise wait
   * for: half a second for the starter pack on a JVM that has just started.
   */
  public void warmUp() {
    current.compiled();
  }

  /** Policies that are compiled already, for when the ledger puts their documents in force. */
  public void expect(Collection<? extends Policy> compiled) {
    compiled.forEach(policy -> known.putIfAbsent(policy.sha256(), policy));
  }

  /** One object per document, so that a policy coming back into force is not compiled again. */
  private Policy policy(SubjectName subject, Version version, String sha256) {
    return known.computeIfAbsent(
        sha256, _ -> new AcceptedPolicy(subject.path(), version, sha256, documents));
  }
}

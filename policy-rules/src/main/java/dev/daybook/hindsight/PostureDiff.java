package dev.daybook.hindsight;

import dev.daybook.decision.Outcome;
import dev.daybook.hindsight.PostureDifference.Kind;
import dev.daybook.hindsight.PostureDifference.Told;
import dev.daybook.hindsight.PostureDifference.Why;
import dev.daybook.hindsight.RecordedPosture.Seen;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.posture.Assessed;
import dev.daybook.posture.Posture;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.CelGate.Assessment;
import dev.daybook.rules.Due;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How posture at one moment differs from posture at another, and why.
 *
 * <p>What differs is read from what was recorded: of the subjects whose posture changed between the
 * moments, each from its own stream. Why is not: each rule is asked again in worlds in which one
 * thing, or two, are as they were at the first moment and the rest as it is at the second. What
 * gives the first answer back is a reason.
 */
public final class PostureDiff {

  /** What can be put back. */
  private static final List<Reason> THINGS =
      List.of(
          Reason.SUBJECT,
          Reason.POLICY,
          Reason.PARAMS,
          Reason.WAIVER,
          Reason.TIME,
          Reason.LINEAGE,
          Reason.DOMAIN);

  /** Most entries of one reason that are tried out, and told where none can be. */
  private static final int MOST_ENTRIES = 10;

  private static final int PAGE = 1_000;

  /** A time passed: to the second, it is told when. */
  private static final Duration SHARP = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final CelGate gate;
  private final PostureMoment from;
  private final PostureMoment to;
  private final PostureStreams streams;
  private @Nullable Worlds worlds;
  private @Nullable Between between;

  /**
   * A comparison that reads what it needs when it is asked, and keeps what other pages need again.
   * To be asked by one thread at a time.
   *
   * @param gate what is compiled is shared with it
   * @param from not after {@code to}
   */
  public PostureDiff(Ledger ledger, CelGate gate, PostureMoment from, PostureMoment to) {
    this.ledger = ledger;
    this.gate = gate;
    this.from = from;
    this.to = to;
    this.streams = new PostureStreams(ledger, from.position(), to.position());
  }

  /**
   * What to tell of; what is absent does not matter.
   *
   * @param policy a policy's name, or a rule's full name
   */
  public record Wanted(
      @Nullable SubjectName subject, @Nullable String domain, @Nullable String policy) {

    public static final Wanted ALL = new Wanted(null, null, null);

    private boolean has(SubjectName asked) {
      return (subject == null || subject.stream().equals(asked.stream()))
          && (domain == null
              || asked.domainName().filter(name -> Folded.same(name, domain)).isPresent());
    }

    private boolean has(String name, String rule) {
      return policy == null || Folded.same(policy, name) || Folded.same(policy, rule);
    }
  }

  /** A rule of one subject that differs; why is not looked at yet. */
  private record Differing(
      SubjectName subject,
      String policy,
      String rule,
      @Nullable Outcome was,
      @Nullable Outcome now,
      @Nullable Seen seen) {

    String key() {
      return subject.stream() + " " + rule;
    }
  }

  /** Where a difference stands among all: to go on behind. */
  public static String key(PostureDifference difference) {
    return SubjectName.parse(difference.subject()).stream() + " " + difference.rule();
  }

  /**
   * The differences behind a key in the order of subjects and rules.
   *
   * @param limit most of them
   */
  public List<PostureDifference> differences(Wanted wanted, String behind, int limit) {
    Set<String> otherwise = worlds().doingOtherwise();
    String begin = behind.substring(0, Math.max(0, behind.indexOf(' ')));
    List<PostureDifference> differences = new ArrayList<>();
    for (String stream : streams(wanted, otherwise).tailSet(begin)) {
      SubjectName subject = SubjectName.parse(stream);
      if (wanted.has(subject)) {
        for (Differing rule : differing(subject, wanted, otherwise)) {
          if (rule.key().compareTo(behind) > 0) {
            PostureDifference difference = why(rule);
            if (difference.kind() != Kind.CHANGED_EFFECT
                || difference.effectNow() != difference.effectWas()) {
              differences.add(difference);
              if (differences.size() == limit) {
                return differences;
              }
            }
          }
        }
      }
    }
    return differences;
  }

  /** Whom to look at: where a policy does something else, also what is broken as before. */
  private SortedSet<String> streams(Wanted wanted, Set<String> otherwise) {
    return wanted.subject() != null
        ? new TreeSet<>(Set.of(wanted.subject().stream()))
        : otherwise.isEmpty() ? streams.changed() : streams.all();
  }

  /** Rules with another answer, and those broken as before whose policy does something else. */
  private List<Differing> differing(SubjectName subject, Wanted wanted, Set<String> otherwise) {
    RecordedPosture recorded = RecordedPosture.of(ledger, subject, from.position(), to.position());
    Posture then = recorded.before();
    Posture now = recorded.after();
    SortedSet<String> policies = new TreeSet<>(then.policies().keySet());
    policies.addAll(now.policies().keySet());
    List<Differing> differing = new ArrayList<>();
    for (String policy : policies) {
      SortedMap<String, Outcome> was = rules(then.policies().get(policy));
      SortedMap<String, Outcome> is = rules(now.policies().get(policy));
      SortedSet<String> rules = new TreeSet<>(was.keySet());
      rules.addAll(is.keySet());
      for (String rule : rules) {
        boolean other = was.get(rule) != is.get(rule);
        boolean harder =
            !other && otherwise.contains(policy) && PostureDifference.isBroken(is.get(rule));
        if (wanted.has(policy, rule) && (other || harder)) {
          differing.add(
              new Differing(
                  recorded.about(),
                  policy,
                  rule,
                  was.get(rule),
                  is.get(rule),
                  recorded.noticed().get(rule)));
        }
      }
    }
    differing.sort((one, another) -> one.key().compareTo(another.key()));
    return differing;
  }

  private static SortedMap<String, Outcome> rules(@Nullable Assessed policy) {
    return policy == null ? Collections.emptySortedMap() : policy.rules();
  }

  /** Judges again, with one thing after the other as it was. */
  private PostureDifference why(Differing rule) {
    Worlds.Said first = said(rule, EnumSet.copyOf(THINGS));
    Worlds.Said second = said(rule, Set.of());
    Kind kind = Kind.of(rule.was(), rule.now());
    if (second.outcome() != rule.now() || first.outcome() != rule.was()) {
      boolean late = second.outcome() == rule.now() && first.outcome() == rule.now();
      return told(rule, kind, first, second, recorded(rule, late), false, late);
    }
    List<Set<Reason>> sets = leastSets(rule, kind, first);
    Set<Reason> all = EnumSet.noneOf(Reason.class);
    sets.forEach(all::addAll);
    List<Why> reasons = new ArrayList<>();
    for (Reason reason : all) {
      reasons.add(
          reason == Reason.TIME
              ? timePassed(rule, kind, second)
              : new Why(reason, entries(rule, kind, reason, second), null));
    }
    return told(rule, kind, first, second, reasons, sets.getFirst().size() > 1, true);
  }

  private PostureDifference told(
      Differing rule,
      Kind kind,
      Worlds.Said first,
      Worlds.Said second,
      List<Why> reasons,
      boolean together,
      boolean proved) {
    Seen seen = rule.seen();
    boolean sameEffect = first.effect() == second.effect();
    return new PostureDifference(
        rule.subject().toString(),
        rule.policy(),
        rule.rule(),
        kind,
        rule.was(),
        rule.now(),
        sameEffect ? null : first.effect(),
        sameEffect ? null : second.effect(),
        reasons,
        together,
        proved,
        seen == null ? null : seen.told());
  }

  private Worlds.Said said(Differing rule, Set<Reason> asBefore) {
    return Worlds.of(worlds().in(rule.subject(), asBefore), rule.policy(), rule.rule());
  }

  private static boolean isSame(Kind kind, Worlds.Said one, Worlds.Said other) {
    return one.outcome() == other.outcome()
        && (kind != Kind.CHANGED_EFFECT || one.effect() == other.effect());
  }

  /** The smallest sets of things that, as they were, give the first answer back. */
  private List<Set<Reason>> leastSets(Differing rule, Kind kind, Worlds.Said first) {
    for (int size = 1; size <= THINGS.size(); size++) {
      List<Set<Reason>> found = new ArrayList<>();
      for (int bits = 0; bits < 1 << THINGS.size(); bits++) {
        if (Integer.bitCount(bits) == size) {
          Set<Reason> asBefore = EnumSet.noneOf(Reason.class);
          for (int i = 0; i < THINGS.size(); i++) {
            if ((bits & 1 << i) != 0) {
              asBefore.add(THINGS.get(i));
            }
          }
          if (isSame(kind, said(rule, asBefore), first)) {
            found.add(asBefore);
            if (size > 1) {
              return found;
            }
          }
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    throw new IllegalStateException("all as it was does not give back what was");
  }

  /** The last entry that made the difference, tried out from the end. */
  private List<Told> entries(Differing rule, Kind kind, Reason reason, Worlds.Said second) {
    List<LedgerEntry> candidates =
        between()
            .of(
                reason,
                rule.subject(),
                rule.policy(),
                judged(rule),
                reason == Reason.LINEAGE ? worlds().linked(rule.subject()) : Set.of());
    List<LedgerEntry> last =
        candidates.subList(Math.max(0, candidates.size() - MOST_ENTRIES), candidates.size());
    if (reason != Reason.LINEAGE && reason != Reason.DOMAIN) {
      for (int i = last.size() - 1; i >= 0; i--) {
        Assessment without = worlds().with(rule.subject(), reason, last.get(i).position() - 1);
        if (!isSame(kind, Worlds.of(without, rule.policy(), rule.rule()), second)) {
          return List.of(told(last.get(i)));
        }
      }
    }
    return last.stream().map(PostureDiff::told).toList();
  }

  /** What ran out or began between the moments, and when: tried out by the clock alone. */
  private Why timePassed(Differing rule, Kind kind, Worlds.Said second) {
    List<Due> due = worlds().due(rule.subject(), rule.policy(), rule.rule());
    if (isSame(kind, said(rule, Set.of(Reason.TIME)), second)) {
      return new Why(Reason.TIME, owners(due), null);
    }
    for (Due each : due.reversed()) {
      if (!isSame(kind, saidAt(rule, each.at().minusNanos(1_000)), saidAt(rule, each.at()))) {
        return new Why(Reason.TIME, owners(List.of(each)), each.at());
      }
    }
    Instant before = from.clock();
    Instant after = to.clock();
    while (Duration.between(before, after).compareTo(SHARP) > 0) {
      Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
      if (isSame(kind, saidAt(rule, middle), second)) {
        after = middle;
      } else {
        before = middle;
      }
    }
    return new Why(Reason.TIME, List.of(), after.truncatedTo(ChronoUnit.SECONDS));
  }

  private Worlds.Said saidAt(Differing rule, Instant clock) {
    return Worlds.of(worlds().at(rule.subject(), clock), rule.policy(), rule.rule());
  }

  /** The entries that granted these waivers last, or put these policies in force. */
  private List<Told> owners(List<Due> due) {
    return due.stream()
        .map(each -> each.owner().stream())
        .distinct()
        .limit(MOST_ENTRIES)
        .flatMap(stream -> lastGranting(stream).stream())
        .map(PostureDiff::told)
        .toList();
  }

  private Optional<LedgerEntry> lastGranting(String stream) {
    LedgerEntry last = null;
    long next = 0;
    while (true) {
      List<LedgerEntry> page = ledger.stream(stream, next, PAGE);
      for (LedgerEntry entry : page) {
        if (entry.position() <= to.position()) {
          last =
              switch (entry.event()) {
                case WaiverApproved _, EmergencyWaiverGranted _, PolicyActivated _ -> entry;
                default -> last;
              };
        }
      }
      if (page.isEmpty()) {
        return Optional.ofNullable(last);
      }
      next = page.getLast().sequence() + 1;
    }
  }

  private List<@Nullable Assessed> judged(Differing rule) {
    List<@Nullable Assessed> judged = new ArrayList<>();
    judged.add(worlds().in(rule.subject(), EnumSet.copyOf(THINGS)).policies().get(rule.policy()));
    judged.add(worlds().in(rule.subject(), Set.of()).policies().get(rule.policy()));
    return judged;
  }

  private Worlds worlds() {
    Worlds known = worlds;
    if (known == null) {
      known = new Worlds(ledger, gate, from, to);
      worlds = known;
    }
    return known;
  }

  private Between between() {
    Between known = between;
    if (known == null) {
      known = new Between(ledger, from.position(), to.position());
      between = known;
    }
    return known;
  }

  /** What was taken for the cause when it was noticed, where trying out does not tell. */
  private List<Why> recorded(Differing rule, boolean late) {
    Seen seen = rule.seen();
    if (seen == null) {
      return List.of();
    }
    Long by = seen.told().causedBy();
    List<Told> entries =
        by == null
            ? List.of()
            : ledger.entry(by).map(entry -> List.of(told(entry))).orElse(List.of());
    Reason reason =
        switch (seen.cause()) {
          case SUBJECT_CHANGED -> Reason.SUBJECT;
          case POLICY_CHANGED -> Reason.POLICY;
          case PARAMS_CHANGED -> Reason.PARAMS;
          case WAIVER_GRANTED -> Reason.WAIVER;
          case WAIVER_ENDED -> by == null ? Reason.TIME : Reason.WAIVER;
          case LINEAGE_CHANGED -> Reason.LINEAGE;
          case DOMAIN_CHANGED -> Reason.DOMAIN;
          case TIME_PASSED -> Reason.TIME;
        };
    return List.of(new Why(late ? Reason.LATE : reason, entries, null));
  }

  private static Told told(LedgerEntry entry) {
    return new Told(
        entry.position(),
        entry.recordedAt(),
        entry.type(),
        entry.stream(),
        entry.metadata().actor());
  }
}

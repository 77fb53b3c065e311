package dev.daybook.assess;

import dev.daybook.contract.ContractEvent;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.domain.DomainEvent;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.params.ParamsEvent;
import dev.daybook.policy.PolicyEvent;
import dev.daybook.posture.Causes;
import dev.daybook.posture.Posture;
import dev.daybook.posture.PostureEvent;
import dev.daybook.posture.PostureEvent.PostureAssessed;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.product.ProductEvent;
import dev.daybook.store.EventTypes;
import dev.daybook.store.LedgerEntry;
import dev.daybook.team.TeamEvent;
import dev.daybook.waiver.WaiverEvent;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import dev.daybook.waiver.WaiverEvent.WaiverRejected;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import dev.daybook.waiver.WaiverEvent.WaiverReviewed;
import dev.daybook.waiver.WaiverEvent.WaiverRevoked;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every product and contract in the order of their streams, and what happened that they have not
 * been asked after. Follows the ledger from its first entry; all of it is told again at a start.
 *
 * <p>What happens to one subject marks that one and those next to it in the lineage, and only these
 * are looked at. What concerns many (policies, params, teams, domains, a day that begins) has all
 * of them looked at once.
 *
 * <p>Thread-safe: one thread tells it entries, another asks.
 */
final class Watch {

  private final NavigableMap<String, Watched> subjects = new TreeMap<>();
  private final Map<String, Long> policies = new HashMap<>();
  private final Map<String, Long> params = new HashMap<>();
  private final Map<String, Long> domains = new HashMap<>();
  private final Map<Posture, Posture> shared = new HashMap<>();
  private final Links links = new Links();
  private final NavigableSet<String> touched = new TreeSet<>();
  private final NavigableMap<Instant, Set<String>> waiverEnds = new TreeMap<>();
  private long teams;
  private final Map<String, SubjectName> waived = new HashMap<>();
  private long policyPosition;
  private long gatePosition;
  private long allSequence = -1;
  private long meshPosition;
  private Concern passing = Concern.NONE;
  private Concern passed = Concern.NONE;

  /**
   * What concerns all subjects, or many.
   *
   * @param policies position of the last entry that changed what is judged by
   * @param mesh position of the last entry of a domain or team
   * @param day the one that policies see, UTC
   */
  private record Concern(long policies, long mesh, LocalDate day) {
    static final Concern NONE = new Concern(-1, -1, LocalDate.MIN);
  }

  /** The wire names of what it wants to be told. */
  static SortedSet<String> follows(EventTypes types) {
    SortedSet<String> names = new TreeSet<>(types.changingPolicies());
    for (Class<? extends SubjectEvent> each :
        List.of(
            ProductEvent.class,
            ContractEvent.class,
            DomainEvent.class,
            TeamEvent.class,
            PostureEvent.class)) {
      names.addAll(types.namesOf(each));
    }
    return names;
  }

  /** Takes in the next entry. */
  synchronized void apply(LedgerEntry entry) {
    long position = entry.position();
    switch (entry.event()) {
      case ProductEvent event -> happened(event.subject(), position);
      case ContractEvent event -> happened(event.subject(), position);
      case DomainEvent event -> {
        domains.put(Folded.name(event.subject().path()), position);
        meshPosition = position;
      }
      case TeamEvent _ -> {
        teams = position;
        meshPosition = position;
      }
      case PolicyEvent event -> changed(policies, event, position);
      case ParamsEvent event -> changed(params, event, position);
      case WaiverEvent event -> waived(event, position);
      case PostureChanged event -> changed(event, entry);
      case PostureAssessed event -> assessed(event, entry);
      default -> {}
    }
  }

  private void happened(SubjectName subject, long position) {
    watched(subject).position = position;
    touched.add(subject.stream());
    touched.addAll(links.of(subject.stream()));
  }

  /** What everything is judged by changed. A ceiling is none of it: a rule fails below it too. */
  private void changed(Map<String, Long> positions, SubjectEvent event, long position) {
    positions.put(Folded.name(event.subject().path()), position);
    policyPosition = position;
    gatePosition = position;
  }

  /** Waivers are of one subject each: only that one is asked again. */
  private void waived(WaiverEvent event, long position) {
    gatePosition = position;
    String waiver = event.subject().stream();
    switch (event) {
      case WaiverApproved e -> granted(waiver, e.covers(), e.expires(), position);
      case EmergencyWaiverGranted e -> granted(waiver, e.covers(), e.expires(), position);
      case WaiverRevoked _ -> ended(waiver, position);
      case WaiverReviewed e -> {
        if (!e.upheld()) {
          ended(waiver, position);
        }
      }
      case WaiverRequested _, WaiverRenewalRequested _, WaiverRejected _ -> {}
    }
  }

  /** Only products and contracts have a posture; a waiver may cover other things. */
  private void granted(String waiver, SubjectName covers, Instant end, long position) {
    if (covers.kind() != SubjectKind.PRODUCT && covers.kind() != SubjectKind.CONTRACT) {
      return;
    }
    waived.put(waiver, covers);
    Watched watched = watched(covers);
    watched.waivers.put(waiver, end);
    watched.waiverPosition = position;
    touched.add(covers.stream());
    waiverEnds.computeIfAbsent(end, _ -> new HashSet<>()).add(covers.stream());
  }

  private void ended(String waiver, long position) {
    SubjectName covers = waived.get(waiver);
    if (covers != null) {
      Watched watched = watched(covers);
      watched.waivers.remove(waiver);
      watched.waiverPosition = position;
      touched.add(covers.stream());
    }
  }

  private Watched watched(SubjectName subject) {
    return subjects.computeIfAbsent(subject.stream(), _ -> new Watched(subject));
  }

  /** Most postures are like many others, and are kept once. */
  private void changed(PostureChanged event, LedgerEntry entry) {
    Watched watched = watched(event.about());
    watched.posture = shared.computeIfAbsent(watched.posture.after(event), own -> own);
    watched.postureSequence = entry.sequence();
    watched.assessed(entry.position(), event.policyPosition(), event.clock());
  }

  private void assessed(PostureAssessed event, LedgerEntry entry) {
    allSequence = entry.sequence();
    NavigableMap<String, Watched> stretch = subjects;
    if (event.after() != null) {
      stretch = stretch.tailMap(event.after(), false);
    }
    if (event.through() != null) {
      stretch = stretch.headMap(event.through(), true);
    }
    stretch
        .values()
        .forEach(watched -> watched.assessed(event.asOf(), event.policyPosition(), event.clock()));
  }

  /**
   * Subjects to ask next, and how far they reach.
   *
   * @param due in the order of their streams
   * @param through the last stream looked at; empty for the end
   */
  record Next(List<Due> due, String through) {}

  /**
   * One subject to ask.
   *
   * @param postureSequence last sequence of its posture's stream
   * @param swept whether it is due because policies changed or a day passed, and not only by what
   *     happened to itself
   */
  record Due(
      SubjectName name, Posture before, long postureSequence, Causes causes, boolean swept) {}

  /** The next {@code most} subjects behind {@code after} that have to be asked. */
  synchronized Next next(String after, int most, Instant clock) {
    LocalDate today = day(clock);
    Concern concern = new Concern(policyPosition, meshPosition, today);
    if (after.isEmpty()) {
      passing = concern;
    }
    touchWhereWaiversEnded(clock);
    boolean all = !concern.equals(passed);
    List<Due> due = new ArrayList<>();
    Iterator<String> streams =
        (all ? subjects.navigableKeySet() : touched).tailSet(after, false).iterator();
    while (streams.hasNext()) {
      String stream = streams.next();
      Watched watched = subjects.get(stream);
      boolean swept = watched != null && isSweptOver(watched, today);
      if (watched == null || (!swept && !isChanged(watched, clock))) {
        if (!all) {
          streams.remove(); // asked since, or a neighbour that is no product here
        }
      } else {
        touched.add(stream); // until it was asked, whatever comes between
        if (watched.restsUntil.isAfter(clock)) {
          continue;
        }
        due.add(
            new Due(
                watched.name(), watched.posture, watched.postureSequence, causes(watched), swept));
        if (due.size() == most) {
          return new Next(due, stream);
        }
      }
    }
    if (passing.equals(concern)) {
      passed = concern;
    }
    return new Next(due, "");
  }

  private void touchWhereWaiversEnded(Instant clock) {
    while (!waiverEnds.isEmpty() && !waiverEnds.firstKey().isAfter(clock)) {
      touched.addAll(waiverEnds.pollFirstEntry().getValue());
    }
  }

  /** How many subjects have to be asked. */
  synchronized int behind(Instant clock) {
    LocalDate today = day(clock);
    return (int)
        subjects.values().stream()
            .filter(each -> isSweptOver(each, today) || isChanged(each, clock))
            .count();
  }

  /** Whether it is due with all others: policies changed since it was asked, or a day passed. */
  private boolean isSweptOver(Watched watched, LocalDate today) {
    return watched.assessedAt > 0
        && (watched.assessedUnder < policyPosition || day(watched.assessedFor).isBefore(today));
  }

  /** Whether something happened to itself or around it since it was asked. */
  private boolean isChanged(Watched watched, Instant now) {
    return watched.position > watched.assessedAt
        || watched.waiverPosition > watched.assessedAt
        || watched.hasWaiverEndedBy(now)
        || mesh(watched) > watched.assessedAt
        || lineage(watched) > watched.assessedAt;
  }

  /** The last entry of what it is made of, or of what is made of it. */
  private long lineage(Watched watched) {
    return links.of(watched.name().stream()).stream()
        .map(subjects::get)
        .filter(Objects::nonNull)
        .mapToLong(linked -> linked.position)
        .max()
        .orElse(0);
  }

  /** The last entry of its domain or of a team. */
  private long mesh(Watched watched) {
    return Math.max(
        teams,
        watched
            .name()
            .domainName()
            .map(domain -> domains.getOrDefault(Folded.name(domain), 0L))
            .orElse(0L));
  }

  private Causes causes(Watched watched) {
    return new Causes(
        watched.assessedAt,
        watched.position,
        mesh(watched),
        lineage(watched),
        watched.waiverPosition,
        policy -> position(policies, policy),
        document -> position(params, document));
  }

  private synchronized long position(Map<String, Long> positions, String name) {
    return positions.getOrDefault(Folded.name(name), 0L);
  }

  /** It was asked, and these are what it is made of and what is made of it. */
  synchronized void linked(SubjectName name, Set<String> streams) {
    links.set(name.stream(), streams);
    Watched watched = watched(name);
    for (String stream : streams) {
      Watched next = subjects.get(stream);
      if (next != null && next.assessedAt < watched.position) {
        touched.add(stream);
      }
    }
  }

  /** It was asked, and nothing had changed. */
  synchronized void unchanged(SubjectName name, long asOf, long under, Instant clock) {
    watched(name).assessed(asOf, under, clock);
  }

  /** It could not be asked. */
  synchronized void rests(SubjectName name, Instant until) {
    watched(name).restsUntil = until;
  }

  /** Last sequence of the stream that tells how far everything was asked. */
  synchronized long allSequence() {
    return allSequence;
  }

  /** The position of the last entry that changed what rules answer of anything. */
  synchronized long gatePosition() {
    return gatePosition;
  }

  /**
   * What to record of a stretch that was asked as a whole.
   *
   * @param after the stream before its first; empty for the beginning
   * @param through its last stream; empty for the end
   */
  synchronized PostureAssessed stretched(
      String after, String through, int changed, long asOf, long under, Instant clock) {
    NavigableMap<String, Watched> stretch = subjects.tailMap(after, false);
    return new PostureAssessed(
        Posture.ALL,
        asOf,
        under,
        after.isEmpty() ? null : after,
        through.isEmpty() ? null : through,
        (through.isEmpty() ? stretch : stretch.headMap(through, true)).size(),
        changed,
        clock);
  }

  private static LocalDate day(Instant clock) {
    return clock.atZone(ZoneOffset.UTC).toLocalDate();
  }
}

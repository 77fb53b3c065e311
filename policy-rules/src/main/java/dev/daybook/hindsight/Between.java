package dev.daybook.hindsight;

import dev.daybook.decision.SubjectEvent;
import dev.daybook.domain.DomainEvent;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import dev.daybook.params.ParamsEvent;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyWithdrawn;
import dev.daybook.posture.Assessed;
import dev.daybook.product.ProductEvent;
import dev.daybook.store.EntryScan;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.team.TeamEvent;
import dev.daybook.waiver.WaiverEvent;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries between two positions that can be a reason, found by what they are about. Those of
 * policies, domains and teams are kept, which are few; those of a product or contract are read from
 * its stream.
 */
final class Between {

  private static final int PAGE = 1_000;
  private static final long PAGE_BYTES = 8 << 20;

  private final Ledger ledger;
  private final long after;
  private final long through;
  private final List<LedgerEntry> entries = new ArrayList<>();

  /** Which subject each waiver is for, by the waiver's stream. */
  private final Map<String, String> covered = new HashMap<>();

  Between(Ledger ledger, long after, long through) {
    this.ledger = ledger;
    this.after = after;
    this.through = through;
    Set<String> types = new HashSet<>(ledger.types().changingPolicies());
    types.addAll(ledger.types().namesOf(DomainEvent.class));
    types.addAll(ledger.types().namesOf(TeamEvent.class));
    read(types, after + 1, true);
    read(
        Stream.concat(
                ledger.types().namesOf(WaiverApproved.class).stream(),
                ledger.types().namesOf(EmergencyWaiverGranted.class).stream())
            .collect(Collectors.toSet()),
        1,
        false);
  }

  private void read(Set<String> types, long from, boolean keep) {
    if (from > through) {
      return;
    }
    try (EntryScan scan = ledger.scan(types, from, through)) {
      for (List<LedgerEntry> page = scan.next(PAGE, PAGE_BYTES);
          !page.isEmpty();
          page = scan.next(PAGE, PAGE_BYTES)) {
        for (LedgerEntry entry : page) {
          switch (entry.event()) {
            case WaiverApproved e -> covered.put(entry.stream(), e.covers().stream());
            case EmergencyWaiverGranted e -> covered.put(entry.stream(), e.covers().stream());
            default -> {}
          }
          if (keep) {
            entries.add(entry);
          }
        }
      }
    }
  }

  /**
   * Those that can have been the reason for what a policy says of a subject, in order.
   *
   * @param judged what the policy said, at the one moment or the other
   * @param linked streams of the products beside it
   */
  List<LedgerEntry> of(
      Reason reason,
      SubjectName subject,
      String policy,
      List<@Nullable Assessed> judged,
      Set<String> linked) {
    return switch (reason) {
      case SUBJECT -> ofStream(subject.stream());
      case POLICY ->
          some(
              entry ->
                  switch (entry.event()) {
                    case PolicyActivated e -> Folded.same(e.subject().path(), policy);
                    case PolicyWithdrawn e -> Folded.same(e.subject().path(), policy);
                    default -> false;
                  });
      case PARAMS -> {
        Set<String> names = new HashSet<>();
        for (Assessed each : judged) {
          if (each != null) {
            Stream.of(each.params(), each.floor())
                .filter(Objects::nonNull)
                .forEach(used -> names.add(Folded.name(used.name())));
          }
        }
        List<LedgerEntry> params =
            some(
                entry ->
                    entry.event() instanceof ParamsEvent e
                        && names.contains(Folded.name(e.subject().path())));
        yield params.isEmpty() ? some(entry -> entry.event() instanceof ParamsEvent) : params;
      }
      case WAIVER ->
          some(
              entry ->
                  entry.event() instanceof WaiverEvent
                      && subject.stream().equals(covered.get(entry.stream())));
      case LINEAGE ->
          linked.stream()
              .filter(stream -> !stream.equals(subject.stream()))
              .flatMap(stream -> ofStream(stream).stream())
              .filter(entry -> entry.event() instanceof ProductEvent)
              .sorted(Comparator.comparingLong(LedgerEntry::position))
              .toList();
      case DOMAIN ->
          some(
              entry ->
                  switch (entry.event()) {
                    case DomainEvent e -> isDomainOf(e, subject);
                    case TeamEvent _ -> true;
                    default -> false;
                  });
      case TIME, LATE -> List.of();
    };
  }

  private static boolean isDomainOf(SubjectEvent domain, SubjectName subject) {
    return subject
        .domainName()
        .filter(name -> Folded.same(name, domain.subject().path()))
        .isPresent();
  }

  private List<LedgerEntry> some(Predicate<LedgerEntry> wanted) {
    return entries.stream().filter(wanted).toList();
  }

  private List<LedgerEntry> ofStream(String stream) {
    List<LedgerEntry> own = new ArrayList<>();
    long from = ledger.lastSequenceAt(stream, after).orElse(-1) + 1;
    while (true) {
      List<LedgerEntry> page = ledger.stream(stream, from, PAGE);
      page.stream().filter(entry -> entry.position() <= through).forEach(own::add);
      if (page.isEmpty() || page.getLast().position() > through) {
        return own;
      }
      from = page.getLast().sequence() + 1;
    }
  }
}

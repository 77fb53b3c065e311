package dev.daybook.rules;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding.WaiverUsed;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.rules.Policy.RuleAnswer;
import dev.daybook.waiver.Waived;
import dev.daybook.waiver.WaiverEvent;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverApproved;
import dev.daybook.waiver.WaiverEvent.WaiverRejected;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import dev.daybook.waiver.WaiverEvent.WaiverReviewed;
import dev.daybook.waiver.WaiverEvent.WaiverRevoked;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The waivers that were granted and not ended, by the subject they are for. Immutable. Which of
 * them are live is for the clock of the facts to say, so that judging again says the same.
 */
final class Waivers {

  /** One as it was granted last. */
  record Granted(SubjectName covers, Waived waives, WaiverUsed used) {

    boolean isLiveAt(Instant clock) {
      return clock.isBefore(used.until());
    }
  }

  /** The live ones for one command. */
  record Live(List<Granted> waivers) {

    /** What they leave of an answer; of several the one that lasts longest covers it. */
    RuleAnswer cover(RuleAnswer answer) {
      for (Granted waiver : waivers) {
        if (waiver.waives().covers(answer.outcome().rule())) {
          return answer.waived(waiver.used());
        }
      }
      return answer;
    }
  }

  private static final Live NOT_ANY = new Live(List.of());

  private static final Comparator<Granted> LONGEST_FIRST =
      Comparator.comparing((Granted waiver) -> waiver.used().until())
          .reversed()
          .thenComparing(waiver -> waiver.used().subject().stream());

  private static final Waivers NONE = new Waivers(Map.of());

  private final Map<String, Granted> byStream;
  private final Map<String, List<Granted>> byCovered;

  private Waivers(Map<String, Granted> byStream) {
    this.byStream = Map.copyOf(byStream);
    this.byCovered =
        byStream.values().stream()
            .sorted(LONGEST_FIRST)
            .collect(Collectors.groupingBy(waiver -> waiver.covers().stream()));
  }

  static Waivers none() {
    return NONE;
  }

  /** What is granted after this event. */
  Waivers after(WaiverEvent event) {
    return switch (event) {
      case WaiverApproved e ->
          with(
              e.subject(),
              new Granted(
                  e.covers(), e.waives(), new WaiverUsed(e.subject(), e.by(), e.expires())));
      case EmergencyWaiverGranted e ->
          with(
              e.subject(),
              new Granted(
                  e.covers(), e.waives(), new WaiverUsed(e.subject(), e.by(), e.expires())));
      case WaiverRevoked e -> without(e.subject());
      case WaiverReviewed e -> e.upheld() ? this : without(e.subject());
      case WaiverRequested _, WaiverRenewalRequested _, WaiverRejected _ -> this;
    };
  }

  private Waivers with(SubjectName subject, Granted waiver) {
    Map<String, Granted> next = new HashMap<>(byStream);
    next.put(subject.stream(), waiver);
    return new Waivers(next);
  }

  private Waivers without(SubjectName subject) {
    Map<String, Granted> next = new HashMap<>(byStream);
    next.remove(subject.stream());
    return new Waivers(next);
  }

  /** The same without the one of this name. */
  Waivers without(String name) {
    return without(new SubjectName(SubjectKind.WAIVER, name));
  }

  /** When those of a rule for a subject run out. */
  Stream<Due> ends(SubjectName subject, String rule) {
    return byCovered.getOrDefault(subject.stream(), List.of()).stream()
        .filter(waiver -> waiver.waives().covers(rule))
        .map(waiver -> new Due(waiver.used().until(), waiver.used().subject()));
  }

  /** Those for the facts' subject that are not over at the facts' time. */
  Live live(Facts facts) {
    if (byCovered.isEmpty()
        || !(facts.values().get("clock") instanceof Instant clock)
        || !(facts.values().get("command") instanceof Map<?, ?> command)
        || !(command.get("subject") instanceof String subject)) {
      return NOT_ANY;
    }
    List<Granted> waivers = byCovered.get(SubjectName.parse(subject).stream());
    return waivers == null
        ? NOT_ANY
        : new Live(waivers.stream().filter(waiver -> waiver.isLiveAt(clock)).toList());
  }
}

package dev.daybook.api.webhook;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Outcome;
import dev.daybook.edge.WebhookSettings.Kind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.store.LedgerEntry;
import dev.daybook.waiver.Waived;
import dev.daybook.waiver.WaiverEvent.EmergencyWaiverGranted;
import dev.daybook.waiver.WaiverEvent.WaiverRenewalRequested;
import dev.daybook.waiver.WaiverEvent.WaiverRequested;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One entry of the ledger as others are told of it: a CloudEvents 1.0 event in structured mode,
 * whose data names rules and ids and quotes no document, for documents name people.
 *
 * @param id the entry's event id, the same at every try
 * @param type {@code dev.daybook.command.denied} or {@code dev.daybook.approval.pending}
 * @param source the ledger's origin
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 *     1.0</a>
 */
record Notice(
    String id, String type, String source, String subject, Instant time, Map<String, Object> data) {

  /** What the body is. */
  static final String CONTENT_TYPE = "application/cloudevents+json";

  /**
   * The types of entries that may be told of.
   *
   * @param policiesWait whether a policy waits for a second person here; waivers do everywhere
   */
  static Set<String> types(Set<Kind> kinds, boolean policiesWait) {
    return kinds.stream()
        .flatMap(
            kind ->
                switch (kind) {
                  case DENIALS -> Stream.of("decision.recorded");
                  case APPROVALS ->
                      Stream.concat(
                          policiesWait ? Stream.of("policy.published") : Stream.empty(),
                          Stream.of(
                              "waiver.requested",
                              "waiver.renewal-requested",
                              "waiver.emergency-granted"));
                })
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What to tell of an entry of these types; nothing of what was accepted. */
  static Optional<Notice> of(LedgerEntry entry, String origin) {
    return switch (entry.event()) {
      case DecisionRecorded decision when !decision.accepted() ->
          Optional.of(notice(entry, origin, "dev.daybook.command.denied", denial(decision, entry)));
      case PolicyPublished published -> pending(entry, origin, version(published));
      case WaiverRequested e ->
          pending(
              entry,
              origin,
              waiver(e.covers(), e.waives(), e.expires(), "ApproveWaiver", "RejectWaiver"));
      case WaiverRenewalRequested e -> pending(entry, origin, renewal(e));
      case EmergencyWaiverGranted e ->
          pending(entry, origin, waiver(e.covers(), e.waives(), e.expires(), "ReviewWaiver"));
      default -> Optional.empty();
    };
  }

  private static Optional<Notice> pending(
      LedgerEntry entry, String origin, Map<String, Object> waits) {
    Map<String, Object> data = new TreeMap<>(waits);
    data.put("position", entry.position());
    data.put("actor", entry.metadata().actor());
    return Optional.of(notice(entry, origin, "dev.daybook.approval.pending", data));
  }

  private static Notice notice(
      LedgerEntry entry, String origin, String type, Map<String, Object> data) {
    return new Notice(
        entry.eventId().toString(),
        type,
        origin,
        entry.event().subject().toString(),
        entry.recordedAt(),
        data);
  }

  private static Map<String, Object> denial(DecisionRecorded decision, LedgerEntry entry) {
    Map<String, Object> data = new TreeMap<>();
    data.put("position", entry.position());
    data.put("decision", decision.id().toString());
    data.put("command", decision.command());
    data.put("actor", entry.metadata().actor());
    data.put(
        "rules",
        decision.findings().stream()
            .filter(
                finding -> finding.effect() == Effect.DENY && finding.outcome() != Outcome.WAIVED)
            .map(finding -> Map.of("rule", finding.rule(), "outcome", finding.outcome().word()))
            .distinct()
            .toList());
    return data;
  }

  private static Map<String, Object> version(PolicyPublished e) {
    return Map.of(
        "version", e.version().text(), "sha256", e.sha256(), "waitsFor", List.of("ApprovePolicy"));
  }

  private static Map<String, Object> waiver(
      SubjectName covers, Waived waives, Instant expires, String... waitsFor) {
    return Map.of(
        "covers",
        covers.toString(),
        "waives",
        waives.toString(),
        "expires",
        expires.toString(),
        "waitsFor",
        List.of(waitsFor));
  }

  /** What it covers stands in the first request. */
  private static Map<String, Object> renewal(WaiverRenewalRequested e) {
    return Map.of(
        "term",
        e.term(),
        "expires",
        e.expires().toString(),
        "waitsFor",
        List.of("ApproveWaiver", "RejectWaiver"));
  }

  /** The body, canonical JSON in UTF-8. */
  byte[] body() {
    Map<String, Object> event = new TreeMap<>();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("type", type);
    event.put("source", source);
    event.put("subject", subject);
    event.put("time", time.toString());
    event.put("datacontenttype", "application/json");
    event.put("data", data);
    return CanonicalJson.write(event);
  }
}

package dev.daybook.api.webhook;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Outcome;
import dev.daybook.edge.WebhookSettings.Kind;
import dev.daybook.policy.PolicyEvent.PolicyPublished;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.store.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  /** The types of entries that may be told of, by the kind they are told under. */
  static Set<String> types(Set<Kind> kinds) {
    return kinds.stream()
        .map(
            kind ->
                switch (kind) {
                  case DENIALS -> "decision.recorded";
                  case APPROVALS -> "policy.published";
                })
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What to tell of an entry of these types; nothing of what was accepted. */
  static Optional<Notice> of(LedgerEntry entry, String origin) {
    return switch (entry.event()) {
      case DecisionRecorded decision when !decision.accepted() ->
          Optional.of(notice(entry, origin, "dev.daybook.command.denied", denial(decision, entry)));
      case PolicyPublished published ->
          Optional.of(
              notice(entry, origin, "dev.daybook.approval.pending", pending(published, entry)));
      default -> Optional.empty();
    };
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

  private static Map<String, Object> pending(PolicyPublished published, LedgerEntry entry) {
    Map<String, Object> data = new TreeMap<>();
    data.put("position", entry.position());
    data.put("version", published.version().text());
    data.put("sha256", published.sha256());
    data.put("actor", entry.metadata().actor());
    data.put("waitsFor", List.of("ApprovePolicy"));
    return data;
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

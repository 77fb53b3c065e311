package dev.daybook.decision;

import dev.daybook.decision.Judgement.CeilingUsed;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The recorded answer to one command: event 0 of the stream {@code decision/<id>}.
 *
 * @param id the command's id: a UUIDv8 (RFC 9562) made of SHA-256 over actor, idempotency key and
 *     document index
 * @param command the command's kind, {@code PublishProduct}
 * @param payloadSha256 digest of the command's canonical JSON: the same id with another payload is
 *     refused
 * @param judgedAt the subject's last sequence when it was judged; -1 before its first event
 * @param policyPosition the ledger position as of which the policy set was read
 * @param factsSha256 digest of the frozen facts
 * @param traceSha256 digest of every step of judging: the same facts judged again by the same
 *     policies and engine take the same steps
 * @param accepted whether the command stands
 * @param findings every rule's answer that is not a pass; they quote what documents say, so they
 *     may name people
 * @param documentSha256 digest of the original document's bytes
 * @param clock the time policies saw
 * @param engine names and versions of all that judging depends on beside policies and facts: {@code
 *     daybook-rules 1, cel-java 0.14.0, re2j 1.8, tzdb 2025b}
 * @param ceiling what caps every effect of policies; absent where nothing does
 */
@Recorded("decision.recorded")
public record DecisionRecorded(
    UUID id,
    SubjectName subject,
    String command,
    String payloadSha256,
    long judgedAt,
    long policyPosition,
    List<Judgement.PolicyUsed> policies,
    List<Judgement.RuleOutcome> rules,
    String factsSha256,
    String traceSha256,
    boolean accepted,
    @Personal(quoted = true) List<Finding> findings,
    @Nullable String documentSha256,
    Instant clock,
    String engine,
    @Nullable CeilingUsed ceiling)
    implements SubjectEvent {

  /** The stream a decision is event 0 of. */
  public static String stream(UUID id) {
    return "decision/" + id;
  }
}

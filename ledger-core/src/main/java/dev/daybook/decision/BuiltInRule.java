package dev.daybook.decision;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Daybook's own rules, which nobody can waive, in the order of {@code docs/reference/refusals.md}:
 * what the domain itself forbids, then what is said of commands by whoever takes them in. A rule's
 * id never changes: decisions keep it for good.
 */
public enum BuiltInRule {
  /** The subject was never registered. */
  NOT_REGISTERED,
  /** A step that changes or ends something gives no reason. */
  REASON_MISSING,
  /** A domain's name contains a dot or a slash. */
  DOMAIN_NAME,
  /** An objective's name cannot name a subject, or stands twice in one document. */
  OBJECTIVE_NAME,

  /** The product is retired. */
  PRODUCT_RETIRED,
  /** The product is neither deprecated nor retired. */
  NOTHING_TO_REINSTATE,
  /** The sunset lies in the past. */
  SUNSET_PASSED,
  /** The document still names the owner from before a handover. */
  OWNER_HANDED_OVER,
  /** The document's version is lower than the current one. */
  VERSION_GOES_BACK,

  /** Every version of the contract is retired. */
  CONTRACT_RETIRED,
  /** The version was never published. */
  VERSION_UNKNOWN,
  /** The version was withdrawn. */
  VERSION_WITHDRAWN,
  /** Another document under a published version's number. */
  VERSION_IMMUTABLE,
  /** A version's life does not go that way. */
  STATUS_TRANSITION,
  /** A withdrawal does not cite the entry that was the mistake. */
  POSITION_NOT_CITED,

  /** The policy is not in force. */
  NOT_IN_FORCE,
  /** Who asked for something is who grants it. */
  SECOND_PERSON,
  /** No second person approved the version. */
  APPROVAL_MISSING,
  /** A policy for all domains would be one for some. */
  GLOBAL_FLOOR,

  /** A waiver names nobody who answers for it, or no ticket. */
  WAIVER_INCOMPLETE,
  /** A waiver would be over when it begins, or an emergency lasts too long. */
  WAIVER_EXPIRY,
  /** A waiver is of one of these rules. */
  WAIVER_OF_BUILT_IN,
  /** A waiver's name stands for another one. */
  WAIVER_TAKEN,
  /** A waiver does not go that way from where it stands. */
  WAIVER_STEP,
  /** Somebody grants an emergency waiver for a domain that is not his. */
  WAIVER_EMERGENCY,

  /** A tag's name could be taken for another moment, or is too long. */
  TAG_NAME,
  /** A tag's name stands for another moment already. */
  TAG_TAKEN,
  /** A tag, or what is to become of a parked entry, is for a position not in the ledger. */
  MOMENT_NOT_RECORDED,

  /** Nothing of that name is promised. */
  OBJECTIVE_NOT_DECLARED,
  /** The measurement is not in the objective's unit. */
  MEASUREMENT_UNIT,
  /** The measured value cannot be one in the objective's unit. */
  MEASUREMENT_OUT_OF_RANGE,
  /** A measurement's id stands for another measurement already. */
  MEASUREMENT_TAKEN,
  /** The measurement to correct is not among those remembered. */
  MEASUREMENT_UNKNOWN,

  /** A token would allow nothing. */
  TOKEN_WITHOUT_ROLE,
  /** A token is limited to a domain, and what it allows is not. */
  TOKEN_DOMAIN,
  /** A token would be over when it is issued. */
  TOKEN_EXPIRED,
  /** A token is for nobody whose name could be read. */
  TOKEN_NAME,
  /** A revoked token would work again. */
  TOKEN_REUSED,
  /** The actor has no token. */
  TOKEN_NOT_ISSUED,

  /** An erasure names no legal ground. */
  ERASURE_BASIS,
  /** A legal hold keeps the person from being erased. */
  LEGAL_HOLD,
  /** An erasure or a hold does not go that way from where it stands. */
  ERASURE_STEP,
  /** Nobody of that id is named anywhere. */
  PERSON_UNKNOWN,

  /** A domain's params are looser than the floor, and what is stricter counts. */
  FLOOR_CONFLICT(Effect.WARN, Severity.WARNING),
  /** The document's domain was never registered. */
  DOMAIN_UNREGISTERED(Effect.WARN, Severity.WARNING),
  /** A waiver is for a subject, or of a policy or rule, that is not there yet. */
  WAIVER_UNKNOWN(Effect.WARN, Severity.WARNING),
  /** The document cannot be read. */
  READABLE,
  /** The command could not be answered in time. */
  ANSWERABLE,
  /** The idempotency key stands for another command already. */
  KEY_REUSED,
  /** What the ledger would have to keep is too large. */
  TOO_LARGE,
  /** How something that was read was understood. */
  NOTE(Effect.WARN, Severity.INFO);

  private final Effect effect;
  private final Severity severity;

  BuiltInRule() {
    this(Effect.DENY, Severity.ERROR);
  }

  BuiltInRule(Effect effect, Severity severity) {
    this.effect = effect;
    this.severity = severity;
  }

  /** The rule's full name in findings: {@code daybook/version-immutable}. */
  public String id() {
    return "daybook/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A finding under this rule; most deny.
   *
   * @param message what is wrong: seen and wanted
   * @param fix what to do next
   */
  public Finding finding(String message, String fix) {
    return finding(message, null, null, fix);
  }

  /**
   * The same where what was seen and what was wanted can each be shown by themselves.
   *
   * @param seen what the command says, at most 200 characters
   */
  public Finding finding(
      String message, @Nullable String seen, @Nullable String wanted, @Nullable String fix) {
    return new Finding(
        id(),
        Outcome.FAIL,
        effect,
        severity,
        message,
        "",
        null,
        null,
        seen,
        wanted,
        fix,
        null,
        List.of());
  }

  /** The verdict that denies a command under this rule. */
  public <E extends SubjectEvent> Verdict<E> refuse(String message, String fix) {
    return Verdict.refused(finding(message, fix));
  }

  /** The same where what was seen and what was wanted can each be shown by themselves. */
  public <E extends SubjectEvent> Verdict<E> refuse(
      String message, String seen, String wanted, String fix) {
    return Verdict.refused(finding(message, seen, wanted, fix));
  }
}

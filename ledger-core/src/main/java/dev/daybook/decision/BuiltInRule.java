package dev.daybook.decision;

import java.util.Locale;

/**
 * The rules of the domain itself, which nobody can waive, in the order of {@code
 * docs/reference/refusals.md}. A rule's id never changes: decisions keep it for good.
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
  /** A revoked token would work again. */
  TOKEN_REUSED,
  /** The actor has no token. */
  TOKEN_NOT_ISSUED;

  /** The rule's full name in findings: {@code daybook/version-immutable}. */
  public String id() {
    return "daybook/" + localId();
  }

  private String localId() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The finding that denies a command under this rule.
   *
   * @param message what is wrong: seen and wanted
   * @param fix what to do next
   */
  public Finding finding(String message, String fix) {
    return Finding.builtIn(localId(), message, null, null, fix);
  }

  /** The verdict that denies a command under this rule. */
  public <E extends SubjectEvent> Verdict<E> refuse(String message, String fix) {
    return Verdict.refused(finding(message, fix));
  }

  /**
   * The same where what was seen and what was wanted can each be shown by themselves.
   *
   * @param seen what the command says, at most 200 characters
   */
  public <E extends SubjectEvent> Verdict<E> refuse(
      String message, String seen, String wanted, String fix) {
    return Verdict.refused(Finding.builtIn(localId(), message, seen, wanted, fix));
  }
}

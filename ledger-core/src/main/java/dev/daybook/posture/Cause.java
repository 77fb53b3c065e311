package dev.daybook.posture;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a rule answers otherwise than it did when it was asked last. */
public enum Cause {
  /** The product or contract itself changed. */
  SUBJECT_CHANGED,
  /** A policy was put in force, replaced, or taken out of force. */
  POLICY_CHANGED,
  /** The values a policy is judged with changed. */
  PARAMS_CHANGED,
  /** A waiver covers the rule now. */
  WAIVER_GRANTED,
  /** A waiver that covered the rule ran out or was revoked. */
  WAIVER_ENDED,
  /** What it reads from, or what reads from it, changed. */
  LINEAGE_CHANGED,
  /** Its domain, or a team, changed. */
  DOMAIN_CHANGED,
  /** Nothing but the time of day: a stage began, a date passed. */
  TIME_PASSED;

  /** The word in JSON: {@code subject-changed}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

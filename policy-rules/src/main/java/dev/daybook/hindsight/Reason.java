package dev.daybook.hindsight;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can make a rule say something else of what stands; all of it is what it is asked on. */
public enum Reason {
  /** The product or contract itself. */
  SUBJECT,
  /** The policy: its version, or that it is in force at all. */
  POLICY,
  /** The params documents it is judged with. */
  PARAMS,
  /** The waivers of it. */
  WAIVER,
  /** The clock alone: a waiver ran out, a stage began, a date passed. */
  TIME,
  /** What the subject is made of, and what is made of it. */
  LINEAGE,
  /** Its domain, or a team. */
  DOMAIN,
  /** None of these since: it was so before, and was learned late. */
  LATE;

  /** The word in JSON: {@code subject}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

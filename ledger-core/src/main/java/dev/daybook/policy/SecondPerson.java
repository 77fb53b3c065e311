package dev.daybook.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a version needs somebody else's approval before it is in force, and if not, why. */
public enum SecondPerson {
  /** It needs one. */
  WANTED,
  /** The server's setting {@code daybook.approvals.second-person} is off. */
  SETTING_OFF,
  /** A ledger's very first start puts the starter pack in force; nobody is there to approve it. */
  FIRST_START;

  /** The word used in JSON: {@code setting-off}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.daybook.hindsight;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a draft changes about one command; {@link Counts} says what each means. */
public enum Change {
  NEWLY_DENIED("newlyDenied"),
  NEWLY_ALLOWED("newlyAllowed"),
  UNJUDGED("unjudged"),
  CHANGED("changed"),
  NEWLY_WARNED("newlyWarned"),
  NO_LONGER_WARNED("noLongerWarned"),
  SAME("same");

  private final String word;

  Change(String word) {
    this.word = word;
  }

  /** The word used in JSON: {@code newlyDenied}. */
  @JsonValue
  public String word() {
    return word;
  }
}

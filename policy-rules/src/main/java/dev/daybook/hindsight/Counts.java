package dev.daybook.hindsight;

/**
 * How many commands came out how under a draft; each is counted once beside {@code judged}.
 *
 * @param judged all that could be judged
 * @param newlyDenied accepted then, denied now
 * @param newlyAllowed denied then, accepted now
 * @param unjudged a rule has no answer now that had one then, or was not asked; whether that would
 *     deny the command or not
 * @param changed the same outcome, and a rule that does not pass has another effect, severity or
 *     answer
 * @param newlyWarned the same outcome, and a rule fails that did not before
 * @param noLongerWarned the same outcome, and a rule passes, or is not asked, that did not before
 */
public record Counts(
    long judged,
    long newlyDenied,
    long newlyAllowed,
    long unjudged,
    long changed,
    long newlyWarned,
    long noLongerWarned) {

  /** None. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

  /** One command. */
  static Counts of(Change change) {
    return new Counts(
        1,
        is(change == Change.NEWLY_DENIED),
        is(change == Change.NEWLY_ALLOWED),
        is(change == Change.UNJUDGED),
        is(change == Change.CHANGED),
        is(change == Change.NEWLY_WARNED),
        is(change == Change.NO_LONGER_WARNED));
  }

  private static long is(boolean so) {
    return so ? 1 : 0;
  }

  /** Both together. */
  public Counts and(Counts other) {
    return new Counts(
        judged + other.judged,
        newlyDenied + other.newlyDenied,
        newlyAllowed + other.newlyAllowed,
        unjudged + other.unjudged,
        changed + other.changed,
        newlyWarned + other.newlyWarned,
        noLongerWarned + other.noLongerWarned);
  }

  /** How many came out otherwise in any way. */
  public long different() {
    return newlyDenied + newlyAllowed + unjudged + changed + newlyWarned + noLongerWarned;
  }
}

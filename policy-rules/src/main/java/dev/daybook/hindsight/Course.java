package dev.daybook.hindsight;

/**
 * How the commands about one subject came out, one after the other, then and under a draft.
 *
 * @param first whether the first was accepted under the draft
 * @param last whether the last was
 * @param turns how often one came out otherwise than the one before, under the draft
 * @param turnsThen how often it did then
 * @param firstThen whether the first was accepted then
 * @param lastThen whether the last was
 */
public record Course(
    boolean first, boolean last, int turns, boolean firstThen, boolean lastThen, int turnsThen) {

  static Course of(boolean accepted, boolean acceptedThen) {
    return new Course(accepted, accepted, 0, acceptedThen, acceptedThen, 0);
  }

  /** The course of both; {@code later} goes on where this one ends. */
  public Course and(Course later) {
    return new Course(
        first,
        later.last,
        turns + later.turns + (last == later.first ? 0 : 1),
        firstThen,
        later.lastThen,
        turnsThen + later.turnsThen + (lastThen == later.firstThen ? 0 : 1));
  }

  /** Whether it goes back and forth where it did not before: to the other answer, and back. */
  public boolean flaps() {
    return turns >= 2 && turns > turnsThen;
  }
}

package dev.daybook.views;

import java.time.Instant;

/**
 * That a view's rows were taken away, to be derived again from the first entry. Until it is back
 * where the ledger ended then, it answers nothing about now: it would leave out what is not there
 * yet.
 *
 * @param view its name
 * @param until the position from which on it answers again
 * @param since when they were taken away
 * @param why they were, as in "since then, as …"
 * @param times how often they were by now, from 1
 */
record Anew(String view, long until, Instant since, String why, long times) {

  /** Why a view begins that was not there before. */
  static final String FIRST = "it had no rows";

  /** Why rows go that are of a ledger which went on differently. */
  static final String OTHER_HISTORY = "its rows were of another history";

  /** Why rows go that another version of the view cannot be answered from. */
  static final String OTHER_VERSION = "its rows were of another version";

  /** Why rows go that may name somebody nobody is to read of any more. */
  static final String ERASURE = "somebody was erased";
}

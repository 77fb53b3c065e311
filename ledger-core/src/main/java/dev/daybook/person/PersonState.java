package dev.daybook.person;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What the ledger knows of a person without knowing who it is.
 *
 * @param request what waits for somebody to confirm it
 * @param holds the matters that hold up an erasure
 */
record PersonState(Optional<Request> request, SortedSet<String> holds, boolean erased) {

  /**
   * @param by surrogate id of who asked
   */
  record Request(String basis, String reason, String by) {}
}

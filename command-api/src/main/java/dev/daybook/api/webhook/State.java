package dev.daybook.api.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one address was told.
 *
 * @param position everything up to there was told, or given up
 * @param tries how often the next one was tried in vain
 * @param delivered how many were told
 * @param givenUp how many were tried too often and never told
 * @param deliveredAt when one was told last
 * @param failure why the last try failed; absent when it did not
 */
record State(
    long position,
    int tries,
    long delivered,
    long givenUp,
    @Nullable Instant deliveredAt,
    @Nullable String failure) {

  State at(long other) {
    return new State(other, tries, delivered, givenUp, deliveredAt, failure);
  }

  State told(long at, Instant when) {
    return new State(at, 0, delivered + 1, givenUp, when, null);
  }

  State failed(String why) {
    return new State(position, tries + 1, delivered, givenUp, deliveredAt, why);
  }

  State gaveUp(long at) {
    return new State(at, 0, delivered, givenUp + 1, deliveredAt, failure);
  }
}

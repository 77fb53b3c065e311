package dev.daybook.witnessed;

import java.time.Duration;

/**
 * How long witnesses are waited for.
 *
 * @param every how often a checkpoint is sent at most
 * @param answer how long a witness may take for one answer
 * @param first how long it is left alone after a failure; twice as long after each
 * @param longest the longest of these waits
 * @param round how long a checkpoint is waited for to be witnessed before a later one is sent
 */
record Patience(Duration every, Duration answer, Duration first, Duration longest, Duration round) {

  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10));
}

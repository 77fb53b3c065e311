package dev.daybook.assess;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets commands go first: work in the background waits for a moment without any, and ends when the
 * next one comes. Where commands do not stop coming it is not starved: after {@link #PATIENCE} it
 * gets short turns, and rests after each {@link #RESTS} times as long as it took, until there is a
 * moment without commands again.
 *
 * <p>Used by one thread.
 */
final class CommandsFirst {

  /** How long it waits for a moment without commands before it takes its small share. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Nineteen parts of twenty are for commands. */
  static final int RESTS = 19;

  private static final Duration LOOK = Duration.ofMillis(5);

  private final BooleanSupplier underWay;
  private final Duration patience;
  private long restNanos;
  private long beganNanos;
  private boolean share;

  /**
   * @param underWay whether somebody waits for an answer
   */
  CommandsFirst(BooleanSupplier underWay, Duration patience) {
    this.underWay = underWay;
    this.patience = patience;
    this.restNanos = patience.toNanos();
  }

  /**
   * Waits for a turn, which lasts until {@link #done}.
   *
   * @param givenUp whether nobody wants it any more
   */
  void await(BooleanSupplier givenUp) {
    long until = System.nanoTime() + restNanos;
    while (underWay.getAsBoolean() && !givenUp.getAsBoolean() && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    beganNanos = System.nanoTime();
    share = underWay.getAsBoolean();
  }

  /** Whether this turn is a share, taken from commands that do not stop: it should be short. */
  boolean isShare() {
    return share;
  }

  /** Whether commands came, for which a turn that is no share should end. */
  boolean isWanted() {
    return !share && underWay.getAsBoolean();
  }

  /** The turn is over. */
  void done() {
    restNanos = share ? RESTS * (System.nanoTime() - beganNanos) : patience.toNanos();
  }
}

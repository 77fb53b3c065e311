package dev.daybook.hindsight;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work on all processors, taken in the order in which it was asked for, so that what comes first
 * does not depend on who is faster. One thread asks and takes.
 *
 * @param <T> what the work comes to
 */
final class InOrder<T> implements AutoCloseable {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** So much is under way, or done and not taken: enough to keep all of them busy. */
  private static final int MOST = 2 * PROCESSORS + 2;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          PROCESSORS, Thread.ofPlatform().name("daybook-hindsight-", 0).daemon().factory());
  private final Deque<Future<T>> asked = new ArrayDeque<>();

  /** Whether as much was asked for as is kept. */
  boolean isFull() {
    return asked.size() >= MOST;
  }

  /** Whether all that was asked for is taken. */
  boolean isEmpty() {
    return asked.isEmpty();
  }

  /** Asks for more. */
  void ask(Callable<T> work) {
    asked.add(threads.submit(work));
  }

  /** What comes next, once it is there; throws what the work threw. */
  T take() {
    try {
      return asked.remove().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}

package dev.daybook.replay.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work that is done on other threads before its turn comes, and taken in the order in which it was
 * asked for; so what is found first does not depend on who is faster. One thread asks and takes.
 *
 * @param <T> what the work comes to
 */
public final class Ahead<T> implements AutoCloseable {

  /** So much is under way, or done and not taken: enough to keep some processors busy. */
  private static final int MOST = 8;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Future<T>> asked = new ArrayDeque<>();

  /** Whether as much was asked for as is kept. */
  public boolean isFull() {
    return asked.size() >= MOST;
  }

  /** Whether all that was asked for is taken. */
  public boolean isEmpty() {
    return asked.isEmpty();
  }

  /** Asks for more. */
  public void ask(Callable<T> work) {
    asked.add(threads.submit(work));
  }

  /**
   * What comes next, once it is there.
   *
   * @throws Wrong what the work threw
   * @throws IOException what the work threw
   */
  public T take() throws Wrong, IOException {
    try {
      return asked.remove().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Wrong wrong -> throw wrong;
        case IOException io -> throw io;
        case RuntimeException unforeseen -> throw unforeseen;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}

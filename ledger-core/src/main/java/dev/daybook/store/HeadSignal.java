package dev.daybook.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever listens that the ledger grew, on a thread of its own, so that no listener holds up
 * an append. Several appends in a row may be told as one.
 */
final class HeadSignal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeadSignal.class);

  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Thread teller;
  private volatile long head;
  private boolean closed;

  HeadSignal(long head) {
    this.head = head;
    this.teller = Thread.ofPlatform().daemon().name("daybook-head-signal").start(this::tell);
  }

  long head() {
    return head;
  }

  /** The ledger is known to reach {@code position}. */
  void advance(long position) {
    if (position <= head) {
      return;
    }
    lock.lock();
    try {
      if (position > head) {
        head = position;
        moved.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  Subscription onAdvance(LongConsumer listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Waits until the head is past {@code position}; false when {@code nanos} were not enough. */
  boolean awaitPast(long position, long nanos) throws InterruptedException {
    if (head > position) {
      return true;
    }
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (head <= position) {
        if (left <= 0 || closed) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    long told = head;
    while (true) {
      lock.lock();
      try {
        while (head <= told && !closed) {
          moved.awaitUninterruptibly();
        }
        if (closed) {
          return;
        }
        told = head;
      } finally {
        lock.unlock();
      }
      for (LongConsumer listener : listeners) {
        try {
          listener.accept(told);
        } catch (RuntimeException e) {
          LOG.error("a listener to the ledger's head failed at position {}", told, e);
        }
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    if (Thread.currentThread() != teller) {
      try {
        teller.join(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package dev.daybook.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long answers took, in milliseconds.
 *
 * @param p50Millis half of the answers took at most this long
 * @param p99Millis all but one in a hundred took at most this long
 */
public record Latencies(double p50Millis, double p99Millis, double maxMillis) {

  /** Every single latency, kept until it is summed up. Not thread-safe. */
  static final class Recorder {

    private long[] nanos = new long[1 << 16];
    private int count;

    void record(long tookNanos) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = tookNanos;
    }

    void add(Recorder other) {
      nanos = Arrays.copyOf(nanos, Math.max(nanos.length, count + other.count));
      System.arraycopy(other.nanos, 0, nanos, count, other.count);
      count += other.count;
    }

    int count() {
      return count;
    }

    Latencies sum() {
      if (count == 0) {
        return new Latencies(0, 0, 0);
      }
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return new Latencies(
          millis(sorted[(count - 1) / 2]),
          millis(sorted[Math.min(count - 1, (int) Math.ceil(count * 0.99) - 1)]),
          millis(sorted[count - 1]));
    }

    private static double millis(long nanos) {
      return Math.round(nanos / (double) TimeUnit.MICROSECONDS.toNanos(10)) / 100.0;
    }
  }
}

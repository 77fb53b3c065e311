package dev.daybook.replay.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes all reports, several at a time: most of the work on a bundle is theirs. */
final class Reports {

  private Reports() {}

  /** What is done with a report. */
  @FunctionalInterface
  interface Use<T> {
    T of(Report report) throws IOException;
  }

  /** What came of each report, in their order. */
  static <T> List<T> each(Use<T> use) throws IOException {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<T>> asked = new ArrayList<>();
      for (Report report : Report.ALL) {
        asked.add(threads.submit(() -> use.of(report)));
      }
      List<T> all = new ArrayList<>();
      for (Future<T> one : asked) {
        all.add(one.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

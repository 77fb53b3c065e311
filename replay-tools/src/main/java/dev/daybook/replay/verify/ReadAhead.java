package dev.daybook.replay.verify;

import dev.daybook.replay.log.LogSource;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A log of which some files are asked for before they are needed, so that nobody waits for each.
 */
final class ReadAhead implements LogSource, AutoCloseable {

  private final LogSource log;
  private final Map<String, Future<byte[]>> asked = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ReadAhead(LogSource log) {
    this.log = log;
  }

  /** Asks for what will be needed soon. */
  void ask(String path) {
    asked.computeIfAbsent(path, wanted -> threads.submit(() -> log.get(wanted)));
  }

  @Override
  public byte[] get(String path) throws IOException {
    @Nullable Future<byte[]> coming = asked.remove(path);
    if (coming == null) {
      return log.get(path);
    }
    try {
      return coming.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException("`%s` cannot be read: %s".formatted(path, e.getCause()), e);
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

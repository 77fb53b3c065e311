package dev.daybook.api;

import dev.daybook.path.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts answered commands for Prometheus, {@code daybook_commands_total} by command and result.
 * Kinds and results are few, so the series are.
 */
@Singleton
final class Tally {

  private final MeterRegistry registry;
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

  Tally(MeterRegistry registry) {
    this.registry = registry;
  }

  private record Key(String command, Answer.Result result) {}

  void count(String command, Answer.Result result) {
    counters.computeIfAbsent(new Key(command, result), this::counter).increment();
  }

  private Counter counter(Key key) {
    return Counter.builder("daybook.commands")
        .description("Commands answered")
        .tag("command", key.command())
        .tag("result", key.result().word())
        .register(registry);
  }
}

package dev.daybook.edge;

import dev.daybook.seal.TlogPolicy;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealBroken;
import dev.daybook.sealer.SealState;
import dev.daybook.sealer.SealState.Mark;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.timestamped.Timestamps;
import dev.daybook.witnessed.Witnesses;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Shows Prometheus how far the ledger is sealed, how long what is not has waited, and how far
 * witnesses and timestamp authorities vouch for it. What the database knows is asked for once a
 * scrape; while it does not answer there are no such figures (NaN).
 */
@Singleton
final class SealFigures implements MeterBinder {

  /** One scrape reads all figures within this. */
  private static final Duration ONE_SCRAPE = Duration.ofMillis(500);

  private final BeanProvider<Seal> seal;
  private final BeanProvider<Witnesses> witnesses;
  private final BeanProvider<Timestamps> timestamps;
  private final ServerSettings settings;
  private final Clock clock;

  private Optional<SealState> state = Optional.empty();
  private long askedAt = System.nanoTime() - ONE_SCRAPE.toNanos();

  SealFigures(
      BeanProvider<Seal> seal,
      BeanProvider<Witnesses> witnesses,
      BeanProvider<Timestamps> timestamps,
      ServerSettings settings,
      Clock clock) {
    this.seal = seal;
    this.witnesses = witnesses;
    this.timestamps = timestamps;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "size", "Entries in the latest checkpoint", each -> each.signed().size());
    gauge(registry, "lag", "Entries recorded and not sealed yet", SealState::lag);
    gauge(
        registry,
        "standstill",
        "1 where what was signed and what is there contradict each other",
        each -> each.standstill().filter(why -> why.isAlarm()).isPresent() ? 1 : 0);
    gauge(
        registry,
        "witnessed.size",
        "Entries in the latest checkpoint that enough witnesses cosigned",
        each -> each.witnessed().size());
    gauge(
        registry,
        "stamped.size",
        "Entries in the latest checkpoint with a timestamp",
        each -> each.stamped().size());
    seconds(
        registry,
        "waiting",
        "How long the first entry that is not sealed yet has waited; 0 where none does",
        each -> each.waitingSince().map(this::since).orElse(0.0));
    seconds(
        registry,
        "checkpoint.time",
        "When the latest checkpoint was signed, since 1970",
        each -> at(each.signed()));
    seconds(
        registry,
        "witnessed.time",
        "When enough witnesses had cosigned the latest that they did, since 1970",
        each -> at(each.witnessed()));
    seconds(
        registry, "stamped.time", "The latest timestamp, since 1970", each -> at(each.stamped()));
    FunctionCounter.builder("daybook.seal.checkpoints", seal, each -> each.get().checkpoints())
        .description("Checkpoints this node signed since it started")
        .register(registry);
    TlogPolicy policy = settings.seal().witnesses();
    if (policy != null) {
      policy
          .witnesses()
          .forEach(
              each ->
                  failures(registry, "witness", each.name(), () -> witnesses.get().failedTries()));
    }
    for (URI url : settings.seal().timestamps().urls()) {
      failures(registry, "authority", Timestamps.name(url), () -> timestamps.get().failedTries());
    }
  }

  /** A counter is bound to something that lives as long as it: registries hold that weakly. */
  private void failures(
      MeterRegistry registry, String who, String name, Supplier<Map<String, Long>> tries) {
    FunctionCounter.builder(
            "daybook.seal." + who + ".failures", this, _ -> tries.get().getOrDefault(name, 0L))
        .tag(who, name)
        .description("Tries that gave nothing since this node started")
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String what, ToDoubleFunction<SealState> value) {
    Gauge.builder("daybook.seal." + name, () -> valueOf(value))
        .description(what)
        .register(registry);
  }

  private void seconds(
      MeterRegistry registry, String name, String what, ToDoubleFunction<SealState> value) {
    TimeGauge.builder("daybook.seal." + name, () -> valueOf(value), TimeUnit.SECONDS)
        .description(what)
        .register(registry);
  }

  private double valueOf(ToDoubleFunction<SealState> value) {
    return state().map(value::applyAsDouble).orElse(Double.NaN);
  }

  private synchronized Optional<SealState> state() {
    if (System.nanoTime() - askedAt >= ONE_SCRAPE.toNanos()) {
      try {
        state = Optional.of(seal.get().state());
      } catch (StoreUnavailable | SealBroken _) {
        state = Optional.empty(); // health says why
      }
      askedAt = System.nanoTime();
    }
    return state;
  }

  private double since(Instant then) {
    return Math.max(0, Duration.between(then, clock.instant()).toMillis()) / 1_000.0;
  }

  private static double at(Mark mark) {
    return mark.at().map(Instant::toEpochMilli).map(millis -> millis / 1_000.0).orElse(0.0);
  }
}

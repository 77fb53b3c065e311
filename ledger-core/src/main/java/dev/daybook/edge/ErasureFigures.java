package dev.daybook.edge;

import dev.daybook.erasure.Shredder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/**
 * Shows Prometheus the erasures that are not ended yet, and how many keys of erased persons were
 * back at this node's start: anything but 0 says that an older copy of them was restored.
 */
@Singleton
final class ErasureFigures implements MeterBinder {

  private final BeanProvider<Shredder> shredder;

  ErasureFigures(BeanProvider<Shredder> shredder) {
    this.shredder = shredder;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("daybook.erasure.pending", () -> shredder.get().pending().size())
        .description("Erasures that are recorded and not ended yet")
        .register(registry);
    Gauge.builder("daybook.erasure.keys.found.again", () -> shredder.get().foundAgain().size())
        .description("Keys of erased persons that were back at this node's start")
        .register(registry);
  }
}

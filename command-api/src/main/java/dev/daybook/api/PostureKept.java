package dev.daybook.api;

import dev.daybook.assess.Assessor;
import dev.daybook.edge.ServerSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/**
 * Begins to ask the policies of what stands as soon as the server answers, unless the settings say
 * otherwise, and tells Prometheus how far that is: {@code daybook_posture_behind} and {@code
 * daybook_posture_assessed_total}.
 */
@Singleton
final class PostureKept implements ApplicationEventListener<ServerStartupEvent> {

  private final ServerSettings settings;
  private final BeanProvider<Assessor> assessor;
  private final MeterRegistry registry;

  PostureKept(ServerSettings settings, BeanProvider<Assessor> assessor, MeterRegistry registry) {
    this.settings = settings;
    this.assessor = assessor;
    this.registry = registry;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    if (!settings.posture()) {
      return;
    }
    Assessor running = assessor.get();
    Gauge.builder("daybook.posture.behind", running, each -> each.isAsking() ? each.behind() : 0)
        .description("Products and contracts this node has to ask again for their posture")
        .register(registry);
    FunctionCounter.builder("daybook.posture.assessed", running, Assessor::assessed)
        .description("Products and contracts asked for their posture since the start")
        .register(registry);
  }
}

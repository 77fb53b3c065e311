package dev.daybook.edge;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Puts a {@link BodyWatch} on every connection. */
@Singleton
final class WatchedBodies implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private final Duration patience;

  WatchedBodies(ServerSettings settings) {
    this.patience = settings.limits().bodyTime();
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event
        .getBean()
        .register(
            new OnEveryConnection(BodyWatch.class.getSimpleName(), () -> new BodyWatch(patience)));
    return event.getBean();
  }
}

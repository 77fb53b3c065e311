package dev.daybook.edge;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
    event.getBean().register(new Customizer(patience, null));
    return event.getBean();
  }

  /**
   * @param channel absent for the one that others are made from
   */
  private record Customizer(Duration patience, @Nullable Channel channel)
      implements NettyServerCustomizer {

    @Override
    public NettyServerCustomizer specializeForChannel(Channel its, ChannelRole role) {
      return new Customizer(patience, its);
    }

    @Override
    public void onStreamPipelineBuilt() {
      ChannelPipeline pipeline = channel == null ? null : channel.pipeline();
      if (pipeline != null
          && pipeline.get(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND) != null) {
        pipeline.addBefore(
            ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
            BodyWatch.class.getSimpleName(),
            new BodyWatch(patience));
      }
    }
  }
}

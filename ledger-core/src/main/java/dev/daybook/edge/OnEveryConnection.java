package dev.daybook.edge;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a handler of its own on every connection, just before requests become Micronaut's.
 *
 * @param name the handler's name in the connection's pipeline, used by no other
 * @param handler makes one connection's handler
 * @param channel absent for the one that others are made from
 */
record OnEveryConnection(String name, Supplier<ChannelHandler> handler, @Nullable Channel channel)
    implements NettyServerCustomizer {

  OnEveryConnection(String name, Supplier<ChannelHandler> handler) {
    this(name, handler, null);
  }

  @Override
  public NettyServerCustomizer specializeForChannel(Channel its, ChannelRole role) {
    return new OnEveryConnection(name, handler, its);
  }

  @Override
  public void onStreamPipelineBuilt() {
    ChannelPipeline pipeline = channel == null ? null : channel.pipeline();
    if (pipeline != null
        && pipeline.get(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND) != null) {
      pipeline.addBefore(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND, name, handler.get());
    }
  }
}

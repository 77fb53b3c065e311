package dev.daybook.edge;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a connection open that says nothing because the answer is not ready yet. Who has sent a
 * whole request waits for us, not we for him; a request that stops half-way, an answer nobody reads
 * and a connection between requests are closed as {@link ServerSettings.Limits#idle()} says.
 */
@Singleton
final class SilenceWhileAnswering
    implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private static final Logger LOG = LoggerFactory.getLogger(SilenceWhileAnswering.class);

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event
        .getBean()
        .register(new OnEveryConnection(SilenceWhileAnswering.class.getSimpleName(), Watch::new));
    return event.getBean();
  }

  /** One connection's; only its event loop calls it. */
  private static final class Watch extends ChannelDuplexHandler {

    private long asked;
    private long answered;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof LastHttpContent) {
        asked++;
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof HttpResponse response
          && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
        answered++;
      }
      super.write(context, message, promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof IdleStateEvent && asked > answered) {
        return;
      }
      context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (asked > answered) {
        LOG.info("a client left before its answer was ready; what it asked for goes on");
      }
      context.fireChannelInactive();
    }
  }
}

package dev.daybook.edge;

import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches the requests of one connection come in: that each has a URI that can be read, and a body
 * that stays within what its endpoint takes and is there as a whole in time. Only the connection's
 * event loop calls it.
 */
final class BodyWatch extends ChannelDuplexHandler {

  private static final AttributeKey<BodyWatch> OF_CHANNEL =
      AttributeKey.valueOf(BodyWatch.class.getName());

  /** How long an answer to a late body may take to be written. */
  private static final Duration PARTING = Duration.ofSeconds(1);

  private final Duration patience;
  private boolean incomplete;
  private boolean answered;
  private @Nullable String coding;
  private long seen;
  private long limit;
  private @Nullable Future<?> deadline;

  BodyWatch(Duration patience) {
    this.patience = patience;
  }

  /** The one that watches a request's body. */
  static Optional<BodyWatch> of(io.micronaut.http.HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> netty
        ? Optional.ofNullable(netty.getChannelHandlerContext().channel().attr(OF_CHANNEL).get())
        : Optional.empty();
  }

  /**
   * Bounds the body of the request that is being looked at.
   *
   * @return whether what came in so far is within that
   */
  boolean limitTo(long bytes) {
    if (seen > bytes) {
      return false;
    }
    limit = bytes;
    return true;
  }

  /** How the body was compressed by whoever sent it; empty where it comes as it is. */
  Optional<String> coding() {
    return Optional.ofNullable(coding)
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase("identity"));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().attr(OF_CHANNEL).set(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      UnreadableHead.mark(request);
      incomplete = true;
      answered = false;
      coding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
      seen = 0;
      limit = Long.MAX_VALUE;
    }
    if (message instanceof HttpContent content) {
      boolean within = seen <= limit;
      seen += content.content().readableBytes();
      if (within && seen > limit) {
        context.fireExceptionCaught(tooLarge(limit));
      }
      if (message instanceof LastHttpContent) {
        incomplete = false;
        forget();
      }
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (incomplete && deadline == null) {
      deadline =
          context
              .executor()
              .schedule(() -> late(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    context.fireChannelReadComplete();
  }

  private void late(ChannelHandlerContext context) {
    if (answered) {
      hangUp(context);
      return;
    }
    context.fireExceptionCaught(
        new ProblemException(
            ProblemType.BODY_LATE,
            "the body was not there after %d s".formatted(patience.toSeconds()),
            "send it in smaller parts, or over a faster line"));
    deadline =
        context
            .executor()
            .schedule(() -> hangUp(context), PARTING.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void hangUp(ChannelHandlerContext context) {
    ChannelFuture _ = context.close();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      answered = true;
    }
    super.write(context, message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    forget();
    context.fireChannelInactive();
  }

  private void forget() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  static ProblemException tooLarge(long limit) {
    return new ProblemException(
        ProblemType.TOO_LARGE,
        "the body is larger than %,d bytes".formatted(limit),
        "send at most %,d bytes here".formatted(limit));
  }
}

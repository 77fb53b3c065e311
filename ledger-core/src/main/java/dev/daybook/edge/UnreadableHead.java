package dev.daybook.edge;

import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a request whose first line or headers cannot be read. */
final class UnreadableHead {

  /** Longest first line, in bytes: method, URI and version. */
  static final int MAX_LINE = 16 << 10;

  /** Most bytes of all headers. */
  static final int MAX_HEADERS = 16 << 10;

  /** What a client would like best, where it can have something else as well. */
  private static final List<CharSequence> WISHES =
      List.of(HttpHeaderNames.ACCEPT_LANGUAGE, HttpHeaderNames.ACCEPT_CHARSET);

  private UnreadableHead() {}

  /**
   * Marks a request whose URI is none as one that could not be read, so that it is answered as that
   * and not as one without a token.
   */
  static void mark(HttpRequest request) {
    WISHES.forEach(name -> leaveOutUnreadable(request.headers(), name));
    try {
      URI _ = new URI(request.uri());
    } catch (URISyntaxException e) {
      request.setUri("/");
      request.setDecoderResult(DecoderResult.failure(e));
    }
  }

  /** A preference that names nothing is none (RFC 9110, 12.5), and Micronaut breaks on it. */
  private static void leaveOutUnreadable(HttpHeaders headers, CharSequence name) {
    boolean unreadable =
        headers.getAll(name).stream()
            .flatMap(value -> Stream.of(value.split(",")))
            .anyMatch(one -> one.contains(";") && one.replace(";", "").isBlank());
    if (unreadable) {
      headers.remove(name);
    }
  }

  /** What to answer; empty where the head was read. */
  static Optional<ProblemDetails> of(io.micronaut.http.HttpRequest<?> request) {
    if (!(request instanceof NettyHttpRequest<?> netty)) {
      return Optional.empty();
    }
    @Nullable Throwable cause = netty.getNativeRequest().decoderResult().cause();
    return Optional.ofNullable(
        switch (cause) {
          case null -> null;
          case TooLongHttpLineException _ ->
              ProblemDetails.of(
                      ProblemType.URI_TOO_LONG,
                      "the request's first line is longer than %,d bytes".formatted(MAX_LINE))
                  .next("ask for less at once");
          case TooLongHttpHeaderException _ ->
              ProblemDetails.of(
                      ProblemType.HEADERS_TOO_LARGE,
                      "the request's headers hold more than %,d bytes".formatted(MAX_HEADERS))
                  .next("leave out those that are not needed here");
          case URISyntaxException _ ->
              ProblemDetails.of(ProblemType.BAD_REQUEST, "the request's URI cannot be read")
                  .next("write what may not stand in one as %XX, two hex digits a byte");
          default ->
              ProblemDetails.of(ProblemType.BAD_REQUEST, "the request is no HTTP that can be read")
                  .next("see RFC 9112 for how one is written");
        });
  }
}

package dev.daybook.edge;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is under way at once: requests, and the bytes of their bodies. Who finds it full is
 * told to come back in a second, at the price of a header read; whoever is in gets served. Health
 * is let through, as a full server is not a dead one.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Turnstile implements Ordered, ApplicationEventListener<HttpRequestTerminatedEvent> {

  private static final String PLACE = "daybook.place";

  private final ServerSettings.Limits limits;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bodyBytes = new AtomicLong();

  Turnstile(ServerSettings settings) {
    this.limits = settings.limits();
  }

  /** What one request holds until it is over, given back once. */
  private record Place(long bytes, AtomicBoolean left) {}

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }

  @RequestFilter
  void enter(HttpRequest<?> request) {
    if (request.getPath().equals("/health")) {
      return;
    }
    long bytes = reserve(request);
    Place place = new Place(bytes, new AtomicBoolean());
    long inside = requests.incrementAndGet();
    long held = bodyBytes.addAndGet(bytes);
    request.setAttribute(PLACE, place);
    if (inside > limits.requestsAtOnce()) {
      throw full("%d requests are under way".formatted(limits.requestsAtOnce()));
    }
    if (bytes > 0 && held > limits.bodyBytesAtOnce()) {
      throw full("bodies of %d bytes are under way".formatted(limits.bodyBytesAtOnce()));
    }
  }

  @Override
  public void onApplicationEvent(HttpRequestTerminatedEvent event) {
    Optional<Place> place = event.getSource().getAttribute(PLACE, Place.class);
    if (place.isPresent() && place.get().left().compareAndSet(false, true)) {
      requests.decrementAndGet();
      bodyBytes.addAndGet(-place.get().bytes());
    }
  }

  long requestsUnderWay() {
    return requests.get();
  }

  long bodyBytesUnderWay() {
    return bodyBytes.get();
  }

  /** A body of unsaid length may grow to the limit, so it holds as much. */
  private long reserve(HttpRequest<?> request) {
    if (request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD) {
      return 0;
    }
    long said = request.getContentLength();
    if (said >= 0) {
      return Math.min(said, limits.bodyBytes());
    }
    return request.getHeaders().contains(HttpHeaders.TRANSFER_ENCODING) ? limits.bodyBytes() : 0;
  }

  private static ProblemException full(String detail) {
    return new ProblemException(
            ProblemType.OVERLOADED, detail + ", the most this server takes", "try again in 1 s")
        .header(HttpHeaders.RETRY_AFTER, "1");
  }
}

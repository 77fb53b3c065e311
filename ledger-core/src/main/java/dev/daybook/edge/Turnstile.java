package dev.daybook.edge;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the requests under way at once. Who finds it full is told to come back in a second, at the
 * price of a header read; whoever is in gets served. Health is let through, as a full server is not
 * a dead one.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Turnstile implements Ordered, ApplicationEventListener<HttpRequestTerminatedEvent> {

  private static final String PLACE = "daybook.place";

  private final ServerSettings.Limits limits;
  private final AtomicLong requests = new AtomicLong();

  Turnstile(ServerSettings settings) {
    this.limits = settings.limits();
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }

  @RequestFilter
  void enter(HttpRequest<?> request) {
    if (request.getPath().equals("/health")) {
      return;
    }
    if (requests.incrementAndGet() > limits.requestsAtOnce()) {
      requests.decrementAndGet();
      throw full(
          "%d requests are under way, the most this server takes"
              .formatted(limits.requestsAtOnce()));
    }
    request.setAttribute(PLACE, new AtomicBoolean());
  }

  @Override
  public void onApplicationEvent(HttpRequestTerminatedEvent event) {
    // Given back once, however often a request ends.
    Optional<AtomicBoolean> left = event.getSource().getAttribute(PLACE, AtomicBoolean.class);
    if (left.isPresent() && left.get().compareAndSet(false, true)) {
      requests.decrementAndGet();
    }
  }

  long requestsUnderWay() {
    return requests.get();
  }

  static ProblemException full(String detail) {
    return new ProblemException(ProblemType.OVERLOADED, detail, "try again in 1 s")
        .header(HttpHeaders.RETRY_AFTER, "1");
  }
}

package dev.daybook.edge;

import dev.daybook.decision.Actor;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the bytes of bodies under way: of all together, and of each actor to a share, so that
 * nobody can keep the others out. It comes behind the {@link Doorkeeper}: who may not ask holds
 * nothing.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class BodyBudget implements Ordered, ApplicationEventListener<HttpRequestTerminatedEvent> {

  private static final String HELD = "daybook.body";

  private final ServerSettings.Limits limits;
  private final AtomicLong all = new AtomicLong();
  private final Map<String, Long> byActor = new ConcurrentHashMap<>();

  BodyBudget(ServerSettings settings) {
    this.limits = settings.limits();
  }

  /** What one body holds until its request is over, given back once. */
  private record Held(String actor, long bytes, AtomicBoolean givenBack) {}

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  void hold(HttpRequest<?> request) {
    @Nullable RouteInfo<?> route = RouteAttributes.getRouteInfo(request).orElse(null);
    if (route == null || !readsBody(route)) {
      return;
    }
    refuseCoding(request);
    long most = limits.bodyBytes();
    if (route.getAnnotationMetadata().hasAnnotation(SmallBody.class)) {
      most = Math.min(most, SmallBody.BYTES);
      keepSmall(request, most);
    }
    long bytes = bytes(request, most);
    if (bytes == 0) {
      return;
    }
    Actor actor = Doorkeeper.actor(request);
    long ofAll = all.addAndGet(bytes);
    long ofOne = byActor.merge(actor.id(), bytes, Long::sum);
    if (ofOne > limits.bodyBytesOfOne()) {
      giveBack(actor.id(), bytes);
      throw Turnstile.full(
          "bodies of `%s` hold %,d bytes, the most one actor may hold at once"
              .formatted(actor.name(), limits.bodyBytesOfOne()));
    }
    if (ofAll > limits.bodyBytesAtOnce()) {
      giveBack(actor.id(), bytes);
      throw Turnstile.full(
          "bodies of %,d bytes are under way, the most this server takes"
              .formatted(limits.bodyBytesAtOnce()));
    }
    request.setAttribute(HELD, new Held(actor.id(), bytes, new AtomicBoolean()));
  }

  /** What is not asked for is never read. */
  private static boolean readsBody(RouteInfo<?> route) {
    return route instanceof MethodBasedRouteInfo<?, ?> method
        && Arrays.stream(method.getTargetMethod().getArguments())
            .anyMatch(argument -> argument.getAnnotationMetadata().hasAnnotation(Body.class));
  }

  /** A compressed body that breaks off unpacks to half of what was meant, and nothing tells. */
  private static void refuseCoding(HttpRequest<?> request) {
    watch(request)
        .coding()
        .ifPresent(
            coding -> {
              throw new ProblemException(
                  ProblemType.UNSUPPORTED_MEDIA_TYPE,
                  "the body comes in the content encoding `%s`, and none is read here"
                      .formatted(Cut.to(coding, 200)),
                  "send it as it is");
            });
  }

  private static BodyWatch watch(HttpRequest<?> request) {
    return BodyWatch.of(request)
        .orElseThrow(() -> new IllegalStateException("nobody watches this body"));
  }

  private static void keepSmall(HttpRequest<?> request, long most) {
    if (request.getContentLength() > most || !watch(request).limitTo(most)) {
      throw BodyWatch.tooLarge(most);
    }
  }

  /**
   * A body of unsaid length may grow to the limit, so it holds as much; a short one may take as
   * long to come as a small one, so it holds no less.
   */
  private static long bytes(HttpRequest<?> request, long most) {
    long said = request.getContentLength();
    if (said > 0) {
      return Math.clamp(said, Math.min(most, SmallBody.BYTES), most);
    }
    return request.getHeaders().contains(HttpHeaders.TRANSFER_ENCODING) ? most : 0;
  }

  @Override
  public void onApplicationEvent(HttpRequestTerminatedEvent event) {
    Optional<Held> held = event.getSource().getAttribute(HELD, Held.class);
    if (held.isPresent() && held.get().givenBack().compareAndSet(false, true)) {
      giveBack(held.get().actor(), held.get().bytes());
    }
  }

  private void giveBack(String actor, long bytes) {
    all.addAndGet(-bytes);
    byActor.computeIfPresent(actor, (_, before) -> before == bytes ? null : before - bytes);
  }

  long bytesUnderWay() {
    return all.get();
  }
}

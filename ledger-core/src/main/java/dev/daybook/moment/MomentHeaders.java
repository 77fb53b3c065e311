package dev.daybook.moment;

import dev.daybook.edge.Positions;
import dev.daybook.store.Ledger;
import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Says of every answer to a read when its position was recorded, which signed checkpoint covers it,
 * and how many entries it is behind where it is not as of a moment. All of it comes from memory,
 * but for the recorded time of a position nobody asked about lately.
 */
@ServerFilter("/api/**")
final class MomentHeaders {

  /** In place of a size where no checkpoint covers the position yet. */
  static final String NONE = "none";

  private final BeanProvider<Ledger> ledger;
  private final SealedSize sealed;

  MomentHeaders(BeanProvider<Ledger> ledger, SealedSize sealed) {
    this.ledger = ledger;
    this.sealed = sealed;
  }

  @ResponseFilter
  void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
    @Nullable String stamped = response.getHeaders().get(Positions.POSITION);
    boolean asOf = takesAsOf(request);
    if (stamped == null || response.code() != 200 || !(asOf || isGet(request))) {
      return;
    }
    long position = Long.parseLong(stamped);
    ledger
        .get()
        .recordedAt(position)
        .ifPresent(at -> response.header(Positions.RECORDED_AT, at.toString()));
    response.header(Positions.CHECKPOINT, covering(position, sealed.known()));
    long behind = ledger.get().knownPosition() - position;
    if (asOf && behind > 0 && !request.getParameters().contains(AsOf.PARAMETER)) {
      response.header(Positions.BEHIND, Long.toString(behind));
    }
  }

  /**
   * @param size of the newest signed checkpoint, 0 where there is none
   */
  static String covering(long position, long size) {
    return size == 0 || size < position ? NONE : Long.toString(size);
  }

  private static boolean isGet(HttpRequest<?> request) {
    return request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
  }

  private static boolean takesAsOf(HttpRequest<?> request) {
    return RouteAttributes.getRouteInfo(request)
        .filter(route -> route.getAnnotationMetadata().hasAnnotation(TakesAsOf.class))
        .isPresent();
  }
}

package dev.daybook.edge;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import java.util.Map;

/**
 * Points from one page of a list to the next.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288, web linking</a>
 */
public final class Links {

  private Links() {}

  /**
   * Adds {@code Link: <…>; rel="next"}: this request's own path and query with {@code changed}
   * parameters replaced or added.
   */
  public static <T> MutableHttpResponse<T> next(
      MutableHttpResponse<T> response, HttpRequest<?> request, Map<String, String> changed) {
    UriBuilder uri = UriBuilder.of(request.getUri().getRawPath());
    request
        .getParameters()
        .forEach(
            (name, values) -> {
              if (!changed.containsKey(name)) {
                uri.queryParam(name, values.toArray());
              }
            });
    changed.forEach(uri::queryParam);
    return response.header("Link", "<%s>; rel=\"next\"".formatted(uri.build()));
  }
}

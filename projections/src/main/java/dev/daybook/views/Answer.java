package dev.daybook.views;

import dev.daybook.edge.Links;
import dev.daybook.edge.Page;
import dev.daybook.edge.Positions;
import dev.daybook.moment.AsOf;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts what a view answers into a response that says which position it was computed at. */
public final class Answer {

  private Answer() {}

  public static <T> MutableHttpResponse<T> of(T body, Moment moment) {
    return Positions.stamp(HttpResponse.ok(body), moment.position());
  }

  /**
   * A page of a list, with a link to the next. The link asks as of the same position, so that pages
   * fit together however the ledger grows meanwhile.
   *
   * @param cursor the parameter that takes the key to go on behind
   */
  public static <T> MutableHttpResponse<List<T>> page(
      HttpRequest<?> request, Page<T> page, String cursor, Moment moment) {
    return linked(
        request,
        page,
        moment,
        next -> Map.of(cursor, next, AsOf.PARAMETER, "" + moment.position()));
  }

  /**
   * A page of a list whose items never change, so that its link needs no moment but where one was
   * asked about.
   */
  public static <T> MutableHttpResponse<List<T>> unchanging(
      HttpRequest<?> request, Page<T> page, String cursor, Moment moment) {
    return request.getParameters().contains(AsOf.PARAMETER)
        ? page(request, page, cursor, moment)
        : linked(request, page, moment, next -> Map.of(cursor, next));
  }

  private static <T> MutableHttpResponse<List<T>> linked(
      HttpRequest<?> request,
      Page<T> page,
      Moment moment,
      Function<String, Map<String, String>> changed) {
    MutableHttpResponse<List<T>> response = of(page.items(), moment);
    return page.next()
        .map(next -> Links.next(response, request, changed.apply(next)))
        .orElse(response);
  }
}

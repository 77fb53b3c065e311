package dev.daybook.views;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Looks once more, before an answer goes out, whether the rows it was read from were there all the
 * while: any node may take them away. Where they were not, there is no answer, rather than one that
 * leaves out what had been there.
 */
@ServerFilter("/api/**")
final class Undisturbed {

  private final Moments moments;

  Undisturbed(Moments moments) {
    this.moments = moments;
  }

  @ResponseFilter
  void require(HttpRequest<?> request) {
    moments.requireUndisturbed(request);
  }
}

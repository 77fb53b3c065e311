package dev.daybook.edge;

import dev.daybook.mesh.Languages;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;

/** The languages a request's sender reads. */
public final class AcceptLanguage {

  private AcceptLanguage() {}

  public static Languages of(HttpRequest<?> request) {
    return Languages.ofHeader(
        request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE, String.class, ""));
  }
}

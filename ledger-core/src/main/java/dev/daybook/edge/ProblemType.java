package dev.daybook.edge;

import io.micronaut.http.HttpStatus;
import java.util.Locale;

/** The kinds of problem this server answers with, each with its status and title. */
public enum ProblemType {
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be read"),
  UNREADABLE_BODY(HttpStatus.BAD_REQUEST, "The body cannot be read"),
  UNKNOWN_PARAMETER(HttpStatus.BAD_REQUEST, "A query parameter is not known here"),
  INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter or header has no value this can use"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "No valid token"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "The token does not allow this"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path knows other methods"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No answer in a wanted content type"),
  BODY_LATE(HttpStatus.REQUEST_TIMEOUT, "The body did not come in time"),
  SHOWN_BEFORE(HttpStatus.CONFLICT, "The first answer is not given twice"),
  ERASED(HttpStatus.GONE, "Erased with a person it names"),
  PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "The precondition does not hold"),
  URI_TOO_LONG(HttpStatus.REQUEST_URI_TOO_LONG, "The URI is too long"),
  HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large"),
  TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content type not supported"),
  KEY_REUSED(
      HttpStatus.UNPROCESSABLE_ENTITY, "The idempotency key was used for another request before"),
  UNPROCESSABLE(HttpStatus.UNPROCESSABLE_ENTITY, "The answer is no"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "A defect in Daybook"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not able to answer right now"),
  OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "Too many requests at once"),
  BEHIND(HttpStatus.GATEWAY_TIMEOUT, "The wanted position was not reached in time");

  private final HttpStatus status;
  private final String title;

  ProblemType(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The name clients may switch on: {@code urn:daybook:problem:not-found}. */
  public String uri() {
    return "urn:daybook:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ProblemType of(HttpStatus status) {
    for (ProblemType type : values()) {
      if (type.status == status) {
        return type;
      }
    }
    return status.getCode() >= 500 ? INTERNAL : BAD_REQUEST;
  }
}

package dev.daybook.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.daybook.decision.Gate;
import dev.daybook.path.IdempotencyConflict;
import dev.daybook.path.Overloaded;
import dev.daybook.path.PreconditionFailed;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.TooLarge;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.NotAcceptableException;
import io.micronaut.http.server.exceptions.NotAllowedException;
import io.micronaut.http.server.exceptions.NotFoundException;
import io.micronaut.http.server.exceptions.UnsupportedMediaException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever went wrong into {@code application/problem+json}: the framework's own refusals,
 * ours, and defects, of which the caller sees an incident's id and the log everything.
 */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Object> {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);

  /** Our own problems, thrown from filters and controllers. */
  @Singleton
  @Produces(ProblemDetails.MEDIA_TYPE)
  static final class OfException
      implements ExceptionHandler<ProblemException, MutableHttpResponse<Object>> {

    private final ProblemResponses responses;

    OfException(ProblemResponses responses) {
      this.responses = responses;
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface's own signature
    public MutableHttpResponse<Object> handle(HttpRequest request, ProblemException exception) {
      return responses.processResponse(
          ErrorContext.builder(request).cause(exception).build(),
          HttpResponse.status(HttpStatus.valueOf(exception.details().status())));
    }
  }

  /** Whatever nobody else handles: a defect, logged once, here. */
  @Singleton
  @Produces(ProblemDetails.MEDIA_TYPE)
  static final class OfDefect implements ExceptionHandler<Throwable, MutableHttpResponse<Object>> {

    private final ProblemResponses responses;

    OfDefect(ProblemResponses responses) {
      this.responses = responses;
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface's own signature
    public MutableHttpResponse<Object> handle(HttpRequest request, Throwable exception) {
      HttpStatus status =
          exception instanceof IOException // the connection's: nobody is left to answer
              ? HttpStatus.BAD_REQUEST
              : HttpStatus.INTERNAL_SERVER_ERROR;
      return responses.processResponse(
          ErrorContext.builder(request).cause(exception).build(), HttpResponse.status(status));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the body is replaced
  public MutableHttpResponse<Object> processResponse(
      ErrorContext context, MutableHttpResponse<?> base) {
    HttpRequest<?> request = context.getRequest();
    @Nullable Throwable cause = context.getRootCause().orElse(null);
    ProblemDetails details = details(request, cause, base.status());
    MutableHttpResponse<Object> response = (MutableHttpResponse<Object>) base;
    response.status(details.status());
    if (cause instanceof ProblemException problem) {
      for (Map.Entry<String, String> header : problem.headers().entrySet()) {
        response.header(header.getKey(), header.getValue());
      }
    }
    if (details.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode()
        && !response.getHeaders().contains(HttpHeaders.RETRY_AFTER)) {
      response.header(HttpHeaders.RETRY_AFTER, "1");
    }
    if (request.getMethod() == HttpMethod.HEAD) {
      return response;
    }
    return response
        .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
        .body(details.instance() == null ? details.instance(request.getPath()) : details);
  }

  private static ProblemDetails details(
      HttpRequest<?> request, @Nullable Throwable cause, HttpStatus status) {
    Optional<ProblemDetails> unreadable = UnreadableHead.of(request);
    if (unreadable.isPresent()) {
      return unreadable.get();
    }
    @Nullable JsonProcessingException json = json(cause);
    if (json != null) {
      return JsonProblems.of(json);
    }
    return switch (cause) {
      case null -> ProblemDetails.of(ProblemType.of(status), status.getReason());
      case ProblemException problem -> problem.details();
      case NotFoundException _ ->
          ProblemDetails.of(
                  ProblemType.NOT_FOUND, "nothing is at `%s`".formatted(request.getPath()))
              .next("GET /openapi lists every path");
      case NotAllowedException e ->
          ProblemDetails.of(
                  ProblemType.METHOD_NOT_ALLOWED,
                  "`%s` does not answer %s".formatted(request.getPath(), request.getMethodName()))
              .next("use " + String.join(" or ", e.getAllowedMethods().stream().sorted().toList()));
      case UnsupportedMediaException e ->
          ProblemDetails.of(
                  ProblemType.UNSUPPORTED_MEDIA_TYPE,
                  "`%s` does not read `%s`"
                      .formatted(
                          request.getPath(),
                          request.getContentType().map(MediaType::toString).orElse("")))
              .next("send " + String.join(" or ", texts(e.getAcceptableContentTypes())));
      case NotAcceptableException e ->
          ProblemDetails.of(
                  ProblemType.NOT_ACCEPTABLE,
                  "`%s` has no answer in `%s`"
                      .formatted(request.getPath(), String.join(", ", texts(e.getAcceptedTypes()))))
              .next("accept " + String.join(" or ", texts(e.getProduceableContentTypes())));
      case ContentLengthExceededException _, BufferLengthExceededException _ -> tooLarge();
      case ConversionErrorException e -> unusable(e.getArgument(), value(e));
      case UnsatisfiedRouteException e -> missing(e.getArgument());
      case IdempotencyConflict e -> ProblemDetails.of(ProblemType.KEY_REUSED, message(e));
      case PreconditionFailed e -> elsewhere(request, e);
      case Overloaded e ->
          ProblemDetails.of(ProblemType.OVERLOADED, message(e))
              .next("send it again in a moment; nothing was recorded");
      case Gate.DeadlineExceeded e ->
          ProblemDetails.of(ProblemType.UNAVAILABLE, message(e))
              .next("send it again; nothing was recorded");
      case TooLarge e ->
          ProblemDetails.of(ProblemType.TOO_LARGE, message(e))
              .next("split what it describes; nothing was recorded");
      case StoreUnavailable e ->
          ProblemDetails.of(ProblemType.UNAVAILABLE, message(e))
              .next(
                  request.getMethod() == HttpMethod.GET
                      ? "send it again in a moment"
                      : "send it again with the same Idempotency-Key: what was recorded stays as it"
                          + " is");
      case HttpStatusException e ->
          ProblemDetails.of(ProblemType.of(e.getStatus()), e.getStatus().getReason());
      default -> status.getCode() < 500 ? bad(status) : defect(request, cause);
    };
  }

  private static @Nullable JsonProcessingException json(@Nullable Throwable cause) {
    Throwable link = cause;
    for (int depth = 0; link != null && depth < 5; depth++, link = link.getCause()) {
      if (link instanceof JsonProcessingException json) {
        return json;
      }
    }
    return null;
  }

  private static String message(RuntimeException e) {
    @Nullable String message = e.getMessage();
    return message == null ? "not now" : message;
  }

  private static ProblemDetails bad(HttpStatus status) {
    return ProblemDetails.of(ProblemType.of(status), "the request cannot be read as it is")
        .next("compare it with GET /openapi");
  }

  private static ProblemDetails tooLarge() {
    return ProblemDetails.of(ProblemType.TOO_LARGE, "the body is larger than 10 MiB")
        .next("send at most 10 MiB at once, each document at most 1 MiB");
  }

  private static ProblemDetails elsewhere(HttpRequest<?> request, PreconditionFailed e) {
    String asked =
        Cut.to(String.join(", ", request.getHeaders().getAll(HttpHeaders.IF_MATCH)), 200);
    boolean exists = e.lastSequence() >= 0;
    return ProblemDetails.of(
            ProblemType.PRECONDITION_FAILED,
            exists
                ? "`If-Match` asks for %s; `%s` stands at %s"
                    .formatted(asked, e.subject(), EntityTags.of(e.lastSequence()))
                : "`If-Match` asks for %s; nothing ever happened to `%s`"
                    .formatted(asked, e.subject()))
        .next(
            exists
                ? "read it again, decide anew on what it says now, and send the ETag of that read;"
                    + " nothing was recorded"
                : "look whether the name is right, or leave `If-Match` out to begin it; nothing was"
                    + " recorded");
  }

  private static ProblemDetails unusable(Argument<?> argument, String seen) {
    return ProblemDetails.of(
            ProblemType.INVALID_PARAMETER,
            "%s cannot be `%s`".formatted(name(argument), Cut.to(seen, 200)))
        .next("it takes " + Wanted.of(argument.getType()));
  }

  private static ProblemDetails missing(Argument<?> argument) {
    if (argument.getAnnotationMetadata().hasAnnotation(Body.class)) {
      return ProblemDetails.of(ProblemType.UNREADABLE_BODY, "the body is missing")
          .next("send one; GET /openapi describes it");
    }
    return ProblemDetails.of(
            ProblemType.INVALID_PARAMETER, "%s is missing".formatted(name(argument)))
        .next("it takes " + Wanted.of(argument.getType()));
  }

  private static String name(Argument<?> argument) {
    var metadata = argument.getAnnotationMetadata();
    if (metadata.hasAnnotation(QueryValue.class)) {
      return "the query parameter `%s`"
          .formatted(metadata.stringValue(QueryValue.class).orElse(argument.getName()));
    }
    if (metadata.hasAnnotation(Header.class)) {
      return "the header `%s`"
          .formatted(metadata.stringValue(Header.class).orElse(argument.getName()));
    }
    return "`%s` in the path".formatted(argument.getName());
  }

  private static String value(ConversionErrorException e) {
    return e.getConversionError().getOriginalValue().map(ProblemResponses::text).orElse("");
  }

  private static String text(Object value) {
    return value instanceof List<?> list && list.size() == 1
        ? String.valueOf(list.getFirst())
        : String.valueOf(value);
  }

  private static List<String> texts(Collection<?> values) {
    return values.stream().map(String::valueOf).sorted().toList();
  }

  private static ProblemDetails defect(HttpRequest<?> request, Throwable cause) {
    String incident = UUID.randomUUID().toString();
    LOG.error("incident {}: {} {}", incident, request.getMethodName(), request.getPath(), cause);
    return ProblemDetails.of(
            ProblemType.INTERNAL,
            "something broke that should not; nothing is known of what was recorded")
        .next(
            "repeat the request with the same Idempotency-Key; if it breaks again, look for"
                + " incident "
                + incident
                + " in the server's log")
        .instance("urn:uuid:" + incident);
  }
}

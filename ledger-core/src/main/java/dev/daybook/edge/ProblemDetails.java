package dev.daybook.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as its caller sees it.
 *
 * @param type a name to switch on, {@code urn:daybook:problem:not-found}
 * @param title the type in words, always the same
 * @param status the HTTP status
 * @param detail what happened this time
 * @param instance the request's path
 * @param problems every single thing that is wrong, with its place
 * @param decision the recorded decision this follows from, if there is one
 * @param next what to do now, where there is something to do
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, problem details</a>
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDetails(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) List<Place> problems,
    @Nullable String decision,
    @Nullable String next) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public ProblemDetails {
    problems = List.copyOf(problems);
  }

  /**
   * One thing that is wrong.
   *
   * @param pointer where in the body, as a JSON pointer (RFC 6901)
   * @param line where in the source, from 1
   * @param column where in the source, from 1
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Place(
      String message,
      @Nullable String pointer,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable String seen,
      @Nullable String wanted,
      @Nullable String fix) {}

  public static ProblemDetails of(ProblemType type, String detail) {
    return new ProblemDetails(
        type.uri(), type.title(), type.status().getCode(), detail, null, List.of(), null, null);
  }

  public ProblemDetails next(String what) {
    return new ProblemDetails(type, title, status, detail, instance, problems, decision, what);
  }

  public ProblemDetails problems(List<Place> all) {
    return new ProblemDetails(type, title, status, detail, instance, all, decision, next);
  }

  public ProblemDetails decision(String id) {
    return new ProblemDetails(type, title, status, detail, instance, problems, id, next);
  }

  public ProblemDetails instance(String path) {
    return new ProblemDetails(type, title, status, detail, path, problems, decision, next);
  }
}

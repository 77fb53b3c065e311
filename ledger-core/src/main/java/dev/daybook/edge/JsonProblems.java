package dev.daybook.edge;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.daybook.document.JsonMistake;
import dev.daybook.mesh.Nearest;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a JSON body, where, and what was wanted there. */
final class JsonProblems {

  private JsonProblems() {}

  static ProblemDetails of(JsonProcessingException e) {
    ProblemDetails.Place place = place(e);
    return ProblemDetails.of(
            ProblemType.UNREADABLE_BODY,
            place.line() == null
                ? place.message()
                : "line %d, column %d: %s".formatted(place.line(), place.column(), place.message()))
        .problems(List.of(place));
  }

  private static ProblemDetails.Place place(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> unknown(unknown);
      case InvalidFormatException format ->
          at(
              format,
              "`%s` does not fit here".formatted(Cut.to(String.valueOf(format.getValue()), 200)),
              Cut.to(String.valueOf(format.getValue()), 200),
              Wanted.of(format.getTargetType()),
              null);
      case ValueInstantiationException refused -> at(refused, reason(refused), null, null, null);
      case MismatchedInputException mismatch ->
          at(
              mismatch,
              isMissing(mismatch) ? "a value is missing here" : "another kind of value stands here",
              null,
              wanted(mismatch),
              null);
      case JsonMappingException mapping -> at(mapping, reason(mapping), null, null, null);
      default -> {
        JsonMistake mistake = JsonMistake.of(e);
        yield at(
            e, "this is not JSON: " + mistake.message(), null, "JSON (RFC 8259)", mistake.fix());
      }
    };
  }

  private static ProblemDetails.Place unknown(UnrecognizedPropertyException e) {
    @Nullable Collection<Object> ids = e.getKnownPropertyIds();
    List<String> known =
        ids == null ? List.of() : ids.stream().map(String::valueOf).sorted().toList();
    return at(
        e,
        "`%s` is not known here".formatted(Cut.to(e.getPropertyName(), 200)),
        Cut.to(e.getPropertyName(), 200),
        String.join(", ", known),
        Nearest.question(e.getPropertyName(), known).orElse("leave it out"));
  }

  private static boolean isMissing(MismatchedInputException e) {
    return e.getOriginalMessage().startsWith("Cannot map `null`")
        || e.getOriginalMessage().startsWith("Missing");
  }

  private static @Nullable String wanted(MismatchedInputException e) {
    @Nullable Class<?> type = e.getTargetType();
    return type == null ? null : Wanted.of(type);
  }

  /** What our own types say when they refuse a value; the library's words otherwise. */
  private static String reason(JsonMappingException e) {
    @Nullable Throwable cause = e.getCause();
    @Nullable String said = cause instanceof IllegalArgumentException ? cause.getMessage() : null;
    return said == null ? "a value here cannot be used" : said;
  }

  private static ProblemDetails.Place at(
      JsonProcessingException e,
      String message,
      @Nullable String seen,
      @Nullable String wanted,
      @Nullable String fix) {
    @Nullable JsonLocation location = e.getLocation();
    boolean known = location != null && location.getLineNr() > 0;
    return new ProblemDetails.Place(
        message,
        e instanceof JsonMappingException mapping ? pointer(mapping) : null,
        known ? location.getLineNr() : null,
        known ? location.getColumnNr() : null,
        seen,
        wanted,
        fix);
  }

  private static String pointer(JsonMappingException e) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference reference : e.getPath()) {
      pointer.append('/');
      @Nullable String name = reference.getFieldName();
      pointer.append(
          name == null ? reference.getIndex() : name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}

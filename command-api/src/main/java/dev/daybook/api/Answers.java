package dev.daybook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.daybook.edge.AcceptLanguage;
import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemDetails;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.Languages;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts answers into responses: 200 with the answers where all of them stand; 503 where the others
 * could only not be answered now; else 422. Both carry the same answers beside a problem's title
 * and detail.
 */
final class Answers {

  private Answers() {}

  /** The answers to a request with several parts. */
  record Several(List<CommandAnswer> results) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SeveralWithProblem(@JsonUnwrapped ProblemDetails problem, List<CommandAnswer> results) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OneWithProblem(
      @JsonUnwrapped ProblemDetails problem, @JsonUnwrapped CommandAnswer answer) {}

  static MutableHttpResponse<?> several(
      HttpRequest<?> request, String noun, List<CommandAnswer> asJudged) {
    Languages languages = AcceptLanguage.of(request);
    List<CommandAnswer> results = asJudged.stream().map(each -> each.in(languages)).toList();
    if (results.stream().allMatch(result -> result.outcome().stands())) {
      return stamped(HttpResponse.ok(new Several(results)), results);
    }
    boolean later =
        results.stream()
            .allMatch(result -> result.outcome().stands() || result.mayBeAnsweredLater());
    ProblemDetails problem =
        ProblemDetails.of(
                later ? ProblemType.UNAVAILABLE : ProblemType.UNPROCESSABLE, summary(noun, results))
            .instance(request.getPath())
            .next(
                later
                    ? "send what is unanswered again, or everything with the same Idempotency-Key"
                    : "each result's findings say what to change");
    return stamped(refused(problem, new SeveralWithProblem(problem, results)), results);
  }

  static MutableHttpResponse<?> one(HttpRequest<?> request, CommandAnswer asJudged) {
    CommandAnswer answer = asJudged.in(AcceptLanguage.of(request));
    if (answer.outcome().stands()) {
      return stamped(HttpResponse.ok(answer), List.of(answer));
    }
    ProblemDetails problem =
        ProblemDetails.of(
                ProblemType.UNPROCESSABLE,
                answer.findings().isEmpty()
                    ? "the command is denied"
                    : answer.findings().getFirst().message())
            .instance(request.getPath())
            .next("the findings say what to change");
    return stamped(refused(problem, new OneWithProblem(problem, answer)), List.of(answer));
  }

  private static MutableHttpResponse<?> refused(ProblemDetails problem, Object body) {
    MutableHttpResponse<Object> response =
        HttpResponse.status(HttpStatus.valueOf(problem.status()))
            .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
            .body(body);
    return problem.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode()
        ? response.header(HttpHeaders.RETRY_AFTER, "1")
        : response;
  }

  private static MutableHttpResponse<?> stamped(
      MutableHttpResponse<?> response, List<CommandAnswer> results) {
    long last = results.stream().mapToLong(CommandAnswer::position).max().orElse(0);
    return last == 0 ? response : Positions.stamp(response, last);
  }

  /** {@code 3 documents: 1 accepted, 2 denied}. */
  private static String summary(String noun, List<CommandAnswer> results) {
    Map<CommandAnswer.Came, Integer> counts = new EnumMap<>(CommandAnswer.Came.class);
    for (CommandAnswer result : results) {
      counts.merge(result.outcome(), 1, Integer::sum);
    }
    return "%d %s: %s"
        .formatted(
            results.size(),
            results.size() == 1 ? noun : noun + "s",
            counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().word())
                .collect(Collectors.joining(", ")));
  }
}

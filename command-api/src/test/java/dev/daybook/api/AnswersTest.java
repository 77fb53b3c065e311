package dev.daybook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.BuiltInRule;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The status of a request with several parts. */
class AnswersTest {

  private static final CommandAnswer UNCHANGED =
      new CommandAnswer(
          0,
          "product/sales.orders",
          CommandAnswer.Came.UNCHANGED,
          null,
          List.of(),
          List.of(),
          null,
          false,
          false,
          List.of(),
          List.of(),
          List.of(),
          0);

  private static final CommandAnswer INVALID = CommandAnswer.invalid(1, null, List.of());
  private static final CommandAnswer LATER = unanswered(BuiltInRule.ANSWERABLE);
  private static final CommandAnswer NEVER = unanswered(BuiltInRule.KEY_REUSED);

  private static CommandAnswer unanswered(BuiltInRule rule) {
    return CommandAnswer.unanswered(2, "product/sales.orders", rule.finding("why", "what to do"));
  }

  private static HttpResponse<?> answer(CommandAnswer... results) {
    return Answers.several(HttpRequest.POST("/documents", ""), "document", List.of(results));
  }

  @Test
  void whatCouldOnlyNotBeAnsweredNowIsWorthAnotherTry() {
    assertThat(answer(UNCHANGED, LATER).code()).isEqualTo(503);
    assertThat(answer(UNCHANGED, LATER).getHeaders().get(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
  }

  @Test
  void whatStaysAsItIsIsWorthNone() {
    assertThat(answer(UNCHANGED, NEVER).code()).isEqualTo(422);
    assertThat(answer(LATER, NEVER).code()).isEqualTo(422);
    assertThat(answer(LATER, INVALID).code()).isEqualTo(422);
    assertThat(answer(LATER, INVALID).getHeaders().get(HttpHeaders.RETRY_AFTER)).isNull();
  }
}

package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of an expression that is no CEL, or of types that do not go together. */
class CelWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "product.name ==          | the expression ends too early",
        "product.name == )        | `)` cannot stand here",
        "(product.name == 'a'     | `)` is missing at the end",
        "product.name # 2         | `#` is no part of CEL",
        "product.name + 1         | `+` does not take string and int",
        "product.tags + 'x'       | `+` does not take list(string) and string",
        "[] + 'x'                 | `+` does not take list and string",
        "size(1)                  | `size` does not take int",
        "1 in 2                   | `in` does not take int and int",
        "product.name < 1         | `<` does not take string and int",
      })
  void isToldInOurWords(String expression, String told) {
    assertThat(Question.ask(expression))
        .isInstanceOfSatisfying(
            Question.Asked.Wrong.class,
            wrong -> {
              List<String> messages =
                  wrong.mistakes().stream().map(Question.Mistake::message).toList();
              assertThat(messages).contains(told);
              assertThat(messages).noneMatch(message -> message.contains("%A"));
            });
  }
}

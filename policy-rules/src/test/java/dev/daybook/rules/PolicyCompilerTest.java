package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {

  @Test
  void allErrorsComeAtOnceWithPlaceAndSuggestion() {
    List<Problem> problems =
        problems(
            """
            apiVersion: daybook/v1
            kind: Policy
            metadata:
              name: outputs
              version: 1.0.0
            spec:
              enforcement: deny
              match:
                commands: [PublishProduct]
              params:
                types: [sql]
              variables:
                - name: ports
                  expression: product.outptPorts
              validations:
                - name: has-port
                  expression: product.outputPorts.exists(p, p.tpe in params.tipes)
                - name: has-name
                  expression: |
                    produkt.name != '' &&
                      product.nmae != ''
                - name: count
                  expression: size(variables.port)
                - name: name
                  expression: product.name
            """);

    assertThat(problems)
        .extracting(problem -> problem.place() + " " + problem.message() + "; " + problem.fix())
        .containsExactly(
            "14:26 `product` has no field `outptPorts`; did you mean `outputPorts`?",
            "17:50 `p` has no field `tpe`; did you mean `type`?",
            "17:58 `params` has no `tipes`; did you mean `types`? (spec.params)",
            "20:9 there is no fact `produkt`; did you mean `product`?",
            "21:18 `product` has no field `nmae`; did you mean `name`?",
            "23:24 `variables` has no `port`; did you mean `ports`? (spec.variables)",
            "25:19 the expression answers string, wanted is bool; compare it with something, or"
                + " test it with has()");
  }

  private static List<Problem> problems(String text) {
    return switch (Policies.compile(text)) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var problems) -> problems;
    };
  }
}

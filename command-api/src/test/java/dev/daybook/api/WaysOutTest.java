package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No policy locks the ledger: what it takes to be rid of it is always answered. */
class WaysOutTest {

  @Test
  void aPolicyOfTwoHundredCostlyRulesAboutItsOwnWithdrawalIsWithdrawn() {
    String name = fresh("lock");
    Reply published = call("/api/v1/documents").yaml(policy(name));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
    assertThat(step(name, "\"ActivatePolicy\",\"version\":\"1.0.0\"").status()).isEqualTo(200);

    Reply withdrawn = step(name, "\"WithdrawPolicy\"");

    assertThat(withdrawn.status()).describedAs(withdrawn.text()).isEqualTo(200);
    assertThat(withdrawn.text()).contains("the budget of 200000 steps for all policies together");
  }

  private static Reply step(String name, String command) {
    return call("/api/v1/commands")
        .json(
            "{\"command\":%s,\"subject\":\"policy/%s\",\"reason\":\"x\"}".formatted(command, name));
  }

  private static String policy(String name) {
    String numbers =
        IntStream.range(0, 36).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String rules =
        IntStream.range(0, 200)
            .mapToObj(
                """
                    - name: r%d
                      expression: params.l.all(a, params.l.all(b, params.l.all(c, a + b + c + 1 != -1)))
                      message: never
                """
                    ::formatted)
            .collect(Collectors.joining());
    return """
    apiVersion: daybook/v1
    kind: Policy
    metadata: { name: %s, version: 1.0.0, title: Too much, description: Too much. }
    spec:
      enforcement: deny
      match: { commands: [WithdrawPolicy] }
      params: { l: [%s] }
      validations:
    %s
    """
        .formatted(name, numbers, rules);
  }
}

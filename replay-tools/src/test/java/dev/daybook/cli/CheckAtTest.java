package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code daybook check --at}: what a policy in stages will say on its day. */
class CheckAtTest {

  private static final String CUSTOMER_360 = "../samples/mesh/sales/customer-360.yaml";

  @TempDir private Path policies = Path.of("");

  @BeforeEach
  void aPolicyThatDeniesFromJuneOn() throws IOException {
    Files.writeString(
        policies.resolve("staged.yaml"),
        """
        apiVersion: daybook/v1
        kind: Policy
        metadata: { name: staged, version: 1.0.0 }
        spec:
          stages:
            - { enforcement: audit, from: 2026-05-01 }
            - { enforcement: warn, from: 2026-05-15 }
            - { enforcement: deny, from: 2026-06-01 }
          match: { commands: [PublishProduct] }
          validations: [{ name: never, expression: "clock == timestamp('1970-01-01T00:00:00Z')" }]
        """);
  }

  @Test
  void judgesWithTheStageOfThatDay() {
    assertThat(check("2026-06-01").exit()).isEqualTo(Exit.NO);
    assertThat(check("2026-06-01").out()).contains("deny").contains("staged/never");

    Cli before = check("2026-06-01T00:30:00+01:00");
    assertThat(before.exit()).isEqualTo(Exit.OK);
    assertThat(before.out()).contains("warn").contains("staged/never");

    Cli audited = check("2026-05-01", "-o", "json");
    assertThat(audited.exit()).isEqualTo(Exit.OK);
    assertThat(audited.out()).contains("staged/never").contains("\"audit\"");

    assertThat(check("2026-04-30", "-o", "json").out()).doesNotContain("staged/never");
  }

  @Test
  void anExpressionSeesThatTime() {
    Cli run = Cli.run("policy", "eval", "clock", "--at", "2026-06-01", "-i", CUSTOMER_360);

    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out()).contains("2026-06-01T00:00:00Z");
  }

  @Test
  void whatIsNoTimeIsWrongUsage() {
    Cli run = check("tomorrow");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("`tomorrow` is neither a day (2026-06-01) nor a time");
  }

  private Cli check(String at, String... more) {
    String[] arguments = new String[6 + more.length];
    System.arraycopy(
        new String[] {"check", CUSTOMER_360, "--policies", policies.toString(), "--at", at},
        0,
        arguments,
        0,
        6);
    System.arraycopy(more, 0, arguments, 6, more.length);
    return Cli.run(arguments);
  }
}

package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code daybook policy test}: a policy's own cases, as tests. */
class PolicyTestTest {

  private static final String POLICY =
      """
      apiVersion: daybook/v1
      kind: Policy
      metadata: { name: gold, version: 1.0.0 }
      spec:
        enforcement: deny
        match: { commands: [PublishProduct] }
        matchConditions:
          - name: gold
            expression: product.classification.tier == 'gold'
        validations:
          - name: has-owner
            expression: has(product.owner) || product.tags.exists(t, t == 'orphan')
          - name: has-ports
            expression: size(product.outputPorts) > 0
            messageExpression: "'no ports in ' + product.name"
        cases:
          - name: an owner is enough
            facts: { product: { classification: { tier: gold }, owner: { id: a }, name: x } }
            expect: { has-owner: pass, has-ports: fail }
          - name: nobody's
            facts: { product: { classification: { tier: gold } } }
            expect: { has-owner: %s }
      """;

  private Path file = Path.of("");

  @BeforeEach
  void aPolicy(@TempDir Path folder) throws IOException {
    file = folder.resolve("gold.yaml");
    Files.writeString(file, POLICY.formatted("fail"));
  }

  @Test
  void runsThePacksCasesInSilence() {
    Cli run = Cli.run("policy", "test", "../policy-rules/src/main/resources/starter-pack");

    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out().lines()).hasSize(25).allMatch(line -> line.startsWith("ok    "));
    assertThat(run.err()).contains("25 policies, ").contains(" 0 failed");
  }

  @Test
  void showsTheCaseThatComesOutOtherwiseAndEndsWithOne() throws IOException {
    Files.writeString(file, POLICY.formatted("pass"));

    Cli run = Cli.run("policy", "test", file.toString());

    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(run.out())
        .contains("FAIL  gold@1.0.0  2 cases")
        .contains(file + ":22:28 case `nobody's`: `has-owner` answers fail, expected is pass");
    assertThat(run.err()).contains("1 policy, 2 cases: 1 passed, 1 failed");
  }

  @Test
  void namesWhatNoCaseLooksAt() {
    Cli run = Cli.run("policy", "test", "--coverage", file.toString());

    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out())
        .contains(", coverage ")
        .contains(file + ":12:64 no case looks at `t == \"orphan\"`")
        .contains(file + ":14:19 `has-ports` is kept in no case")
        .contains("\nno rule reads ")
        .contains("\n        product.storage, and the 4 fields in it\n")
        .contains("\n        product.classification.pii\n")
        .doesNotContain("        product.tags\n")
        .doesNotContain("        contract.")
        .doesNotContain("no case looks at `has(product.owner)`")
        .doesNotContain("`has-owner` is")
        .doesNotContain("no ports in");
  }

  @Test
  void countsAMessageAndAConditionAsLookedAtOnlyWhereACaseReachesThem() throws IOException {
    String only = POLICY.formatted("fail");
    Files.writeString(
        file, only.replace(", has-ports: fail", "").replace("tier: gold }", "tier: silver }"));
    Files.writeString(
        file,
        Files.readString(file)
            .replace("has-owner: pass", "has-owner: skipped")
            .replace("has-owner: fail", "has-owner: skipped"));

    Cli run = Cli.run("policy", "test", "--coverage", file.toString());

    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out())
        .contains("no case looks at `\"no ports in \" + product.name`")
        .contains("`has-owner` is kept in no case")
        .contains("`has-owner` is broken in no case")
        .doesNotContain("no case looks at `product.classification.tier == \"gold\"`");
  }

  @Test
  void endsWithOneWhereTheCasesLookAtLessThanWanted() {
    assertThat(Cli.run("policy", "test", "--threshold", "50", file.toString()).exit())
        .isEqualTo(Exit.OK);

    Cli run = Cli.run("policy", "test", "--threshold", "99", file.toString());

    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(run.err()).contains("; wanted are 99.0 %");
  }

  @Test
  void speaksJUnit() throws IOException {
    Files.writeString(file, POLICY.formatted("pass"));

    Cli run = Cli.run("policy", "test", "-o", "junit", file.toString());

    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(run.out())
        .contains("<testsuite name=\"" + file + "\" tests=\"2\" failures=\"1\" errors=\"0\">")
        .contains("<testcase name=\"an owner is enough\"")
        .contains("<failure type=\"gold@1.0.0\"");
  }

  @Test
  void speaksJson() {
    Cli run = Cli.run("policy", "test", "-c", "-o", "json", file.toString());

    assertThat(run.out())
        .contains("\"policy\": \"gold\"")
        .contains("\"name\": \"nobody's\"")
        .contains("\"percent\": ")
        .contains("\"message\": \"`has-ports` is kept in no case\"");
  }

  @Test
  void tellsAllThatIsWrongWithWhatDoesNotCompile() throws IOException {
    Files.writeString(
        file,
        POLICY.formatted("fail").replace("outputPorts", "outptPorts").replace("deny", "denyy"));

    Cli run = Cli.run("policy", "test", file.toString());

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).contains("denyy").contains("did you mean `outputPorts`");
    assertThat(run.err()).contains("1 cannot be compiled");
  }

  @Test
  void saysThatThereIsNoPolicy() {
    Cli run = Cli.run("policy", "test", "../samples/mesh/teams.yaml");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("there is no policy in ");
  }
}

package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code daybook check}: how it ends, in which forms it tells, and what it judges with. */
class CheckTest {

  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();
  private static final String GOOD = SAMPLES.resolve("mesh/sales/customer-360.yaml").toString();
  private static final String DENIED = SAMPLES.resolve("refused/bad-name.yaml").toString();
  private static final String INVALID = SAMPLES.resolve("refused/invalid.yaml").toString();

  private Path folder;

  @BeforeEach
  void aFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void whatIsAcceptedEndsWithZeroAndSoDoWarningsAlone() {
    Cli run = Cli.run("check", SAMPLES.resolve("mesh").toString());
    assertThat(run.exit()).isZero();
    Cli warned = Cli.run("check", GOOD);
    assertThat(warned.err()).contains("1 document: 1 accepted; ").contains("warning");
    assertThat(warned.exit()).isZero();
  }

  @Test
  void warningsEndWithOneWhereThatIsAskedFor() {
    assertThat(Cli.run("check", GOOD, "--fail-on", "warn").exit()).isEqualTo(Exit.NO);
    assertThat(Cli.run("check", GOOD, "--fail-on", "deny").exit()).isZero();
    assertThat(Cli.run("check", GOOD, "--fail-on", "audit").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aDenialEndsWithOneAndWhatCannotBeReadWithTwoTheHighestWins() {
    assertThat(Cli.run("check", DENIED).exit()).isEqualTo(Exit.NO);
    assertThat(Cli.run("check", GOOD, DENIED).exit()).isEqualTo(Exit.NO);
    assertThat(Cli.run("check", INVALID).exit()).isEqualTo(Exit.USAGE);
    assertThat(Cli.run("check", DENIED, INVALID, GOOD).exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void nothingToCheckIsWrongUsage() {
    assertThat(Cli.run("check", folder.toString()).exit()).isEqualTo(Exit.USAGE);
    assertThat(Cli.run("check", folder.resolve("none.yaml").toString()).exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void everyFormIsOfItsKindAndEndsAlike() throws IOException {
    for (String form : List.of("text", "table", "TEXT")) {
      assertThat(denied(form)).startsWith("denied     product/sales.Sales_Forecast_FINAL");
    }
    JsonNode json = Json.parse(denied("json").getBytes(StandardCharsets.UTF_8));
    assertThat(json.at("/documents/0/outcome").asText()).isEqualTo("denied");
    assertThat(json.at("/documents/0/findings/0/effect").asText()).isEqualTo("deny");
    assertThat(json.at("/judgedBy/digest").asText()).hasSize(64);
    JsonNode line = Json.parse(denied("ndjson").getBytes(StandardCharsets.UTF_8));
    assertThat(line.at("/outcome").asText()).isEqualTo("denied");
    assertThat(denied("ndjson").lines()).hasSize(1);
    assertThat(denied("yaml")).contains("outcome: denied");
    assertThat(denied("junit")).startsWith("<?xml").contains("<failure type=\"product-naming/");
    assertThat(Json.parse(denied("sarif").getBytes(StandardCharsets.UTF_8)).at("/version").asText())
        .isEqualTo("2.1.0");
    assertThat(denied("github")).startsWith("::error file=").contains("product-naming/");
    assertThat(denied("markdown")).startsWith("### Daybook: 1 document: 1 denied");
    assertThat(Cli.run("check", DENIED, "-o", "xml").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void whatOfARuleFailedIsUnderlinedWhereThatIsAskedFor() {
    assertThat(Cli.run("check", DENIED, "--explain").out())
        .contains("product-naming/")
        .containsPattern("\n         .*matches\\(.*\n         +\\^+\n");
    assertThat(denied("text")).doesNotContain("^^^");
  }

  private static String denied(String form) {
    Cli run = Cli.run("check", DENIED, "-o", form);
    assertThat(run.exit()).as(form).isEqualTo(Exit.NO);
    assertThat(run.err()).as(form).contains("1 denied").contains("policies, set ");
    return run.out();
  }

  @Test
  void aFolderOfPoliciesIsAllThatJudges() throws IOException {
    Cli none = Cli.run("check", DENIED, "--policies", folder.toString());
    assertThat(none.exit()).isZero();
    assertThat(none.err())
        .startsWith(
            "warning: there is no policy in `%s`, so nothing is denied\n".formatted(folder));

    write(
        "production.yaml",
        """
        apiVersion: daybook/v1
        kind: Policy
        metadata: {name: production-only, version: 1.0.0}
        spec:
          enforcement: deny
          match: {commands: [PublishProduct]}
          validations: [{name: is, expression: context.environment == 'prod'}]
        """);
    assertThat(Cli.run("check", DENIED, "--policies", folder.toString()).exit()).isZero();
    Cli test = Cli.run("check", DENIED, "--policies", folder + "", "--environment", "test");
    assertThat(test.exit()).isEqualTo(Exit.NO);
    assertThat(test.out()).contains("production-only/is");
  }

  @Test
  void policiesThatDoNotCompileAreAllTold() throws IOException {
    for (String name : List.of("one", "two")) {
      write(
          name + ".yaml",
          """
          apiVersion: daybook/v1
          kind: Policy
          metadata: {name: wrong, version: 1.0.0}
          spec:
            enforcement: deny
            match: {commands: [PublishProduct]}
            validations: [{name: is, expression: product.nmae == 'x'}]
          """);
    }
    Cli run = Cli.run("check", DENIED, "--policies", folder.toString());
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("one.yaml:7:").contains("two.yaml:7:");
    Cli document = Cli.run("check", folder.resolve("one.yaml").toString());
    assertThat(document.exit()).isEqualTo(Exit.USAGE);
    assertThat(document.out()).startsWith("invalid    policy/wrong").contains("nmae");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}

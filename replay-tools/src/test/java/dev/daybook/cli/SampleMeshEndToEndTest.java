package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.edge.ServerSettings;
import dev.daybook.rules.StarterPack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line against a real server with a real PostgreSQL: a demo fills a ledger, the server
 * is started again on it, and everything a newcomer would look at is looked at.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SampleMeshEndToEndTest {

  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();

  private Path folder = Path.of("");
  private Path data = Path.of("");
  private Cli demo = new Cli(-1, "", "");
  private @Nullable Serving started;

  @BeforeAll
  void aDemoThenAServerOnItsLedger(@TempDir Path temporary) {
    folder = temporary;
    data = temporary.resolve("data");
    System.setProperty("daybook.samples", SAMPLES.toString());
    demo = Cli.run("demo", "--exit", "--port", "0", "--data", data.toString());
    started = Serving.start(ServerSettings.in(data).withPort(-1));
  }

  @AfterAll
  void stop() {
    if (started != null) {
      started.close();
    }
    System.clearProperty("daybook.samples");
  }

  @Test
  void theDemoAppliesTheMeshAndShowsWhatIsRefused() {
    assertThat(demo.err()).contains("starting a server");
    assertThat(demo.exit()).isZero();
    assertThat(demo.out())
        .contains("ready on http://127.0.0.1:")
        .contains("the sample mesh    37 documents: 37 accepted")
        .contains("measurements       24 reported; 2 promises stand broken")
        .contains("refused            5 documents: 4 denied, 1 invalid")
        .contains("undeclared-pii/product-columns")
        .contains("retention/personal-data-has-a-period")
        .contains("product-naming/qualified-name")
        .contains("daybook/version-immutable")
        .contains("get products --server http://127.0.0.1:");
  }

  @Test
  void whatAServerDecidedForItselfIsByItsName() {
    assertThat(ask("get", "decisions", "--subject", "policy/retention").out())
        .containsPattern("ActivatePolicy +policy/retention +0 +daybook ")
        .doesNotContain(" - ");
  }

  @Test
  void aDemoOnItsOwnFolderAddsNothingAndStillSaysWhatToLookAt(@TempDir Path own) {
    String there = own.resolve("data").toString();
    Cli first = Cli.run("demo", "--exit", "--port", "0", "--data", there);
    Cli again = Cli.run("demo", "--exit", "--port", "0", "--data", there);
    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("is there from an earlier demo").doesNotContain("accepted");
    assertThat(commands(again)).isEqualTo(commands(first));
  }

  @Test
  void aDemoThatWasCutOffIsDoneOver(@TempDir Path own) throws IOException {
    Path there = own.resolve("data");
    try (Serving cut = Serving.start(ServerSettings.in(there).withPort(-1))) {
      Cli some =
          Cli.run(
              "apply",
              "-f",
              SAMPLES.resolve("mesh/sales").toString(),
              "--server",
              cut.server().url().toString(),
              "--data",
              there.toString());
      assertThat(some.exit()).as(some.err()).isZero();
    }
    Files.createFile(there.resolve("this-is-a-demo"));
    Cli again = Cli.run("demo", "--exit", "--port", "0", "--data", there.toString());
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.out())
        .contains("the sample mesh    37 documents: ")
        .contains("refused            5 documents: 4 denied, 1 invalid");
  }

  @Test
  void aDocumentThatDisappearedRetiresNothing(@TempDir Path own) throws IOException {
    Path team = SAMPLES.resolve("mesh/teams.yaml");
    Path kept = Files.copy(team, own.resolve("teams.yaml"));
    assertThat(ask("apply", "-f", own.toString()).exit()).isZero();
    JsonNode before =
        Json.parse(ask("get", "products", "-o", "json").out().getBytes(StandardCharsets.UTF_8));
    assertThat(Files.isRegularFile(kept)).isTrue();
    assertThat(
            Json.parse(ask("get", "products", "-o", "json").out().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(before)
        .hasSize(13)
        .allSatisfy(each -> assertThat(each.path("lifecycle").asText()).isNotEqualTo("retired"));
  }

  /** The commands a demo names, but for the port. */
  private static List<String> commands(Cli demo) {
    return demo.out()
        .lines()
        .filter(line -> line.startsWith("  daybook ") || line.startsWith("  curl "))
        .map(line -> line.replaceAll("127.0.0.1:\\d+", "HOST"))
        .toList();
  }

  @Test
  void listsAreTables() {
    StringBuilder seen = new StringBuilder();
    for (String what :
        new String[] {
          "products", "contracts", "policies", "slos --status breached", "domains", "teams"
        }) {
      List<String> arguments = new ArrayList<>(List.of("get"));
      arguments.addAll(List.of(what.split(" ")));
      Cli run = ask(arguments.toArray(String[]::new));
      assertThat(run.exit()).isZero();
      seen.append("$ daybook get ").append(what).append("\n").append(run.out()).append("\n");
    }
    Golden.check("lists.txt", seen.toString());
  }

  @Test
  void productsAreFilteredByTheServer() {
    assertThat(ask("get", "products", "--domain", "finance", "-o", "ndjson").out().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("\"domain\":\"finance\""));
  }

  @Test
  void oneProductIsShownWithItsPromisesAndContracts() {
    String out = ask("get", "products", "sales.customer-360").out();
    assertThat(out)
        .contains("subject       product/sales.customer-360")
        .contains("slo_status    met")
        .contains("contract/sales.customer-360-contract");
  }

  @Test
  void lineageIsATree() {
    Cli run = ask("get", "lineage", "finance.budget-vs-actuals", "--depth", "5");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    Golden.check("lineage.txt", run.out());
  }

  @Test
  void lineageIsCutAtADepthAndToldInTheOtherForms() throws IOException {
    String out =
        ask("get", "lineage", "finance.budget-vs-actuals", "--depth", "1", "-o", "json").out();
    JsonNode lineage = Json.parse(out.getBytes(StandardCharsets.UTF_8));
    assertThat(lineage.path("depth").asInt()).isEqualTo(1);
    assertThat(lineage.path("upstream")).isNotEmpty();
    assertThat(lineage.path("upstream"))
        .allSatisfy(node -> assertThat(node.path("distance").asInt()).isEqualTo(1));
    assertThat(ask("get", "lineage", "finance.budget-vs-actuals", "-o", "ndjson").out().lines())
        .hasSize(1);
    assertThat(ask("get", "lineage", "finance.budget-vs-actuals", "-o", "yaml").out())
        .startsWith("product:");
  }

  @Test
  void beforeAProductWasRegisteredItHasNoLineage() {
    Cli run = ask("get", "lineage", "finance.budget-vs-actuals", "--as-of", "1");
    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(run.err()).contains("as of position 1");
    assertThat(ask("get", "lineage", "budget-vs-actuals").exit()).isEqualTo(Exit.USAGE);
    assertThat(ask("get", "lineage", "finance.budget-vs-actuals", "--depth", "0").exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void asOfAnEarlierPositionTheProductWasActive() throws IOException {
    String name = "supply-chain.supplier-performance";
    assertThat(ask("get", "products", name).out()).contains("lifecycle     deprecated");
    JsonNode last =
        Json.parse(
            ask("log", "product/" + name, "--type", "product.deprecated", "-o", "ndjson")
                .out()
                .getBytes(StandardCharsets.UTF_8));
    String before = Long.toString(last.path("position").asLong() - 1);
    assertThat(ask("get", "products", name, "--as-of", before).out())
        .contains("lifecycle     active");
  }

  @Test
  void aDenialIsExplained() throws IOException {
    JsonNode denied =
        Json.parse(
            ask(
                    "get",
                    "decisions",
                    "--outcome",
                    "denied",
                    "--rule",
                    "undeclared-pii/product-columns",
                    "-o",
                    "json")
                .out()
                .getBytes(StandardCharsets.UTF_8));
    assertThat(denied).hasSize(1);
    Cli run = ask("explain", denied.path(0).path("id").asText());
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("outcome   denied")
        .contains("PublishProduct of product/marketing.newsletter-readers")
        .contains("deny  undeclared-pii/product-columns")
        .contains("values    of judging it again, by the very steps of then")
        .contains("the rule at line ")
        .contains("  is false")
        .doesNotContain("because")
        .contains("^^^")
        .contains("trace     ")
        .contains("pass      product-naming/qualified-name");
    String id = denied.path(0).path("id").asText();
    assertThat(ask("explain", id, "--rule", "product-naming/qualified-name").out())
        .startsWith("pass  product-naming/qualified-name")
        .contains("  is true");
    assertThat(ask("explain", id, "-o", "json").out())
        .contains("\"explanation\"")
        .contains("\"exact\": true");
  }

  @Test
  void coverageIsToldAsOfThenAndOfFieldsToo() {
    Cli now = ask("coverage", "product-naming");
    assertThat(now.out()).containsPattern("product-naming/qualified-name +[1-9]");
    assertThat(ask("coverage", "product-naming", "--as-of", "1").out())
        .doesNotContain("product-naming/");

    Cli fields = ask("coverage", "--fields");
    assertThat(fields.out())
        .containsPattern("\nproduct.inputPorts +list of InputPort +5\n")
        .doesNotContain("product.inputPorts.name")
        .doesNotContainPattern("\nproduct.name ");
    assertThat(fields.err()).containsPattern("no rule reads [0-9]+ of the [0-9]+ fields");
    assertThat(ask("coverage", "product-naming", "--fields", "-o", "json").out())
        .contains("\"field\": \"product.owner\"");
    assertThat(ask("coverage", "--fields", "--from", "2026-01-01").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void anEntryIsShownWithTheLeafThatIsSealed() {
    assertThat(ask("show", "1").out()).contains("position    1").contains("leaf");
    assertThat(ask("show", "999999").exit()).isEqualTo(Exit.NO);
  }

  @Test
  void pulledPoliciesJudgeAsTheServerDoes() throws IOException {
    Path pulled = folder.resolve("pulled");
    Cli pull = ask("policy", "pull", pulled.toString(), "-o", "json");
    assertThat(pull.exit()).isZero();
    JsonNode set = Json.parse(pull.out().getBytes(StandardCharsets.UTF_8));
    assertThat(set.path("policies").asInt()).isEqualTo(StarterPack.load().policies().size());

    String refused = SAMPLES.resolve("refused/undeclared-pii.yaml").toString();
    Cli here = Cli.run("check", refused, "--policies", pulled.toString());
    assertThat(here.exit()).isEqualTo(Exit.NO);
    assertThat(here.err()).contains(set.path("digest").asText());
    assertThat(here.out())
        .contains("undeclared-pii/product-columns")
        .doesNotContain("seen   PublishProduct");
    assertThat(ask("get", "policies", "--state", "active").err())
        .isEqualTo("in force: set %s\n".formatted(set.path("digest").asText()));
    // The starter pack in this very build is what a fresh server judges with.
    assertThat(Cli.run("check", refused).err()).contains(set.path("digest").asText());
  }

  @Test
  void theDoctorFindsNothingWrong() {
    Cli run = ask("doctor");
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out())
        .contains("readable by its owner alone")
        .contains("server")
        .contains("views")
        .contains("policies");
    Cli nobody = Cli.run("doctor", "--server", "http://127.0.0.1:1", "--data", data.toString());
    assertThat(nobody.exit()).isEqualTo(Exit.NO);
    assertThat(nobody.out()).contains("bad").contains("no server answers");
  }

  @Test
  void applyingAgainChangesNothing() {
    Cli run = ask("apply", "-f", SAMPLES.resolve("mesh/marketing").toString(), "-o", "json");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("unchanged").doesNotContain("accepted");
  }

  @Test
  void aDryRunJudgesAndRecordsNothing() throws IOException {
    String head = ask("get", "decisions", "--limit", "1", "-o", "ndjson").out();
    Cli run = ask("apply", "-f", SAMPLES.resolve("refused/bad-name.yaml").toString(), "--dry-run");
    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(run.out()).contains("product-naming/qualified-name");
    assertThat(ask("get", "decisions", "--limit", "1", "-o", "ndjson").out()).isEqualTo(head);
  }

  @Test
  void theLinesOfALaterDocumentInAFileAreThoseOfTheFile() throws IOException {
    Path file = folder.resolve("two.yaml");
    Files.writeString(
        file,
        """
        apiVersion: daybook/v1
        kind: Team
        metadata:
          name: line-counters
        ---
        apiVersion: daybook/v1
        kind: Team
        metadata:
          nane: typo
        """);
    Cli sent = ask("apply", "-f", file.toString(), "--dry-run");
    assertThat(sent.exit()).isEqualTo(Exit.USAGE);
    assertThat(sent.out()).contains(file + ":9:3");
    assertThat(Cli.run("check", file.toString()).out()).contains(file + ":9:3");
  }

  @Test
  void aPolicyIsWithdrawnAndActivatedAgain() {
    assertThat(ask("policy", "withdraw", "pii-gdpr", "-m", "test", "--dry-run").out())
        .contains("accepted");
    assertThat(ask("policy", "withdraw", "pii-gdpr", "-m", "test").exit()).isZero();
    assertThat(ask("get", "policies", "--state", "active").out()).doesNotContain("pii-gdpr");
    assertThat(ask("policy", "activate", "pii-gdpr@1.0.0", "-m", "test").out())
        .contains("daybook/approval-missing");
    assertThat(ask("policy", "approve", "pii-gdpr@1.0.0", "-m", "test").exit()).isZero();
    assertThat(ask("policy", "activate", "pii-gdpr@1.0.0", "-m", "test").exit()).isZero();
    assertThat(ask("get", "policies", "--state", "active").out()).contains("pii-gdpr");
  }

  @Test
  void aTokenOfOneDomainReachesNoOther() throws IOException {
    String token =
        ask(
                "token",
                "create",
                "sales-ci",
                "--kind",
                "service",
                "--role",
                "publisher,reader",
                "--domain",
                "sales",
                "--expires",
                "1h")
            .out()
            .strip();
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("admin.token"), token);
    String[] asSales = {"--server", url(), "--data", other.toString()};
    assertThat(Cli.run(join(asSales, "get", "products")).exit()).isZero();
    Cli refused = Cli.run(join(asSales, "apply", "-f", SAMPLES.resolve("mesh/finance").toString()));
    assertThat(refused.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(refused.err()).contains("outside the token's domain");
    assertThat(ask("token", "revoke", "sales-ci", "-m", "test over").exit()).isZero();
    assertThat(Cli.run(join(asSales, "get", "products")).exit()).isEqualTo(Exit.COULD_NOT);
  }

  private String url() {
    return Objects.requireNonNull(started).server().url().toString();
  }

  private Cli ask(String... arguments) {
    return Cli.run(join(new String[] {"--server", url(), "--data", data.toString()}, arguments));
  }

  private static String[] join(String[] options, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }
}

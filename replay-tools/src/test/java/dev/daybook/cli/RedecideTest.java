package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.path.Slices;
import dev.daybook.seal.Sha256;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample mesh, decided by the starter pack, judged again and backtested at its server and
 * without one.
 */
@TestMethodOrder(OrderAnnotation.class)
class RedecideTest {

  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();

  private static final String DRAFT =
      """
      apiVersion: daybook/v1
      kind: Policy
      metadata: {name: no-gold, version: 1.0.0}
      spec:
        enforcement: deny
        match: {commands: [PublishProduct]}
        validations:
          - name: rule
            expression: product.classification.tier != 'gold'
      """;

  private static Path data;
  private static Server server;
  private static boolean stopped;
  private static long decisions;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start(@TempDir Path home) {
    data = home;
    server = Server.start(ServerSettings.in(data).withPort(-1).withPosture(false));
    assertThat(asked("apply", "-f", SAMPLES.resolve("mesh").toString()).exit()).isZero();
    assertThat(asked("apply", "-f", SAMPLES.resolve("refused").toString()).out())
        .contains("denied");
  }

  @AfterAll
  static void stop() {
    if (!stopped) {
      server.close();
    }
  }

  private static Cli asked(String... arguments) {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--server";
    all[arguments.length + 1] = server.url().toString();
    all[arguments.length + 2] = "--data";
    all[arguments.length + 3] = data.toString();
    return Cli.run(all);
  }

  private static JsonNode json(String out) throws IOException {
    return Json.parse(out.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @Order(1)
  void aServerJudgesAllItEverDecidedAgain() throws IOException {
    Cli run = asked("redecide", "-o", "json");
    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Exit.OK);
    JsonNode told = json(run.out());
    assertThat(told.path("verdict").asText()).isEqualTo("same");
    assertThat(told.path("same").asLong()).isEqualTo(told.path("decisions").asLong());
    assertThat(told.path("engines").path(told.path("engine").asText()))
        .isEqualTo(told.path("same"));
    assertThat(told.path("java").asText()).isEqualTo(Runtime.version().toString());
    decisions = told.path("decisions").asLong();
    assertThat(decisions).isGreaterThan(60);

    assertThat(
            json(asked("redecide", "--policy", "policy/product-naming", "-o", "json").out())
                .path("decisions")
                .asLong())
        .isBetween(1L, decisions / 2);
    assertThat(
            json(asked(
                        "redecide",
                        "--subject",
                        "product/sales.customer-360",
                        "--to",
                        "HEAD",
                        "--from",
                        "2000-01-01",
                        "--zone",
                        "Europe/Berlin",
                        "-o",
                        "json")
                    .out())
                .path("decisions")
                .asLong())
        .isEqualTo(1);
  }

  @Test
  @Order(1)
  void aDraftIsTriedOnAllThatWasEverAsked() throws IOException {
    Path draft = Files.writeString(folder.resolve("draft.yaml"), DRAFT);
    Cli all = asked("policy", "backtest", draft.toString(), "-o", "json");
    assertThat(all.exit()).as(all.out() + all.err()).isEqualTo(Exit.OK);
    JsonNode told = json(all.out());
    assertThat(told.at("/counts/judged").asLong()).isEqualTo(decisions);
    long denied = told.at("/counts/newlyDenied").asLong();
    assertThat(denied).isPositive();
    assertThat(told.at("/samples/0/findings/0/rule").asText()).isEqualTo("no-gold/rule");
    assertThat(told.at("/by/domain").size()).isGreaterThan(3);

    Cli limited =
        asked(
            "policy",
            "backtest",
            draft.toString(),
            "--max-newly-denied",
            "0",
            "--domain",
            "sales",
            "-o",
            "junit");
    assertThat(limited.exit()).as(limited.err()).isEqualTo(Exit.NO);
    assertThat(limited.out()).contains("failures=\"1\"", "no-gold/rule");
    assertThat(
            asked("policy", "backtest", draft.toString(), "--max-newly-denied", "" + denied).exit())
        .isEqualTo(Exit.OK);
    Cli below = asked("policy", "backtest", draft.toString(), "--max-newly-denied", "-1");
    assertThat(below.exit()).isEqualTo(Exit.USAGE);
    assertThat(below.err()).contains("--max-newly-denied is 0 or more; seen `-1`");
    assertThat(asked("policy", "backtest", "--without-policy", "product-naming").out())
        .startsWith("draft  without policy/product-naming\n");
  }

  @Test
  @Order(2)
  void oneDecisionIsToldAsItWouldHaveBeenWithOneThingChanged() throws IOException {
    JsonNode denied =
        json(
            asked(
                    "get",
                    "decisions",
                    "--outcome",
                    "denied",
                    "--subject",
                    "product/marketing.newsletter-readers",
                    "-o",
                    "json")
                .out());
    String id = denied.get(0).path("id").asText();
    JsonNode byNobody = json(asked("explain", id, "--policies-as-of", "1", "-o", "json").out());
    assertThat(byNobody.path("then").asText()).isEqualTo("denied");
    assertThat(byNobody.path("otherwise").asText()).isEqualTo("accepted");
    assertThat(byNobody.at("/sample/gone").size()).isPositive();
    String rule = byNobody.at("/sample/gone/0").asText();
    Cli without = asked("explain", id, "--without-policy", rule.substring(0, rule.indexOf('/')));
    assertThat(without.out()).startsWith("denied; without policy/").contains("no longer");
    assertThat(asked("explain", id, "--without-policy", "contract-compatibility").out())
        .isEqualTo(
            "denied; without policy/contract-compatibility: denied\nnothing comes out otherwise\n");
  }

  @Test
  @Order(2)
  void whatNobodyRecordedIsNotGoneWithout() throws IOException {
    Cli policy =
        asked("policy", "backtest", "--without-policy", "retentoin", "--max-newly-denied", "0");
    assertThat(policy.exit()).isNotZero();
    assertThat(policy.err())
        .contains("nothing is recorded about `policy/retentoin`; did you mean `policy/retention`?");
    Cli waiver = asked("policy", "backtest", "--without-waiver", "none");
    assertThat(waiver.exit()).isNotZero();
    assertThat(waiver.err()).contains("nothing is recorded about `waiver/none`");
    Cli judged = asked("redecide", "--policy", "retentoin");
    assertThat(judged.exit()).isNotZero();
    assertThat(judged.err())
        .contains("nothing is recorded about `policy/retentoin`; did you mean `policy/retention`?");
    Cli backwards = asked("redecide", "--from", "9", "--to", "5");
    assertThat(backwards.exit()).isNotZero();
    assertThat(backwards.err()).contains("begins at position 9 and ends at 5");
  }

  @Test
  @Order(2)
  void aContractIsTriedAsIfItHadBeenInForce() throws IOException {
    String name = "sales.customer-360-contract";
    String id =
        json(asked("get", "decisions", "--subject", "contract/" + name, "-o", "json").out())
            .at("/0/id")
            .asText();
    Cli other = asked("explain", id, "--with", otherwise().toString());
    assertThat(other.out())
        .as(other.err())
        .startsWith("accepted; contract/%s@2.1.0: denied\n".formatted(name))
        .contains("newly denied  contract/" + name, "daybook/version-immutable");
    assertThat(asked("explain", id, "--with-contract", name + "@2.1.0").out())
        .isEqualTo(
            "accepted; contract/%s@2.1.0: accepted\nnothing comes out otherwise\n".formatted(name));
    Cli backtest = asked("policy", "backtest", otherwise().toString(), "-o", "json");
    assertThat(json(backtest.out()).at("/counts/newlyDenied").asLong()).isEqualTo(1);
    assertThat(json(backtest.out()).path("met").asLong()).isEqualTo(1);

    Cli unknown = asked("explain", id, "--with-contract", name + "@9.0.0");
    assertThat(unknown.exit()).isEqualTo(Exit.NO);
    assertThat(unknown.err())
        .contains(
            "version 9.0.0 of `contract/%s` was never published; known are 2.1.0".formatted(name));
    assertThat(asked("policy", "backtest", "--with-contract", name).err())
        .contains("`%s` is not a contract and its version".formatted(name));
  }

  /** A version the ledger has, which promises something else here. */
  private Path otherwise() throws IOException {
    String contract = Files.readString(SAMPLES.resolve("mesh/sales/customer-360-contract.yaml"));
    return Files.writeString(
        folder.resolve("contract.yaml"), contract.replace("value: 99.9%", "value: 99.99%"));
  }

  @Test
  @Order(2)
  void aDraftThatIsNoneIsToldWhatIsWrongWithIt() throws IOException {
    assertThat(asked("policy", "backtest").err()).contains("say what would be otherwise");
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), DRAFT.replace(".tier", ".tear"));
    Cli run = asked("policy", "backtest", wrong.toString());
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("wrong.yaml:9:").contains("tear");
    String product = SAMPLES.resolve("mesh/sales/customer-360.yaml").toString();
    assertThat(asked("policy", "backtest", product).err()).contains("is no policy");
  }

  @Test
  @Order(2)
  void itTakesAnAuditorsTokenAndMistakesAreSentences() throws IOException {
    Cli token = asked("token", "create", "a reader", "--kind", "service", "--role", "reader");
    Files.writeString(folder.resolve("admin.token"), token.out());
    Cli reader =
        Cli.run("redecide", "--server", server.url().toString(), "--data", folder.toString());
    assertThat(reader.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(reader.err()).contains("auditor");
    for (String[] wrong :
        new String[][] {
          {"redecide", "--from", "2026-03-31T10:00:00"},
          {"redecide", "--to", "2026-02-30"},
          {"redecide", "--to", "2026-03-31", "--zone", "Europe/Berln"},
          {"redecide", "--subject", "customer-360"},
          {"redecide", "--data", folder.toString()},
        }) {
      Cli run = Cli.run(wrong);
      assertThat(run.exit()).as(run.err()).isEqualTo(Exit.USAGE);
      assertThat(run.err()).startsWith("daybook: ").doesNotContain("Exception");
    }
    decisions++; // the token's own
  }

  @Test
  @Order(2)
  void aRangeIsBetweenAnyTwoMomentsWhichAreRefusedByTheirNames() throws IOException {
    String day = LocalDate.now(ZoneId.of("Asia/Kolkata")).toString();
    Cli today =
        asked("redecide", "--from", day, "--to", "HEAD", "--zone", "Asia/Kolkata", "-o", "json");
    assertThat(json(today.out()).path("decisions").asLong()).isEqualTo(decisions);
    assertThat(asked("redecide", "--to", "quarter-2026Q1").err())
        .contains("`to` names `quarter-2026Q1`, and no tag is called so");
    assertThat(asked("redecide", "--from", "999999").err())
        .contains("`from` names position 999999");
    Cli wrong = asked("policy", "backtest", "--policies-as-of", "HEAD~999999");
    assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
    assertThat(wrong.err()).contains("`policiesAsOf` goes 999999 entries back");
    assertThat(asked("policy", "backtest", "--policies-as-of", "2026-02-30").err())
        .contains("`--policies-as-of` cannot be `2026-02-30`");
    long byHead =
        counted(asked("policy", "backtest", "--policies-as-of", "HEAD", "-o", "json"), "judged");
    assertThat(byHead).isEqualTo(decisions);
  }

  private static long counted(Cli run, String what) throws IOException {
    return json(run.out()).path("counts").path(what).asLong();
  }

  @Test
  @Order(3)
  void aStoppedServersFolderComesToTheSameInAnotherTimeZoneAndLocale() throws Exception {
    server.close();
    stopped = true;
    Path err = folder.resolve("err");
    Process child =
        Child.daybook(
            Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Duser.timezone=Pacific/Apia -Duser.language=tr -Duser.country=TR"),
            err,
            "redecide",
            "--data",
            data.toString(),
            "-o",
            "json");
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(out + Child.said(err)).isEqualTo(Exit.OK);
    assertThat(Child.said(err)).contains("Pacific/Apia");
    assertThat(json(out).path("same").asLong()).isEqualTo(decisions);
  }

  @Test
  @Order(4)
  void noDecisionOfAStoppedServersFolderIsAskedForByAPolicyNobodyRecorded() {
    Cli judged = Cli.run("redecide", "--data", data.toString(), "--policy", "retentoin");
    assertThat(judged.exit()).isEqualTo(Exit.NO);
    assertThat(judged.err())
        .contains("nothing is recorded about `policy/retentoin`; did you mean `policy/retention`?");
  }

  @Test
  @Order(4)
  void aStoppedServersFolderComesToTheSameOnAnotherJdk() throws Exception {
    Optional<Path> java = OtherJdk.java();
    assumeTrue(java.isPresent(), OtherJdk.MISSING);
    Path err = folder.resolve("err");
    Process child =
        Child.daybook(
            java.orElseThrow(), Map.of(), err, "redecide", "--data", data.toString(), "-o", "json");
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(out + Child.said(err)).isEqualTo(Exit.OK);
    assertThat(json(out).path("java").asText()).isNotEqualTo(Runtime.version().toString());
    assertThat(json(out).path("same").asLong()).isEqualTo(decisions);
  }

  @Test
  @Order(5)
  void whatWasNeverJudgedIsFoundAndEndsWith1() throws IOException {
    UUID id = new UUID(0x8000, 1L << 63);
    try (Ledger ledger = Ledger.open(LedgerSettings.embedded(data), Slices.eventTypes())) {
      LedgerEntry one =
          ledger.entries(1, 200).stream()
              .filter(entry -> entry.event() instanceof DecisionRecorded)
              .findFirst()
              .orElseThrow();
      ledger.append(
          List.of(NewEvent.of(DecisionRecorded.stream(id), 0, forged(one), one.metadata())),
          Append.alone());
    }
    Path draft = Files.writeString(folder.resolve("draft.yaml"), DRAFT);
    assertThat(Cli.run("policy", "backtest", draft.toString(), "--data", data.toString()).out())
        .contains("newly denied", "1 commands have no facts any more that could be trusted");
    JsonNode had =
        json(
            Cli.run(
                    "policy",
                    "backtest",
                    otherwise().toString(),
                    "--data",
                    data.toString(),
                    "-o",
                    "json")
                .out());
    assertThat(had.at("/counts/newlyDenied").asLong()).isEqualTo(1);
    assertThat(
            Cli.run(
                    "policy",
                    "backtest",
                    "--with-contract",
                    "contract/sales.customer-360-contract@2.1",
                    "--data",
                    data.toString())
                .out())
        .contains("none comes out otherwise");
    Cli behind = Cli.run("redecide", "--data", data.toString(), "--from", "999999");
    assertThat(behind.exit()).isEqualTo(Exit.USAGE);
    assertThat(behind.err()).contains("`--from` names position 999999; the ledger ends at ");
    Cli run = Cli.run("redecide", "--data", data.toString(), "--from", "2000-01-01", "-o", "json");
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.NO);
    JsonNode told = json(run.out());
    assertThat(told.path("verdict").asText()).isEqualTo("otherwise");
    assertThat(told.path("same").asLong()).isEqualTo(decisions);
    assertThat(told.at("/first/decision").asText()).isEqualTo(id.toString());
    assertThat(told.at("/first/why").asText()).contains("its facts are not in the ledger");
  }

  private static DecisionRecorded forged(LedgerEntry entry) {
    DecisionRecorded decision = (DecisionRecorded) entry.event();
    return new DecisionRecorded(
        new UUID(0x8000, 1L << 63),
        decision.subject(),
        decision.command(),
        decision.payloadSha256(),
        decision.judgedAt(),
        decision.policyPosition(),
        decision.policies(),
        decision.rules(),
        Sha256.hex(new byte[0]),
        decision.traceSha256(),
        decision.accepted(),
        decision.findings(),
        decision.documentSha256(),
        decision.clock(),
        decision.engine(),
        decision.ceiling());
  }
}

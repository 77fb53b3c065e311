package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands ask of a server, and what they make of its answers. */
class ServerCommandsTest {

  private static final String ACCEPTED =
      """
      {"index":0,"subject":"product/sales.customer-360","outcome":"accepted",
       "decision":"0b0e8c52-8c1e-8000-8000-000000000001","positions":[41,42],"repeated":false,
       "findings":[],"notes":[]}
      """;

  private static final String DENIED =
      """
      {"type":"urn:daybook:problem:unprocessable","title":"The answer is no","status":422,
       "detail":"it is retired","index":0,"subject":"product/sales.customer-360",
       "outcome":"denied","positions":[43],"repeated":false,"notes":[],
       "findings":[{"rule":"daybook/retired","outcome":"fail","effect":"deny","severity":"error",
         "message":"`product/sales.customer-360` is retired","pointer":"",
         "fix":"reinstate it first","because":[]}]}
      """;

  private static final String TOKEN = "dbk_" + "s".repeat(43);

  private RecordingServer server;
  private Path data;

  @BeforeEach
  void aServer(@TempDir Path folder) throws IOException {
    server = new RecordingServer();
    data = folder;
    Files.writeString(folder.resolve("admin.token"), TOKEN + "\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aStepIsSentWithItsReasonAndTheDataFoldersToken() {
    server.answers(200, ACCEPTED);
    Cli run = ask("retire", "sales.customer-360", "-m", "nobody reads it", "--ticket", "DM-7");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "accepted   product/sales.customer-360  at 41 to 42, decision"
                + " 0b0e8c52-8c1e-8000-8000-000000000001\n");
    RecordingServer.Asked asked = server.asked().getFirst();
    assertThat(asked.line())
        .isEqualTo("POST /api/v1/commands?reason=nobody%20reads%20it&ticket=DM-7");
    assertThat(asked.authorization()).isEqualTo("Bearer " + TOKEN);
    assertThat(asked.body())
        .isEqualTo(
            "{\"command\":\"RetireProduct\",\"subject\":\"product/sales.customer-360\","
                + "\"reason\":\"nobody reads it\"}");
  }

  @Test
  void aDeniedStepEndsWithOneAndShowsItsFindings() {
    server.answers(422, DENIED);
    Cli run = ask("deprecate", "sales.customer-360", "--sunset", "2027-01-31", "-m", "old");
    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(run.out()).contains("denied").contains("reinstate it first");
    assertThat(server.asked().getFirst().body()).contains("\"sunset\":\"2027-01-31\"");
  }

  @Test
  void ofSeveralDocumentsTheWorstAnswerIsHowApplyingEnds(@TempDir Path folder) throws IOException {
    String answers = "";
    for (String outcome : List.of("accepted", "denied", "invalid", "unanswered")) {
      answers += (answers.isEmpty() ? "" : ",") + "{\"outcome\":\"%s\"}".formatted(outcome);
      server.answers(200, "{\"results\":[%s]}".formatted(answers));
    }
    String document = Files.writeString(folder.resolve("team.yaml"), "kind: Team\n").toString();
    for (int exit : new int[] {Exit.OK, Exit.NO, Exit.USAGE, Exit.COULD_NOT}) {
      assertThat(ask("apply", "-f", document).exit()).isEqualTo(exit);
    }
  }

  @Test
  void whatIsWaivedNeitherDeniesNorWarns(@TempDir Path folder) throws IOException {
    server.answers(
        200,
        """
        {"results":[{"outcome":"accepted","subject":"team/crm","findings":[
          {"rule":"naming/form","outcome":"waived","effect":"deny","message":"m","pointer":"",
           "waiver":{"subject":"waiver/crm","approvedBy":"act_1","until":"2027-04-01T00:00:00Z"}}]}]}
        """);
    String document = Files.writeString(folder.resolve("team.yaml"), "kind: Team\n").toString();
    Cli run = ask("apply", "-f", document, "--fail-on", "warn");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("accepted")
        .contains("naming/form (waived)")
        .contains("waiver waiver/crm until 2027-04-01T00:00:00Z")
        .doesNotContain("deny")
        .doesNotContain("warn");
  }

  @Test
  void aContractsVersionChangesItsStatus() {
    server.answers(200, ACCEPTED);
    ask("retire", "contract/sales.orders", "--version", "1.2.0", "-m", "gone");
    assertThat(server.asked().getFirst().body())
        .contains("\"ChangeContractStatus\"")
        .contains("\"version\":\"1.2.0\"")
        .contains("\"to\":\"retired\"");
  }

  @Test
  void aStepWithoutReasonIsWrongUsageAndAsksNothing() {
    Cli run = ask("retire", "sales.customer-360");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("-m REASON");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void activatingNamesPolicyAndVersion() {
    server.answers(200, ACCEPTED);
    ask("policy", "activate", "pii-handling@1.2.0", "-m", "council of May");
    assertThat(server.asked().getFirst().body())
        .contains("\"subject\":\"policy/pii-handling\"")
        .contains("\"version\":\"1.2.0\"");
    assertThat(ask("policy", "activate", "pii-handling", "-m", "x").err())
        .contains("pii-handling@1.2.0");
  }

  @Test
  void aCeilingIsSetInOneDomainOrInAllAndShown() {
    server.answers(200, ACCEPTED);
    ask("ceiling", "set", "audit", "-m", "begins");
    ask("ceiling", "set", "DENY", "--domain", "finance", "-m", "is strict");
    ask("ceiling", "remove", "--domain", "finance", "-m", "like all");
    assertThat(server.asked())
        .extracting(RecordingServer.Asked::body)
        .containsExactly(
            "{\"command\":\"SetCeiling\",\"subject\":\"ceiling/all\",\"level\":\"audit\","
                + "\"reason\":\"begins\"}",
            "{\"command\":\"SetCeiling\",\"subject\":\"ceiling/finance\",\"level\":\"deny\","
                + "\"reason\":\"is strict\"}",
            "{\"command\":\"RemoveCeiling\",\"subject\":\"ceiling/finance\","
                + "\"reason\":\"like all\"}");

    server.answers(200, "{\"domain\":\"finance\",\"level\":\"audit\",\"subject\":\"ceiling/all\"}");
    assertThat(ask("ceiling", "finance", "--as-of", "7").out()).contains("audit");
    assertThat(server.asked().getLast().line()).isEqualTo("GET /api/v1/ceiling/finance?asOf=7");
  }

  @Test
  void whatACeilingCapsIsSaidBesideWhatItWouldBe(@TempDir Path folder) throws IOException {
    server.answers(
        200,
        """
        {"results":[{"outcome":"accepted","subject":"team/crm","wouldDeny":true,"findings":[
          {"rule":"naming/form","outcome":"fail","effect":"audit","uncapped":"deny",
           "message":"m","pointer":""}]}]}
        """);
    String document = Files.writeString(folder.resolve("team.yaml"), "kind: Team\n").toString();
    Cli run = ask("apply", "-f", document, "--fail-on", "warn");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("audit  naming/form, deny without the ceiling");
  }

  @Test
  void approvingNamesPolicyAndVersion() {
    server.answers(200, ACCEPTED);
    ask("policy", "approve", "pii-handling@1.2.0", "-m", "read it");
    assertThat(server.asked().getFirst().body())
        .contains("\"command\":\"ApprovePolicy\"")
        .contains("\"subject\":\"policy/pii-handling\"")
        .contains("\"version\":\"1.2.0\"");
  }

  @Test
  void whatWaitsForApprovalIsAskedFor() {
    server.answers(200, "[]");
    ask("get", "policies", "--pending");
    assertThat(server.asked())
        .anySatisfy(asked -> assertThat(asked.line()).contains("pending=true"));
  }

  @Test
  void publishingSendsPoliciesAndNothingElse() throws IOException {
    Path policy = data.resolve("policy.yaml");
    Files.writeString(
        policy,
        """
        apiVersion: daybook/v1
        kind: Policy
        metadata: { name: a, version: 1.0.0 }
        spec:
          enforcement: audit
          match: { commands: [RetireProduct] }
          validations: [{ name: never, expression: "false" }]
        """);
    Path team = data.resolve("team.yaml");
    Files.writeString(
        team,
        "apiVersion: daybook/v1\nkind: Team\nmetadata: { name: t }\nspec: { mail: t@a.de }\n");
    server.answers(200, "{\"results\":[" + ACCEPTED + "]}");
    Cli refused = ask("policy", "publish", policy.toString(), team.toString());
    assertThat(refused.exit()).isEqualTo(Exit.USAGE);
    assertThat(refused.err()).contains(team.toString()).doesNotContain(policy.toString());
    assertThat(server.asked()).isEmpty();
    assertThat(ask("policy", "publish", policy.toString()).exit()).isZero();
    assertThat(server.asked().getFirst().line()).startsWith("POST /api/v1/documents");
  }

  @Test
  void aWaiverIsAskedForUnderAReadableNameWithAllItHasToSay() {
    server.answers(200, ACCEPTED);
    ask(
        "waive",
        "product",
        "sales.customer-360",
        "--policy",
        "pii-masking/masked",
        "--owner",
        "sales-data",
        "--ticket",
        "DM-7",
        "--expires",
        "2027-03-31",
        "-m",
        "the new CRM");
    assertThat(server.asked().getFirst().body())
        .matches(
            "\\{\"command\":\"RequestWaiver\","
                + "\"subject\":\"waiver/sales.customer-360.pii-masking.masked.[a-z2-9]{4}\","
                + "\"covers\":\"product/sales.customer-360\",\"waives\":\"pii-masking/masked\","
                + "\"owner\":\"sales-data\",\"ticket\":\"DM-7\",\"expires\":\"2027-03-31\","
                + "\"reason\":\"the new CRM\"}");

    ask(
        "waive",
        "product/sales.orders",
        "--emergency",
        "--name",
        "down",
        "--policy",
        "retention",
        "--owner",
        "sales-data",
        "--ticket",
        "INC-1",
        "-m",
        "nobody can order");
    assertThat(server.asked().getLast().body())
        .contains("\"command\":\"GrantEmergencyWaiver\"")
        .contains("\"subject\":\"waiver/down\"")
        .contains("\"covers\":\"product/sales.orders\"")
        .doesNotContain("expires");

    int before = server.asked().size();
    Cli endless =
        ask(
            "waive",
            "product/sales.orders",
            "--policy",
            "retention",
            "--owner",
            "o",
            "--ticket",
            "T",
            "-m",
            "x");
    assertThat(endless.exit()).isEqualTo(Exit.USAGE);
    assertThat(endless.err()).contains("a waiver is never for good");
    Cli without =
        ask(
            "waive",
            "product/sales.orders",
            "--policy",
            "retention",
            "--owner",
            "o",
            "--expires",
            "30d",
            "-m",
            "x");
    assertThat(without.err()).contains("--ticket T");
    assertThat(server.asked()).hasSize(before);
  }

  @Test
  void whatBecomesOfAWaiverIsAStepOfItsName() {
    server.answers(200, ACCEPTED);
    ask("waiver", "approve", "crm", "-m", "agreed");
    ask("waiver", "renew", "waiver/crm", "--expires", "2027-06-30", "--ticket", "T", "-m", "late");
    ask("waiver", "review", "crm", "--not-upheld", "-m", "it was none");
    assertThat(server.asked())
        .extracting(RecordingServer.Asked::body)
        .containsExactly(
            "{\"command\":\"ApproveWaiver\",\"subject\":\"waiver/crm\",\"reason\":\"agreed\"}",
            "{\"command\":\"RenewWaiver\",\"subject\":\"waiver/crm\",\"ticket\":\"T\","
                + "\"expires\":\"2027-06-30\",\"reason\":\"late\"}",
            "{\"command\":\"ReviewWaiver\",\"subject\":\"waiver/crm\",\"upheld\":\"false\","
                + "\"reason\":\"it was none\"}");
  }

  @Test
  void aNewTokenStandsAloneOnStdout() {
    server.answers(
        201, "{\"actor\":\"act_1\",\"name\":\"sales-ci\",\"token\":\"dbk_new\",\"result\":{}}");
    Cli run =
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
            "2027-01-31T00:00:00Z");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo("dbk_new\n");
    assertThat(server.asked().getFirst().body())
        .isEqualTo(
            "{\"name\":\"sales-ci\",\"kind\":\"service\",\"roles\":[\"publisher\",\"reader\"],"
                + "\"domain\":\"sales\",\"expiresAt\":\"2027-01-31T00:00:00Z\"}");
  }

  @Test
  void anActorsTokenIsReplacedByItsIdOrItsName() {
    String issued = "{\"actor\":\"act_1\",\"name\":\"a\",\"token\":\"dbk_new\",\"result\":{}}";
    server
        .answers(201, issued)
        .answers(200, "[{\"actor\":\"act_1\",\"name\":\"a\"}]")
        .answers(201, issued);
    assertThat(ask("token", "create", "--actor", "act_1").out()).isEqualTo("dbk_new\n");
    ask("token", "create", "--actor", "A", "--expires", "2027-01-31T00:00:00Z");
    assertThat(server.asked().get(0).body()).isEqualTo("{\"actor\":\"act_1\"}");
    assertThat(server.asked().get(2).body())
        .isEqualTo("{\"actor\":\"act_1\",\"expiresAt\":\"2027-01-31T00:00:00Z\"}");
  }

  @Test
  void aTokenIsForANewActorOrInPlaceOfAnOldOnesNotBoth() {
    Cli neither = ask("token", "create", "ci", "--role", "reader");
    assertThat(neither.exit()).isEqualTo(Exit.USAGE);
    assertThat(neither.err()).contains("needs NAME, --kind and --role");
    Cli both = ask("token", "create", "--actor", "act_1", "--role", "admin");
    assertThat(both.exit()).isEqualTo(Exit.USAGE);
    assertThat(both.err()).contains("leave out NAME, --kind, --role and --domain");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aTokenIsRevokedByItsNameWhereOnlyOneHasIt() {
    String two =
        """
        [
          {"actor":"act_1","name":"a"},
          {"actor":"act_2","name":"b","kind":"service","roles":["reader","publisher"],
           "domain":"sales","issuedAt":"2026-11-20T09:00:00Z","expiresAt":"2027-11-20T09:00:00Z"},
          {"actor":"act_3","name":"b","kind":"person","roles":["reader"],
           "issuedAt":"2026-11-21T09:00:00Z"}]
        """;
    server.answers(200, two).answers(200, ACCEPTED).answers(200, two);
    assertThat(ask("token", "revoke", "a", "-m", "left").exit()).isZero();
    assertThat(server.asked().get(1).line()).isEqualTo("DELETE /api/v1/tokens/act_1?reason=left");
    Cli several = ask("token", "revoke", "b", "-m", "left");
    assertThat(several.exit()).isEqualTo(Exit.USAGE);
    assertThat(several.err())
        .contains(
            """
            2 actors are called `b`; name one by its id:
              act_2  service, reader and publisher in sales, issued 2026-11-20T09:00:00Z, expires 2027-11-20T09:00:00Z
              act_3  person, reader, issued 2026-11-21T09:00:00Z
            """
                .strip());
  }

  @Test
  void aSpanToExpiryCountsFromNow() {
    Instant now = Instant.parse("2026-11-20T09:00:00Z");
    assertThat(TokenCommands.expiry("90d", now)).isEqualTo("2027-02-18T09:00:00Z");
    assertThat(TokenCommands.expiry("30m", now)).isEqualTo("2026-11-20T09:30:00Z");
  }

  @Test
  void aRefusedRequestSaysWhatTheServerSaysAndWhatIsNext() {
    server.answers(
        403,
        """
        {"title":"The token does not allow this","status":403,"detail":"it needs the role admin",
         "problems":[{"message":"seen reader","fix":"ask an admin"}],"next":"use another token"}
        """);
    Cli run = ask("token", "list");
    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            daybook: it needs the role admin
              seen reader; ask an admin
            next: use another token
            """);
  }

  @Test
  void aListShowsAllThatIsRecordedWhenItIsAskedFor() {
    server.answers(200, "{\"position\":41}").answers(200, "[]");
    assertThat(ask("get", "products").exit()).isZero();
    assertThat(server.asked().get(1).minimumPosition()).isEqualTo("41");
  }

  @Test
  void viewsThatStayBehindAreShownAndSaidToBe() {
    server
        .answers(200, "{\"position\":41}")
        .answers(504, "{\"title\":\"The wanted position was not reached in time\"}")
        .answers(200, "[{\"domain\":\"sales\",\"name\":\"a\"}]");
    Cli run = ask("get", "products");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("sales.a");
    assertThat(run.err()).contains("the views are behind").contains("of 41");
  }

  @Test
  void aTagIsForThePositionThatTheServerSaysAMomentIs() {
    server.answers(200, "{\"position\":42}").answers(200, ACCEPTED);
    Cli run =
        ask("tag", "q1", "--as-of", "2026-03-31", "--zone", "Europe/Berlin", "-m", "books closed");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(server.asked().getFirst().line())
        .isEqualTo("GET /api/v1/ledger/moment?asOf=2026-03-31&zone=Europe%2FBerlin");
    assertThat(server.asked().getLast().body())
        .isEqualTo(
            "{\"command\":\"TagMoment\",\"subject\":\"tag/q1\",\"position\":42,"
                + "\"reason\":\"books closed\"}");
  }

  @Test
  void withoutANameTagsAreListed() {
    server.answers(200, "{\"position\":50}").answers(200, "[{\"name\":\"q1\",\"position\":42}]");
    Cli run = ask("tag");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("q1").contains("42");
    assertThat(server.asked().getLast().line()).isEqualTo("GET /api/v1/tags");
  }

  @Test
  void whichMomentAnAnswerIsAboutIsSaidOnceBesideIt() {
    server.answers(
        200,
        "[]",
        Map.of(
            "Daybook-Position", "42",
            "Daybook-Recorded-At", "2026-03-31T21:59:58.000001Z",
            "Daybook-Checkpoint", "57",
            "Link", "</api/v1/data-products?asOf=42&after=x>; rel=\"next\""));
    server.answers(200, "[]", Map.of("Daybook-Position", "42"));
    assertThat(ask("get", "products", "--as-of", "q1").err())
        .isEqualTo(
            "as of position 42, recorded 2026-03-31T21:59:58.000001Z, under the checkpoint of 57"
                + " entries\n");
    server.answers(200, "[]", Map.of("Daybook-Position", "43", "Daybook-Checkpoint", "none"));
    assertThat(ask("get", "products", "--as-of", "HEAD").err())
        .isEqualTo("as of position 43, in no signed checkpoint yet\n");
    server.answers(200, "[]", Map.of("Daybook-Position", "0", "Daybook-Checkpoint", "none"));
    assertThat(ask("get", "products", "--as-of", "0").err())
        .isEqualTo("as of before the first entry\n");
  }

  @Test
  void ofACommandThatAsksTwiceTheMomentIsSaidOnce() {
    for (int answer = 0; answer < 2; answer++) {
      server.answers(200, "{}", Map.of("Daybook-Position", "42"));
    }
    Cli run = ask("explain", "0b0e8c52-8c1e-8000-8000-000000000001", "--as-of", "42", "-o", "json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).isEqualTo("as of position 42, in no signed checkpoint yet\n");
  }

  @Test
  void aZoneIsOfNoUseWithoutADay() {
    Cli run = ask("get", "products", "--zone", "Europe/Berlin");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--as-of");
  }

  @Test
  void asOfAnEarlierMomentNothingIsWaitedFor() {
    server.answers(200, "[]");
    assertThat(ask("get", "products", "--as-of", "7").exit()).isZero();
    assertThat(server.asked().getFirst().line()).contains("asOf=7");
  }

  @Test
  void aLogOfNobodyIsNo() {
    server.answers(200, "[]").answers(200, "[]");
    assertThat(ask("log", "--as-of", "7").exit()).isZero();
    Cli run = ask("log", "product/nope.x", "--as-of", "7");
    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(run.err()).contains("product/nope.x");
  }

  @Test
  void aDocumentOutsideOfARepositorySaysNothingOfThisMachine(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("mesh/sales/crm.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "apiVersion: daybook/v1\nkind: Team\nmetadata: {name: crm}\n");
    String results = "{\"results\":[" + ACCEPTED + "]}";
    server.answers(200, results).answers(200, results).answers(200, results);
    ask("apply", "-f", folder.resolve("mesh").toString());
    ask("apply", "-f", file.toString());
    Files.createDirectories(folder.resolve(".git"));
    ask("apply", "-f", file.toString());
    assertThat(server.asked().stream().map(RecordingServer.Asked::line))
        .containsExactly(
            "POST /api/v1/documents?path=sales%2Fcrm.yaml",
            "POST /api/v1/documents?path=crm.yaml",
            "POST /api/v1/documents?path=mesh%2Fsales%2Fcrm.yaml");
  }

  @Test
  void aFindingHasItsEffectAsEverywhere() {
    server.answers(422, DENIED);
    assertThat(ask("retire", "sales.customer-360", "-m", "old", "-o", "json").out())
        .contains("\"effect\": \"deny\"")
        .doesNotContain("\"level\"");
  }

  @Test
  void withoutAServerItSaysHowToStartOne() {
    String url = server.url();
    server.close();
    Cli run = Cli.run("token", "list", "--server", url, "--data", data.toString());
    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(run.err()).contains("no server answers at " + url).contains("daybook serve");
  }

  @Test
  void withoutATokenItSaysWhereItLooked(@TempDir Path empty) {
    Cli run = Cli.run("token", "list", "--server", server.url(), "--data", empty.toString());
    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(run.err())
        .contains("DAYBOOK_TOKEN")
        .contains(empty.resolve("admin.token").toString());
  }

  @Test
  void aTokenThatIsNoneIsToldButNotShown(@TempDir Path other) throws IOException {
    for (String wrong : new String[] {"dbk_short", "dbk_" + "s".repeat(42) + "\u2026", ""}) {
      Files.writeString(other.resolve("admin.token"), wrong);
      Cli run = Cli.run("token", "list", "--server", server.url(), "--data", other.toString());
      assertThat(run.exit()).isEqualTo(Exit.COULD_NOT);
      assertThat(run.err())
          .startsWith("daybook: `%s` holds no token: ".formatted(other.resolve("admin.token")))
          .doesNotContain("sss")
          .doesNotContain("short");
    }
  }

  private Cli ask(String... arguments) {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--server";
    all[arguments.length + 1] = server.url();
    all[arguments.length + 2] = "--data";
    all[arguments.length + 3] = data.toString();
    return Cli.run(all);
  }
}

package dev.daybook.replay.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.daybook.replay.evidence.CarriedEntry.Said;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Hash;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.StrictJson;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TiledTree;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and other tools read of a bundle. */
class ReportTest {

  private static final String HOSTILE =
      "</pre></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;\u2028=1+1";

  @TempDir private Path folder = Path.of("");

  private RawZip bundle(OwnLedger ledger) throws IOException {
    Path file = folder.resolve("orders.evidence");
    new EvidenceExport(ledger, file, (_, _) -> {})
        .export(EvidenceExport.Asked.of(Question.streamsOf(OwnLedger.PRODUCT)));
    return RawZip.of(file);
  }

  private static OwnLedger hostile() {
    OwnLedger ledger = OwnLedger.withHistory(150);
    ledger.record(
        OwnLedger.PRODUCT,
        "product.retired",
        new UUID(5, 5),
        Map.of("reason", HOSTILE, HOSTILE, List.of(HOSTILE)));
    ledger.record(
        "posture/" + OwnLedger.PRODUCT,
        "posture.changed",
        new UUID(6, 6),
        Map.of(
            "about",
            OwnLedger.PRODUCT,
            "policies",
            List.of(
                Map.of(
                    "controls",
                    List.of("GDPR-Art-32", "9 lives"),
                    "rules",
                    List.of(Map.of("rule", "=cmd/" + HOSTILE, "now", "fail"))))));
    ledger.seal();
    return ledger;
  }

  private static String text(RawZip bundle, String name) {
    return new String(bundle.file(name), StandardCharsets.UTF_8);
  }

  private static List<String> all(String pattern, String html) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(html)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static String unescaped(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  /** What the page's script checks, checked here with the verifier's own hashing. */
  @Test
  void thePageCarriesWhatProvesEveryEntryItShows() throws Exception {
    String html = text(bundle(hostile()), "report.html");
    Said proof =
        new Said(
            StrictJson.parse(
                all("<script type=\"application/json\" id=\"proof\">(.*?)</script>", html)
                    .getFirst()
                    .getBytes(StandardCharsets.UTF_8)));
    Checkpoint checkpoint =
        Checkpoint.parse(
            SignedNote.parse(proof.text("note").getBytes(StandardCharsets.UTF_8)).text());
    TiledTree tree =
        new TiledTree(
            checkpoint.size(),
            tile -> {
              String bytes = proof.at("tiles").text(tile.path());
              if (bytes.isEmpty()) {
                throw new MissingTile(tile, "not in the page");
              }
              return Base64.getDecoder().decode(bytes);
            });
    assertThat(tree.root()).isEqualTo(checkpoint.root());
    List<String> leaves = all("<pre class=\"leaf\">(.*?)</pre>", html);
    List<String> payloads = all("<pre class=\"payload\">(.*?)</pre>", html);
    assertThat(leaves).hasSize(9).hasSameSizeAs(payloads);
    for (int i = 0; i < leaves.size(); i++) {
      byte[] leaf = unescaped(leaves.get(i)).getBytes(StandardCharsets.UTF_8);
      Said says = new Said(StrictJson.parse(leaf));
      Hash hash = Merkle.leafHash(leaf);
      long index = Long.parseLong(says.text("index"));
      assertThat(tree.inclusion(index).proves(hash, checkpoint.root())).isTrue();
      assertThat(Sha256.hex(unescaped(payloads.get(i)).getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(says.at("payload").text("sha256"));
    }
    assertThat(proof.items("keys")).isNotEmpty();
    assertThat(TileId.edge(checkpoint.size())).isNotEmpty();
  }

  private static Map<String, Object> denial(String text) {
    return Map.of(
        "subject",
        OwnLedger.PRODUCT,
        "command",
        "PublishProduct",
        "accepted",
        false,
        "clock",
        "2026-11-30T12:00:00Z",
        "policyPosition",
        17L,
        "engine",
        "daybook-rules 1",
        "ceiling",
        Map.of("subject", "ceiling/sales", "level", "warn"),
        "policies",
        List.of(Map.of("name", "owners", "version", "1.2.0", "sha256", "ab".repeat(32))),
        "rules",
        List.of(
            Map.of("rule", "owners/named", "outcome", "fail"),
            Map.of("rule", "owners/reachable", "outcome", "pass")),
        "findings",
        List.of(
            Map.ofEntries(
                Map.entry("rule", "owners/named"),
                Map.entry("effect", "warn"),
                Map.entry("uncapped", "deny"),
                Map.entry("message", text),
                Map.entry("line", 3L),
                Map.entry("column", 5L),
                Map.entry("pointer", "/owner"),
                Map.entry("seen", "nobody" + text),
                Map.entry("wanted", "a team"),
                Map.entry("fix", "name one"),
                Map.entry("controls", List.of("GDPR-Art-32", "SOC2-CC1")),
                Map.entry(
                    "failing",
                    Map.of("expression", "a < 1 && owner != ''", "begin", 9L, "end", 20L)),
                Map.entry(
                    "because", List.of(Map.of("expression", "owner" + text, "value", "''"))))));
  }

  @Test
  void aDecisionIsExplainedByAllThatWasRecordedOfIt() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(3);
    ledger.decide(new UUID(8, 8), denial(HOSTILE));
    ledger.seal();
    String html = text(bundle(ledger), "report.html");
    assertThat(unescaped(html.replaceAll("</?(br|mark)>", "|")))
        .contains("warn owners/named: " + HOSTILE)
        .contains("|at line 3, column 5, /owner|seen nobody")
        .contains("|wanted a team|name one|without the ceiling it would deny")
        .contains("|serves GDPR-Art-32, SOC2-CC1")
        .contains("<pre>a < 1 && |owner != ''|</pre>")
        .contains("ceiling/sales caps every effect at warn")
        .contains("judged by 1 policies")
        .contains("|owners 1.2.0 (%s)".formatted("ab".repeat(32)))
        .contains("<span class=\"pass\">pass</span> owners/reachable");
    assertThat(html).contains("a &lt; 1 &amp;&amp; <mark>").doesNotContain("<img");
  }

  @Test
  void aPartThatLiesOutsideOfItsExpressionIsNotMarked() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(3);
    Map<String, Object> denial = new TreeMap<>(denial(""));
    denial.put(
        "findings",
        List.of(
            Map.of("failing", Map.of("expression", "short", "begin", 3L, "end", 6L)),
            Map.of("failing", Map.of("expression", "short", "begin", -1L, "end", 2L)),
            Map.of("failing", Map.of("expression", "short", "begin", 3L, "end", 2L))));
    ledger.decide(new UUID(8, 8), denial);
    ledger.seal();
    assertThat(text(bundle(ledger), "report.html")).doesNotContain("<mark>");
  }

  @Test
  void nothingThatIsToldIsTakenForHtml() throws IOException {
    String html = text(bundle(hostile()), "report.html");
    assertThat(html).contains("&lt;img src=x onerror=alert(2)&gt;").doesNotContain("<img");
    assertThat(all("(<script[^>]*>)", html))
        .containsExactly("<script type=\"application/json\" id=\"proof\">", "<script>");
    assertThat(all("(</script>)", html)).hasSize(2);
    assertThat(all("(<[a-z]+ [^>]*\\son[a-z]+=)", html)).isEmpty();
    assertThat(html).doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void thePagesPolicyAllowsItsOwnScriptAndStyleAlone() throws IOException {
    String html = text(bundle(OwnLedger.withHistory(3)), "report.html");
    String script = all(".*<script>(.*)</script>", html).getFirst();
    String style = all("<style>(.*?)</style>", html).getFirst();
    assertThat(all("Content-Security-Policy\" content=\"(.*?)\"", html))
        .containsExactly(
            "default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
                .formatted(source(style), source(script)));
  }

  private static String source(String text) {
    return "'sha256-%s'"
        .formatted(
            Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void thePageTellsDecisionsBreachesAndPosture() throws IOException {
    RawZip bundle = bundle(OwnLedger.withHistory(3));
    assertThat(text(bundle, "report.html"))
        .contains("PublishProduct of product/sales.orders</td><td class=\"denied\">denied")
        .contains("deny naming/form: it is &lt;b&gt;bad&lt;/b&gt;")
        .contains(
            "<td>slo/sales.orders/freshness</td><td>slo breach opened: since 2026-11-30T11:00:00Z")
        .contains("unproven: the bundle does not carry all leaf statements");
    assertThat(text(bundle, "entries.csv").lines()).hasSize(8);
  }

  @Test
  void noCellIsAFormula() throws IOException {
    RawZip bundle = bundle(hostile());
    for (String name : List.of("entries.csv", "decisions.csv")) {
      assertThat(text(bundle, name).lines())
          .allMatch(line -> !line.contains(",=") && !line.contains(",\"="));
    }
    assertThat(text(bundle, "entries.csv")).contains("\"posture changed: =cmd/");
    Path file = folder.resolve("cells.csv");
    try (var out = Files.newOutputStream(file)) {
      Csv csv = new Csv(out);
      csv.row("=1", "+1", "-1", "@x", "a,b", "say \"no\"", "two\nlines", "plain", "");
      csv.flush();
    }
    assertThat(file)
        .hasContent("'=1,'+1,'-1,'@x,\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain,\r\n");
  }

  @Test
  void everyBrokenRuleIsAnOscalFindingAboutTheControlsItServes() throws IOException {
    Said results =
        new Said(StrictJson.parse(bundle(hostile()).file("oscal.json"))).at("assessment-results");
    assertThat(results.at("metadata").text("oscal-version")).isEqualTo("1.2.1");
    Said result = results.items("results").getFirst();
    List<Said> findings = result.items("findings");
    assertThat(findings.stream().map(each -> each.at("target").text("target-id")))
        .containsExactly("naming_form", "GDPR-Art-32", "_9_lives");
    assertThat(findings)
        .allSatisfy(
            each ->
                assertThat(each.at("target").at("status").text("state"))
                    .isEqualTo("not-satisfied"));
    List<String> observed =
        result.items("observations").stream().map(each -> each.text("uuid")).toList();
    assertThat(observed).hasSize(6).doesNotHaveDuplicates();
    for (Said finding : findings) {
      assertThat(observed)
          .contains(finding.items("related-observations").getFirst().text("observation-uuid"));
    }
    Stream<String> ids =
        Stream.concat(observed.stream(), findings.stream().map(each -> each.text("uuid")));
    assertThat(ids).allMatch(id -> UUID.fromString(id).version() == 5).doesNotHaveDuplicates();
  }

  @Test
  void theOscalResultsAreValidByTheSchemaThatNistPublishes() throws IOException {
    for (OwnLedger ledger : List.of(hostile(), OwnLedger.withHistory(3))) {
      String results = text(bundle(ledger), "oscal.json");
      assertThat(wrongByOscal(results)).as(results).isEmpty();
    }
    assertThat(wrongByOscal("{\"assessment-results\":{\"uuid\":\"no uuid\"}}"))
        .as("the schema says what is wrong")
        .hasSizeGreaterThan(3);
  }

  /** By the schema of assessment results in the jar of NIST's own library, OSCAL 1.1.2. */
  private static List<?> wrongByOscal(String results) throws IOException {
    try (InputStream schema =
        ReportTest.class.getResourceAsStream("/schema/json/oscal-ar_schema.json")) {
      return SchemaRegistry.withDefaultDialect(Dialects.getDraft7())
          .getSchema(Objects.requireNonNull(schema), InputFormat.JSON)
          .validate(
              results,
              InputFormat.JSON,
              context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
  }

  @Test
  void thePagesOwnScriptFindsEverythingRightAndWhatWasChanged() throws Exception {
    Optional<Path> node = program("node");
    assumeThat(node).as("node, to run the page's script").isPresent();
    RawZip bundle = bundle(hostile());
    Path harness = Path.of("src/test/resources/dev/daybook/replay/evidence/page.js");
    String good = run(node.get().toString(), harness.toString(), page(text(bundle, "report.html")));
    assertThat(good)
        .contains("good: The tree's root follows from its tiles")
        .contains("good: 9 of 9 entries stand in that tree as they are shown")
        .contains(
            "good: The checkpoint is signed by "
                + OwnLedger.vkeys().lines().findFirst().orElseThrow())
        .contains("open: Not checked: that no entry is missing.")
        .contains("checked good");
    for (String[] change :
        new String[][] {
          {"onerror=alert(2)&gt;", "onerror=alert(3)&gt;", "bad"},
          {"type\">slo.breach-opened", "type\">slo.breach-recovered", "bad"},
          {"class=\"time\">2026-11-30T12:00:01", "class=\"time\">2026-11-29T12:00:01", "bad"},
          {"&quot;sequence&quot;:1,", "&quot;sequence&quot;:2,", "bad"},
          {"data-position=\"1\"", "data-position=\"2\"", "bad"},
          {"\\n609\\n", "\\n608\\n", "bad"},
          {"\"note\":\"daybook/example\\n", "\"note\":\"daybook/exbmple\\n", "open"}
        }) {
      String html = text(bundle, "report.html");
      assertThat(html).contains(change[0]);
      assertThat(
              run(
                  node.get().toString(),
                  harness.toString(),
                  page(html.replace(change[0], change[1]))))
          .as(change[1])
          .contains("checked " + change[2]);
    }
  }

  @Test
  void aBrowserChecksThePageToo() throws Exception {
    Optional<Path> chromium = program("chromium").or(() -> program("google-chrome"));
    assumeThat(chromium).as("chromium, to open the page").isPresent();
    String dom =
        run(
            chromium.get().toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--user-data-dir=" + folder.resolve("profile"),
            "--virtual-time-budget=20000",
            "--dump-dom",
            Path.of(page(text(bundle(hostile()), "report.html"))).toUri().toString());
    assertThat(dom)
        .contains("data-checked=\"good\"")
        .contains("9 of 9 entries stand in that tree")
        .contains("class=\"entry good\"");
  }

  private String page(String html) throws IOException {
    return Files.writeString(folder.resolve("page.html"), html).toString();
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(each -> Path.of(each, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}

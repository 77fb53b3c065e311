package dev.daybook.replay.evidence;

import dev.daybook.replay.evidence.CarriedEntry.Said;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TimestampToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One page that a person reads: what was asked, decisions, breaches, posture, and everything in
 * order. It asks nothing of any network, and runs no script but its own, which checks again what
 * the page shows.
 *
 * <p>All text is from elsewhere, and is escaped by {@link Html} wherever it stands; the policy of
 * the page forbids every script and style but the two whose digests it names.
 */
final class HtmlReport implements Report {

  @Override
  public String name() {
    return "report.html";
  }

  @Override
  public void write(OutputStream out, Evidence evidence) throws IOException {
    Page page =
        new Page(
            new Html(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))),
            evidence);
    page.head();
    page.question();
    page.timestamps();
    page.checks();
    page.decisions();
    page.breaches();
    page.posture();
    page.timeline();
    page.proof();
    page.end();
  }

  /** The page's own style or script, as it is in the jar. */
  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("`%s` is not in the jar".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String source(String text) {
    return "'sha256-%s'"
        .formatted(
            Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8))));
  }

  /** The page while it is written. */
  private static final class Page {
    private final Html html;
    private final Evidence evidence;
    private final String style = resource("report.css");
    private final String script = resource("report.js");

    Page(Html html, Evidence evidence) {
      this.html = html;
      this.evidence = evidence;
    }

    void head() throws IOException {
      html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
      html.raw(
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'\">\n"
              .formatted(source(style), source(script)));
      html.put("<title>Evidence of %s</title>\n<style>", evidence.manifest().origin());
      html.raw(style);
      html.raw("</style>\n</head>\n<body>\n<h1>Evidence</h1>\n");
    }

    void question() throws IOException {
      Manifest manifest = evidence.manifest();
      Question question = manifest.question();
      html.put("<dl>\n<dt>ledger</dt><dd>%s</dd>\n", manifest.origin());
      html.put("<dt>asked for</dt><dd>%s</dd>\n", String.join(", ", question.streams()));
      if (question.from() != null) {
        html.put("<dt>recorded from</dt><dd>%s</dd>\n", question.from());
      }
      if (question.to() != null) {
        html.put("<dt>recorded to</dt><dd>%s</dd>\n", question.to());
      }
      html.put("<dt>as of</dt><dd>position %s</dd>\n", question.asOf());
      html.put("<dt>entries</dt><dd>%s</dd>\n", manifest.entries());
      html.put("<dt>proven by</dt><dd>a checkpoint of %s entries</dd>\n", manifest.size());
      html.put("<dt>persons</dt><dd>%s</dd>\n", Sentence.persons(manifest));
      html.put(
          "<dt>completeness</dt><dd class=\"%s\">%s</dd>\n</dl>\n",
          question.isComplete() ? "good" : "open",
          question.isComplete()
              ? "the bundle carries all leaf statements, with which a verifier proves that no entry of"
                  + " these streams is missing"
              : "unproven: the bundle does not carry all leaf statements, so entries that were left out"
                  + " at either end cannot be told");
    }

    /** When authorities saw the first so many entries, as their tokens say. */
    void timestamps() throws IOException {
      Map<String, TimestampToken> tokens = evidence.timestamps();
      if (tokens.isEmpty()) {
        return;
      }
      html.raw(
          "<h2>Timestamps</h2>\n<p class=\"open\">This page does not check them; `evidence verify --tsa-cert` does, and tells whose they are.</p>\n<table>\n<tr><th>entries seen</th><th>by</th><th>token</th></tr>\n");
      for (var token : tokens.entrySet()) {
        html.put(
            "<tr><td>the first %s</td><td>%s</td><td>%s</td></tr>\n",
            token.getKey().split("/", -1)[1], token.getValue().time(), token.getKey());
      }
      html.raw("</table>\n");
    }

    void checks() throws IOException {
      html.raw(
          """
          <h2>What this page checked</h2>
          <ul id="checks"><li class="open">Nothing: scripts do not run here. `java -jar daybook-verify.jar evidence verify` checks the bundle this page is in.</li></ul>
          """);
    }

    void decisions() throws IOException {
      html.raw(
          "<h2>Decisions</h2>\n<table>\n<tr><th>position</th><th>recorded</th><th>asked</th><th>outcome</th><th>findings</th></tr>\n");
      DecisionHtml decision = new DecisionHtml(html, new StepsHtml(html, evidence));
      evidence.each(
          entry -> {
            if (entry.isDecision()) {
              decision.row(entry, entry.told());
            }
          });
      html.raw("</table>\n");
    }

    void breaches() throws IOException {
      html.raw(
          "<h2>Breaches</h2>\n<table>\n<tr><th>position</th><th>recorded</th><th>objective</th><th>what</th></tr>\n");
      evidence.each(
          entry -> {
            if (entry.says().type().startsWith("slo.breach-")) {
              html.put(
                  "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                  entry.position(),
                  LeafEntry.time(entry.says().recordedAt()),
                  entry.says().stream(),
                  Sentence.of(entry));
            }
          });
      html.raw("</table>\n");
    }

    /** Where each rule stands after the last entry that is carried. */
    void posture() throws IOException {
      SortedMap<String, String> now = new TreeMap<>();
      evidence.each(
          entry -> {
            if (entry.says().type().equals("posture.changed")) {
              for (Said policy : entry.told().items("policies")) {
                for (Said rule : policy.items("rules")) {
                  String key = entry.told().text("about") + " " + rule.text("rule");
                  if (rule.at("now").isThere()) {
                    now.put(key, rule.text("now"));
                  } else {
                    now.remove(key);
                  }
                }
              }
            }
          });
      html.raw("<h2>Posture</h2>\n<table>\n<tr><th>subject and rule</th><th>now</th></tr>\n");
      for (Map.Entry<String, String> rule : now.entrySet()) {
        html.put(
            "<tr><td>%s</td><td class=\"%s\">%s</td></tr>\n",
            rule.getKey(), rule.getValue(), rule.getValue());
      }
      html.raw("</table>\n");
    }

    void timeline() throws IOException {
      html.raw("<h2>Timeline</h2>\n");
      evidence.each(
          entry -> {
            html.put(
                "<details class=\"entry\" data-position=\"%s\"><summary>%s &middot; <span class=\"time\">%s</span> &middot; <span class=\"stream\">%s</span> &middot; <span class=\"type\">%s</span> &middot; %s</summary>",
                entry.position(),
                entry.position(),
                LeafEntry.time(entry.says().recordedAt()),
                entry.says().stream(),
                entry.says().type(),
                Sentence.of(entry));
            html.put("statement<pre class=\"leaf\">%s</pre>", text(entry.leaf()));
            html.put("payload<pre class=\"payload\">%s</pre>", text(entry.payload()));
            read(entry.payload(), entry.read());
            html.put("metadata<pre class=\"metadata\">%s</pre>", text(entry.metadata()));
            read(entry.metadata(), entry.readMetadata());
            html.raw("</details>\n");
          });
    }

    /** What names persons is encrypted where digests are taken; it is told as it reads as well. */
    private void read(byte[] recorded, byte[] read) throws IOException {
      if (!Arrays.equals(recorded, read)) {
        html.put("as it reads<pre>%s</pre>", text(read));
      }
    }

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What the script checks against, as data that no parser takes for HTML. */
    void proof() throws IOException {
      SortedMap<String, Object> tiles = new TreeMap<>();
      for (Map.Entry<TileId, byte[]> tile : evidence.tiles().entrySet()) {
        tiles.put(tile.getKey().path(), Base64.getEncoder().encodeToString(tile.getValue()));
      }
      SortedMap<String, Object> proof = new TreeMap<>();
      proof.put("keys", evidence.trust().logKeys().stream().map(Object::toString).toList());
      proof.put("note", evidence.note());
      proof.put("tiles", tiles);
      html.raw("<script type=\"application/json\" id=\"proof\">");
      html.raw(
          new String(CanonicalJson.write(proof), StandardCharsets.UTF_8).replace("<", "\\u003c"));
      html.raw("</script>\n");
    }

    void end() throws IOException {
      html.raw("<script>");
      html.raw(script);
      html.raw("</script>\n</body>\n</html>\n");
      html.flush();
    }
  }
}

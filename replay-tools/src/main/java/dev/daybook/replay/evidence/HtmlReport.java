package dev.daybook.replay.evidence;

import dev.daybook.replay.evidence.CarriedEntry.Said;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.TileId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
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
 * <p>All text is from elsewhere, and is escaped wherever it stands; the policy of the page forbids
 * every script and style but the two whose digests it names.
 */
final class HtmlReport implements Report {

  @Override
  public String name() {
    return "report.html";
  }

  @Override
  public void write(OutputStream out, Evidence evidence) throws IOException {
    Page page =
        new Page(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), evidence);
    page.head();
    page.question();
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

  /** Text as HTML, between tags and in quoted attributes alike. */
  static String escaped(String text) {
    StringBuilder html = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }

  /** The page while it is written. */
  private static final class Page {
    private final Writer out;
    private final Evidence evidence;
    private final String style = resource("report.css");
    private final String script = resource("report.js");

    Page(Writer out, Evidence evidence) {
      this.out = out;
      this.evidence = evidence;
    }

    /** Writes HTML with values in it, each escaped. */
    private void put(String html, Object... values) throws IOException {
      Object[] escaped = new Object[values.length];
      for (int i = 0; i < values.length; i++) {
        escaped[i] = escaped(String.valueOf(values[i]));
      }
      out.write(html.formatted(escaped));
    }

    void head() throws IOException {
      out.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
      out.write(
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'\">\n"
              .formatted(source(style), source(script)));
      put("<title>Evidence of %s</title>\n<style>", evidence.manifest().origin());
      out.write(style);
      out.write("</style>\n</head>\n<body>\n<h1>Evidence</h1>\n");
    }

    void question() throws IOException {
      Manifest manifest = evidence.manifest();
      Question question = manifest.question();
      put("<dl>\n<dt>ledger</dt><dd>%s</dd>\n", manifest.origin());
      put("<dt>asked for</dt><dd>%s</dd>\n", String.join(", ", question.streams()));
      if (question.from() != null) {
        put("<dt>recorded from</dt><dd>%s</dd>\n", question.from());
      }
      if (question.to() != null) {
        put("<dt>recorded to</dt><dd>%s</dd>\n", question.to());
      }
      put("<dt>as of</dt><dd>position %s</dd>\n", question.asOf());
      put("<dt>entries</dt><dd>%s</dd>\n", manifest.entries());
      put("<dt>proven by</dt><dd>a checkpoint of %s entries</dd>\n", manifest.size());
      put("<dt>persons</dt><dd>%s</dd>\n", Sentence.persons(manifest));
      put(
          "<dt>completeness</dt><dd class=\"%s\">%s</dd>\n</dl>\n",
          question.isComplete() ? "good" : "open",
          question.isComplete()
              ? "the bundle carries all leaf statements, with which a verifier proves that no entry of"
                  + " these streams is missing"
              : "unproven: the bundle does not carry all leaf statements, so entries that were left out"
                  + " at either end cannot be told");
    }

    void checks() throws IOException {
      out.write(
          """
          <h2>What this page checked</h2>
          <ul id="checks"><li class="open">Nothing: scripts do not run here. `java -jar daybook-verify.jar evidence verify` checks the bundle this page is in.</li></ul>
          """);
    }

    void decisions() throws IOException {
      out.write(
          "<h2>Decisions</h2>\n<table>\n<tr><th>position</th><th>recorded</th><th>asked</th><th>outcome</th><th>findings</th></tr>\n");
      evidence.each(
          entry -> {
            if (entry.isDecision()) {
              decision(entry, entry.told());
            }
          });
      out.write("</table>\n");
    }

    private void decision(CarriedEntry entry, Said decision) throws IOException {
      String outcome = Sentence.outcome(decision);
      put(
          "<tr><td>%s</td><td>%s</td><td>%s of %s</td><td class=\"%s\">%s</td><td>",
          entry.position(),
          LeafEntry.time(entry.says().recordedAt()),
          decision.text("command"),
          decision.text("subject"),
          outcome,
          outcome);
      for (Said finding : decision.items("findings")) {
        put(
            "<div>%s %s: %s",
            finding.text("effect"), finding.text("rule"), finding.text("message"));
        for (Said because : finding.items("because")) {
          put(
              "<br><code>%s</code> is <code>%s</code>",
              because.text("expression"), because.text("value"));
        }
        out.write("</div>");
      }
      out.write("</td></tr>\n");
    }

    void breaches() throws IOException {
      out.write(
          "<h2>Breaches</h2>\n<table>\n<tr><th>position</th><th>recorded</th><th>objective</th><th>what</th></tr>\n");
      evidence.each(
          entry -> {
            if (entry.says().type().startsWith("slo.breach-")) {
              put(
                  "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                  entry.position(),
                  LeafEntry.time(entry.says().recordedAt()),
                  entry.says().stream(),
                  Sentence.of(entry));
            }
          });
      out.write("</table>\n");
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
      out.write("<h2>Posture</h2>\n<table>\n<tr><th>subject and rule</th><th>now</th></tr>\n");
      for (Map.Entry<String, String> rule : now.entrySet()) {
        put(
            "<tr><td>%s</td><td class=\"%s\">%s</td></tr>\n",
            rule.getKey(), rule.getValue(), rule.getValue());
      }
      out.write("</table>\n");
    }

    void timeline() throws IOException {
      out.write("<h2>Timeline</h2>\n");
      evidence.each(
          entry -> {
            put(
                "<details class=\"entry\" data-position=\"%s\"><summary>%s &middot; <span class=\"time\">%s</span> &middot; <span class=\"stream\">%s</span> &middot; <span class=\"type\">%s</span> &middot; %s</summary>",
                entry.position(),
                entry.position(),
                LeafEntry.time(entry.says().recordedAt()),
                entry.says().stream(),
                entry.says().type(),
                Sentence.of(entry));
            put("statement<pre class=\"leaf\">%s</pre>", text(entry.leaf()));
            put("payload<pre class=\"payload\">%s</pre>", text(entry.payload()));
            read(entry.payload(), entry.read());
            put("metadata<pre class=\"metadata\">%s</pre>", text(entry.metadata()));
            read(entry.metadata(), entry.readMetadata());
            out.write("</details>\n");
          });
    }

    /** What names persons is encrypted where digests are taken; it is told as it reads as well. */
    private void read(byte[] recorded, byte[] read) throws IOException {
      if (!Arrays.equals(recorded, read)) {
        put("as it reads<pre>%s</pre>", text(read));
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
      out.write("<script type=\"application/json\" id=\"proof\">");
      out.write(
          new String(CanonicalJson.write(proof), StandardCharsets.UTF_8).replace("<", "\\u003c"));
      out.write("</script>\n");
    }

    void end() throws IOException {
      out.write("<script>");
      out.write(script);
      out.write("</script>\n</body>\n</html>\n");
      out.flush();
    }
  }
}

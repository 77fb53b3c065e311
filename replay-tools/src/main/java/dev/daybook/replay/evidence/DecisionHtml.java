package dev.daybook.replay.evidence;

import dev.daybook.replay.evidence.CarriedEntry.Said;
import dev.daybook.seal.LeafEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A decision as a row of the page: what was asked and what came of it, then each finding with all
 * that was recorded of it, then by what it was judged and how every rule came out.
 */
final class DecisionHtml {

  private final Html html;
  private final StepsHtml steps;

  DecisionHtml(Html html, StepsHtml steps) {
    this.html = html;
    this.steps = steps;
  }

  void row(CarriedEntry entry, Said decision) throws IOException {
    String outcome = Sentence.outcome(decision);
    html.put(
        "<tr><td>%s</td><td>%s</td><td>%s of %s</td><td class=\"%s\">%s</td><td>",
        entry.position(),
        LeafEntry.time(entry.says().recordedAt()),
        decision.text("command"),
        decision.text("subject"),
        outcome,
        outcome);
    for (Said finding : decision.items("findings")) {
      finding(finding);
    }
    steps.of(decision);
    judged(decision);
    html.raw("</td></tr>\n");
  }

  private void finding(Said finding) throws IOException {
    html.put(
        "<div>%s %s: %s", finding.text("effect"), finding.text("rule"), finding.text("message"));
    List<String> more = new ArrayList<>();
    add(more, "", place(finding));
    add(more, "seen ", finding.text("seen"));
    add(more, "wanted ", finding.text("wanted"));
    add(more, "", finding.text("fix"));
    add(more, "without the ceiling it would ", finding.text("uncapped"));
    Said waiver = finding.at("waiver");
    if (waiver.isThere()) {
      more.add("waived by %s until %s".formatted(waiver.text("subject"), waiver.text("until")));
    }
    add(more, "serves ", words(finding.items("controls")));
    add(more, "ask ", finding.text("contact"));
    for (String line : more) {
      html.put("<br>%s", line);
    }
    failing(finding.at("failing"));
    for (Said because : finding.items("because")) {
      html.put(
          "<br><code>%s</code> is <code>%s</code>",
          because.text("expression"), because.text("value"));
    }
    html.raw("</div>");
  }

  private static void add(List<String> lines, String before, String text) {
    if (!text.isEmpty()) {
      lines.add(before + text);
    }
  }

  private static String place(Said finding) {
    List<String> place = new ArrayList<>();
    add(place, "line ", finding.text("line"));
    add(place, "column ", finding.text("column"));
    add(place, "", finding.text("pointer"));
    return place.isEmpty() ? "" : "at " + String.join(", ", place);
  }

  private static String words(List<Said> words) {
    return String.join(", ", words.stream().map(Said::text).toList());
  }

  /** The rule's expression, and which part of it made it fail. */
  private void failing(Said failing) throws IOException {
    if (!(failing.isThere()
        && failing.at("begin").json() instanceof Long begin
        && failing.at("end").json() instanceof Long end)) {
      return;
    }
    String expression = failing.text("expression");
    if (0 <= begin && begin <= end && end <= expression.length()) {
      html.put(
          "<pre>%s<mark>%s</mark>%s</pre>",
          expression.substring(0, begin.intValue()),
          expression.substring(begin.intValue(), end.intValue()),
          expression.substring(end.intValue()));
    }
  }

  private void judged(Said decision) throws IOException {
    List<Said> policies = decision.items("policies");
    if (policies.isEmpty()) {
      return;
    }
    html.put("<details><summary>judged by %s policies</summary>", policies.size());
    html.put(
        "facts %s, clock %s, policies as of position %s, by %s",
        decision.text("factsSha256"),
        decision.text("clock"),
        decision.text("policyPosition"),
        decision.text("engine"));
    Said ceiling = decision.at("ceiling");
    if (ceiling.isThere()) {
      html.put("<br>%s caps every effect at %s", ceiling.text("subject"), ceiling.text("level"));
    }
    for (Said policy : policies) {
      html.put("<br>%s", document(policy));
      params(" with params ", policy.at("params"));
      params(", above the floor ", policy.at("floor"));
    }
    for (Said rule : decision.items("rules")) {
      html.put(
          "<br><span class=\"%s\">%s</span> %s",
          rule.text("outcome"), rule.text("outcome"), rule.text("rule"));
    }
    html.raw("</details>");
  }

  private void params(String before, Said params) throws IOException {
    if (params.isThere()) {
      html.put("%s%s", before, document(params));
    }
  }

  private static String document(Said said) {
    return "%s %s (%s)".formatted(said.text("name"), said.text("version"), said.text("sha256"));
  }
}

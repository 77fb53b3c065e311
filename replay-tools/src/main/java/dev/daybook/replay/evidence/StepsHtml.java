package dev.daybook.replay.evidence;

import dev.daybook.replay.evidence.CarriedEntry.Said;
import dev.daybook.replay.evidence.JudgingSteps.Evaluation;
import dev.daybook.seal.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every part of a decision's findings came to, by its steps; or why there are none. The steps
 * of rules that passed are in the bundle, and not on the page.
 */
final class StepsHtml {

  private final Html html;
  private final Evidence evidence;

  StepsHtml(Html html, Evidence evidence) {
    this.html = html;
    this.evidence = evidence;
  }

  void of(Said decision) throws IOException {
    String name = BundleNames.STEPS + decision.text("traceSha256");
    Omitted omitted = evidence.manifest().omitted();
    if (omitted.erased().contains(name)) {
      html.raw(
          "<div class=\"open\">Its steps cannot be taken again: what it was judged on named"
              + " somebody who was erased.</div>");
    } else if (omitted.withheld().contains(name)) {
      html.raw("<div class=\"open\">Its steps name persons, and are withheld.</div>");
    } else if (omitted.absent().contains(name)) {
      html.raw(
          "<div class=\"open\">Judged again it takes other steps than were recorded, or what it was"
              + " judged on is not there: its steps are not in the bundle.</div>");
    } else if (!decision.items("findings").isEmpty()) {
      List<Evaluation> evaluations = JudgingSteps.read(evidence.cited(name));
      Set<String> shown = new HashSet<>();
      for (Said finding : decision.items("findings")) {
        String rule = finding.text("rule");
        if (shown.add(rule)) {
          rule(rule, decision, evaluations);
        }
      }
    }
  }

  /** A rule, each time it was judged: by a domain's own values and by the floor's. */
  private void rule(String rule, Said decision, List<Evaluation> evaluations) throws IOException {
    Said expression = expression(rule, decision);
    for (Evaluation evaluation : evaluations) {
      if (evaluation.name().equals(rule) && expression.isThere()) {
        html.put("<details><summary>every part of %s</summary><table>", rule);
        parts(expression, evaluation);
        html.raw("</table>");
        if (!evaluation.why().isEmpty()) {
          html.put("no value: %s", evaluation.why());
        }
        html.raw("</details>");
      }
    }
  }

  private Said expression(String rule, Said decision) throws IOException {
    String policy = rule.substring(0, Math.max(0, rule.indexOf('/')));
    for (Said used : decision.items("policies")) {
      if (used.text("name").equals(policy)) {
        return parts(used.text("sha256")).at(rule);
      }
    }
    return new Said(null);
  }

  private Said parts(String sha256) throws IOException {
    byte[] json = evidence.cited(BundleNames.PARTS + sha256 + BundleNames.JSON);
    try {
      return new Said(json.length == 0 ? null : StrictJson.parse(json));
    } catch (StrictJson.Refused _) {
      return new Said(null);
    }
  }

  /** A part of an expression, and its number in the steps. */
  private record Part(int number, int begin, int end) {}

  /** The whole first, each before its own parts. */
  private void parts(Said expression, Evaluation evaluation) throws IOException {
    String text = expression.text("expression");
    List<Part> parts = new ArrayList<>();
    for (Said said : expression.items("parts")) {
      List<Said> numbers = said.items();
      if (numbers.size() == 3
          && numbers.get(0).json() instanceof Long number
          && numbers.get(1).json() instanceof Long begin
          && numbers.get(2).json() instanceof Long end
          && 0 <= begin
          && begin <= end
          && end <= text.length()) {
        parts.add(new Part(number.intValue(), begin.intValue(), end.intValue()));
      }
    }
    parts.sort(
        Comparator.comparingInt(Part::begin)
            .thenComparing(Comparator.comparingInt(Part::end).reversed())
            .thenComparingInt(Part::number));
    for (Part part : parts) {
      String value = evaluation.values().get(part.number());
      int turns = evaluation.turns().getOrDefault(part.number(), 0);
      html.put(
          "<tr><td><code>%s</code></td><td><code>%s</code></td><td>%s</td></tr>",
          text.substring(part.begin(), part.end()),
          value == null ? "" : value,
          value == null ? "not evaluated" : turns > 1 ? "the last of " + turns : "");
    }
  }
}

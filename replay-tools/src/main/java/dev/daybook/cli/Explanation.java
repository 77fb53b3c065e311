package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;

/** A decision told to a person: what was asked, what came of it, and which rule saw what. */
final class Explanation {

  private Explanation() {}

  /**
   * @param judgedAgain the same decision judged again, with the value of every part of its rules;
   *     missing where only what was recorded is told
   */
  static void print(Talk talk, JsonNode explained, JsonNode judgedAgain) {
    PrintWriter out = talk.data();
    JsonNode decision = explained.path("decision");
    String outcome = decision.path("outcome").asText();
    line(
        out,
        "outcome",
        talk.paint(outcome.equals("accepted") ? Palette.GREEN : Palette.RED, outcome));
    line(out, "asked", "%s of %s".formatted(text(decision, "command"), text(decision, "subject")));
    line(
        out,
        "by",
        "%s (%s), for %s"
            .formatted(
                text(decision, "actorName"),
                text(decision, "actor"),
                text(decision, "environment")));
    optional(out, "for whom", decision.path("onBehalfOf"));
    optional(out, "reason", decision.path("reason"));
    optional(out, "ticket", decision.path("ticket"));
    line(
        out,
        "recorded",
        "at position %s, %s".formatted(text(decision, "position"), text(decision, "recordedAt")));
    line(
        out,
        "judged by",
        "%d policies in force as of position %s, %s"
            .formatted(
                explained.path("policies").size(),
                text(explained, "policyPosition"),
                text(explained, "engine")));
    optional(out, "document", decision.path("document"));
    if (explained.hasNonNull("ceiling")) {
      line(
          out,
          "capped",
          "at %s by %s%s"
              .formatted(
                  Table.text(explained.at("/ceiling/level")),
                  Table.text(explained.at("/ceiling/subject")),
                  decision.path("wouldDeny").asBoolean()
                      ? "; would have been denied without"
                      : ""));
    }
    line(out, "facts", text(explained, "factsSha256"));
    line(out, "trace", text(explained, "traceSha256"));
    if (judgedAgain.isObject()) {
      line(
          out,
          "values",
          judgedAgain.path("exact").asBoolean()
              ? "of judging it again, by the very steps of then"
              : text(judgedAgain, "inexact"));
    }
    findings(talk, explained.path("findings"), judgedAgain.path("rules"));
    for (JsonNode rule : judgedAgain.path("leftOut")) {
      line(out, "left out", "%s: too many to tell; ask with --rule".formatted(rule.asText()));
    }
    passes(out, explained);
    for (JsonNode event : explained.path("events")) {
      line(
          out,
          "event",
          "%s at %s, %s number %s"
              .formatted(
                  text(event, "type"),
                  text(event, "position"),
                  text(event, "stream"),
                  text(event, "sequence")));
    }
    out.flush();
  }

  /** One rule of it alone, whether it passed or not. */
  static void printRule(Talk talk, JsonNode judgedAgain) {
    PrintWriter out = talk.data();
    if (!judgedAgain.path("exact").asBoolean()) {
      line(out, "values", text(judgedAgain, "inexact"));
    }
    for (JsonNode rule : judgedAgain.path("rules")) {
      if (rule.hasNonNull("finding")) {
        finding(talk, rule.path("finding"), rule);
      } else {
        out.println(talk.paint(Palette.GREEN, "pass") + "  " + text(rule, "rule"));
        RuleParts.print(talk, rule);
      }
    }
    out.flush();
  }

  private static void findings(Talk talk, JsonNode findings, JsonNode rules) {
    for (JsonNode finding : findings) {
      talk.data().println();
      finding(talk, finding, told(rules, text(finding, "rule")));
    }
    if (!findings.isEmpty()) {
      talk.data().println();
    }
  }

  private static JsonNode told(JsonNode rules, String name) {
    for (JsonNode rule : rules) {
      if (text(rule, "rule").equals(name)) {
        return rule;
      }
    }
    return MissingNode.getInstance();
  }

  private static void finding(Talk talk, JsonNode finding, JsonNode told) {
    PrintWriter out = talk.data();
    String effect = text(finding, "effect");
    out.println(
        talk.paint(effect.equals("deny") ? Palette.RED : Palette.YELLOW, effect)
            + "  "
            + text(finding, "rule")
            + (text(finding, "outcome").equals("fail") ? "" : " (" + text(finding, "outcome") + ")")
            + (finding.hasNonNull("uncapped")
                ? ", %s without the ceiling".formatted(text(finding, "uncapped"))
                : ""));
    out.println("      " + text(finding, "message"));
    if (finding.hasNonNull("line")) {
      out.println(
          "      at line %s, column %s of the document"
              .formatted(text(finding, "line"), text(finding, "column")));
    }
    for (String part : new String[] {"seen", "wanted", "fix", "contact"}) {
      if (finding.hasNonNull(part)) {
        out.println("      %-8s%s".formatted(part, text(finding, part)));
      }
    }
    if (finding.hasNonNull("documentation")) {
      out.println("      %-8s%s".formatted("read", text(finding, "documentation")));
    }
    if (!finding.path("controls").isEmpty()) {
      out.println("      %-8s%s".formatted("serves", text(finding, "controls")));
    }
    FailingPart.print(talk, finding.path("failing"));
    if (finding.hasNonNull("waiver")) {
      out.println("      %-8s%s".formatted("waiver", waiver(finding.path("waiver"))));
    }
    if (told.path("expressions").isEmpty()) {
      for (JsonNode because : finding.path("because")) {
        out.println(
            "      because %s is %s"
                .formatted(text(because, "expression"), text(because, "value")));
      }
    } else {
      RuleParts.print(talk, told);
    }
  }

  private static String waiver(JsonNode used) {
    return "%s until %s, granted by %s"
        .formatted(text(used, "subject"), text(used, "until"), text(used, "approvedBy"));
  }

  private static void passes(PrintWriter out, JsonNode explained) {
    Set<String> passed = new HashSet<>();
    for (JsonNode rule : explained.path("rules")) {
      if (text(rule, "outcome").equals("pass") && passed.add(text(rule, "rule"))) {
        line(out, "pass", text(rule, "rule"));
      }
    }
  }

  private static void optional(PrintWriter out, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
      line(out, name, Table.text(value));
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println("%-10s%s".formatted(name, value));
  }

  private static String text(JsonNode node, String name) {
    return Table.text(node.path(name));
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;

/** A decision told to a person: what was asked, what came of it, and which rule saw what. */
final class Explanation {

  private Explanation() {}

  static void print(Talk talk, JsonNode explained) {
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
    findings(talk, explained.path("findings"));
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

  private static void findings(Talk talk, JsonNode findings) {
    PrintWriter out = talk.data();
    for (JsonNode finding : findings) {
      String effect = text(finding, "effect");
      out.println();
      out.println(
          talk.paint(effect.equals("deny") ? Palette.RED : Palette.YELLOW, effect)
              + "  "
              + text(finding, "rule")
              + (text(finding, "outcome").equals("fail")
                  ? ""
                  : " (" + text(finding, "outcome") + ")")
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
      for (JsonNode because : finding.path("because")) {
        out.println(
            "      because %s is %s"
                .formatted(text(because, "expression"), text(because, "value")));
      }
    }
    if (!findings.isEmpty()) {
      out.println();
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

package dev.daybook.rules;

import dev.daybook.decision.Facts;
import dev.daybook.mesh.Folded;
import dev.daybook.path.CommandKind;
import dev.daybook.rules.PolicyDocument.Match;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which commands a policy is about, told without evaluating anything. Case does not matter. */
final class Matching {

  /** The facts that hold a document, with its labels. */
  private static final Set<String> DOCUMENTS =
      CommandKind.all().values().stream()
          .flatMap(kind -> kind.documents().keySet().stream())
          .collect(Collectors.toUnmodifiableSet());

  private final Set<String> commands;
  private final List<String> subjects;
  private final Map<String, List<String>> labels;
  private final Set<String> domains;

  Matching(Match match, List<String> domains) {
    this.commands = Set.copyOf(match.commands());
    this.subjects = match.subjects().stream().map(Folded::name).toList();
    Map<String, List<String>> folded = new HashMap<>();
    match
        .labels()
        .forEach((label, texts) -> folded.put(label, texts.stream().map(Folded::name).toList()));
    this.labels = Map.copyOf(folded);
    this.domains = Set.copyOf(domains.stream().map(Folded::name).toList());
  }

  boolean matches(Facts facts) {
    return (commands.contains("*") || commands.contains(text(facts, "command", "kind")))
        && (subjects.isEmpty() || isOneOf(subjects, text(facts, "command", "subject")))
        && (domains.isEmpty() || domains.contains(Folded.name(text(facts, "domain", "name"))))
        && labels.entrySet().stream()
            .allMatch(label -> isLabelled(facts, label.getKey(), label.getValue()));
  }

  private static boolean isOneOf(List<String> patterns, String text) {
    String folded = Folded.name(text);
    return patterns.stream().anyMatch(pattern -> glob(pattern, folded));
  }

  /** By the label's pointer, or by the last part of it, which is what people call it. */
  private static boolean isLabelled(Facts facts, String label, List<String> patterns) {
    String end = label.startsWith("/") ? "" : "/" + label.replace("~", "~0").replace("/", "~1");
    for (String document : DOCUMENTS) {
      if (facts.values().get(document) instanceof Map<?, ?> map
          && map.get("labels") instanceof Map<?, ?> labels) {
        for (Map.Entry<?, ?> entry : labels.entrySet()) {
          String pointer = (String) entry.getKey();
          if ((pointer.equals(label) || (!end.isEmpty() && pointer.endsWith(end)))
              && entry.getValue() instanceof String text
              && isOneOf(patterns, text)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String text(Facts facts, String fact, String field) {
    return facts.values().get(fact) instanceof Map<?, ?> map
            && map.get(field) instanceof String text
        ? text
        : "";
  }

  /**
   * {@code *} stands for any characters. Goes back only to the last star, so it stays quadratic.
   */
  static boolean glob(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}

package dev.daybook.rules;

import dev.daybook.decision.Facts;
import dev.daybook.mesh.Folded;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which commands a policy is about, told without evaluating anything. Case does not matter. */
final class Matching {

  private final Set<String> commands;
  private final List<String> subjects;
  private final Set<String> domains;

  Matching(List<String> commands, List<String> subjects, List<String> domains) {
    this.commands = Set.copyOf(commands);
    this.subjects = subjects.stream().map(Folded::name).toList();
    this.domains = Set.copyOf(domains.stream().map(Folded::name).toList());
  }

  boolean matches(Facts facts) {
    return (commands.contains("*") || commands.contains(text(facts, "command", "kind")))
        && (subjects.isEmpty() || matchesSubject(Folded.name(text(facts, "command", "subject"))))
        && (domains.isEmpty() || domains.contains(Folded.name(text(facts, "domain", "name"))));
  }

  private boolean matchesSubject(String subject) {
    return subjects.stream().anyMatch(pattern -> glob(pattern, subject));
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

package dev.daybook.hindsight;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an engine is made of, by name: {@code daybook-rules 1, cel-java 0.14.0, tzdb 2025b}. */
final class EngineParts {

  private EngineParts() {}

  /** What differs between two of them: {@code tzdb 2025a then, 2025b now}. */
  static String differing(String then, String now) {
    Map<String, String> before = versions(then);
    Map<String, String> after = versions(now);
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(before.get(name), after.get(name)))
        .map(
            name ->
                "%s %s then, %s now"
                    .formatted(
                        name, before.getOrDefault(name, "none"), after.getOrDefault(name, "none")))
        .collect(Collectors.joining("; "));
  }

  private static Map<String, String> versions(String engine) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String part : engine.split(", ", -1)) {
      int blank = part.lastIndexOf(' ');
      versions.put(
          blank < 0 ? part : part.substring(0, blank), blank < 0 ? "" : part.substring(blank + 1));
    }
    return versions;
  }
}

package dev.daybook.mesh;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a document's objectives can each be a subject of their own. */
public final class ObjectiveNames {

  /** Longest name of an objective, in characters. */
  public static final int MAX_LENGTH = 80;

  /** Longest path of a product or contract that promises something, in characters. */
  public static final int MAX_PROMISER = SubjectName.MAX_PATH - MAX_LENGTH - 10;

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private ObjectiveNames() {}

  /** What is wrong with the first objective that cannot be a subject; empty when none is. */
  public static Optional<String> problem(SubjectName promisedBy, List<Objective> objectives) {
    if (!objectives.isEmpty() && promisedBy.path().length() > MAX_PROMISER) {
      return Optional.of(
          "`%s` is too long a name to promise anything: %d characters, at most %d"
              .formatted(promisedBy, promisedBy.path().length(), MAX_PROMISER));
    }
    Set<String> seen = new HashSet<>();
    for (Objective objective : objectives) {
      String name = objective.name();
      if (name.length() > MAX_LENGTH || !FORM.matcher(name).matches()) {
        return Optional.of(
            "`%s` cannot name an objective: 1 to %d lower-case letters, digits, dots, hyphens"
                    .formatted(name, MAX_LENGTH)
                + " and underscores, beginning with a letter or digit");
      }
      if (!seen.add(name)) {
        return Optional.of("the objective `%s` stands twice in one document".formatted(name));
      }
    }
    return Optional.empty();
  }
}

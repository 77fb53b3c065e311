package dev.daybook.views.blame;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What somebody asks about: a subject, a decision, or a rule whose answers are counted.
 *
 * @param kind {@code product}, {@code decision}, {@code rule}
 * @param name as it was written
 */
public record Blamed(String kind, String name) {

  private static final String DECISION = "decision";
  private static final String RULE = "rule";

  /** Reads {@code product/sales.customer-360}. */
  public static Blamed parse(String text) {
    int slash = text.indexOf('/');
    String kind = slash < 0 ? text : text.substring(0, slash);
    List<String> known =
        Stream.concat(
                Stream.of(SubjectKind.values()).map(SubjectKind::word), Stream.of(DECISION, RULE))
            .toList();
    if (slash < 1 || !known.contains(kind)) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "the query parameter `subject` cannot be `%s`"
              .formatted(text.substring(0, Math.min(200, text.length()))),
          "it takes a whole name such as product/sales.customer-360; " + Nearest.hint(kind, known));
    }
    return new Blamed(kind, text.substring(slash + 1));
  }

  /** Whether it is a rule: entries of all streams count in what it answered. */
  boolean isRule() {
    return kind.equals(RULE);
  }

  /** Whether only those may ask who may see tokens. */
  boolean isActor() {
    return kind.equals(SubjectKind.ACTOR.word());
  }

  /** The stream whose entries made its rows. */
  String stream() {
    try {
      return kind.equals(DECISION)
          ? DECISION + "/" + UUID.fromString(name)
          : SubjectName.parse(kind + "/" + name).stream();
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.NOT_FOUND, "Nothing is called so", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String toString() {
    return kind + "/" + name;
  }
}

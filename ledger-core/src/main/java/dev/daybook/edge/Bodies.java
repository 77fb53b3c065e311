package dev.daybook.edge;

import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Node;
import dev.daybook.document.ParsedDocument;
import dev.daybook.document.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Parses request bodies that are one JSON object, with the parser that documents go through. */
public final class Bodies {

  private Bodies() {}

  /** The body's one object; anything else is a problem that shows everything wrong with it. */
  public static Node.Mapping object(byte[] body) {
    List<ParsedDocument> parsed = Documents.parse(body, Format.JSON, "body");
    List<Problem> problems =
        parsed.stream().flatMap(document -> document.problems().stream()).toList();
    if (!problems.isEmpty()) {
      throw unreadable(problems);
    }
    Optional<Node> root = parsed.getFirst().root();
    if (parsed.size() == 1 && root.isPresent() && root.get() instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw new ProblemException(
        ProblemType.UNREADABLE_BODY,
        root.isEmpty()
            ? "the body is empty"
            : "the body is %s".formatted(parsed.size() > 1 ? "a list" : root.get().what()),
        "send one JSON object");
  }

  /** What to throw for a body with these problems, at least one. */
  public static ProblemException unreadable(List<Problem> unsorted) {
    List<Problem> problems =
        unsorted.stream().sorted(Comparator.comparing(Problem::place)).toList();
    Problem first = problems.getFirst();
    String more = problems.size() == 1 ? "" : " (and %d more)".formatted(problems.size() - 1);
    return new ProblemException(
        ProblemDetails.of(
                ProblemType.UNREADABLE_BODY,
                "line %d, column %d: %s%s"
                    .formatted(first.line(), first.column(), first.message(), more))
            .problems(problems.stream().map(Bodies::place).toList()));
  }

  /** A problem as a caller sees it. */
  public static ProblemDetails.Place place(Problem problem) {
    return new ProblemDetails.Place(
        problem.message(),
        problem.pointer(),
        problem.line(),
        problem.column(),
        problem.seen(),
        problem.wanted(),
        problem.fix());
  }
}

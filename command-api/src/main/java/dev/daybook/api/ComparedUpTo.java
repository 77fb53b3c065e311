package dev.daybook.api;

import dev.daybook.edge.Cut;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Where a page of a comparison ended. The clocks go with it, so that the next page is judged at the
 * very same times, which positions alone do not tell.
 *
 * @param from the time policies saw at the first moment
 * @param to the time they saw at the second
 * @param key of the last difference told
 */
record ComparedUpTo(Instant from, Instant to, String key) {

  private static final int PARTS = 3;

  /** Reads what {@link #text} wrote. */
  static ComparedUpTo parse(String text) {
    String[] parts = text.split(" ", PARTS);
    try {
      if (parts.length == PARTS) {
        return new ComparedUpTo(Instant.parse(parts[0]), Instant.parse(parts[1]), parts[2]);
      }
    } catch (DateTimeException _) {
      // told below
    }
    throw new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "`after` cannot be `%s`".formatted(Cut.to(text, 60)),
        "leave it out for the first page; the header Link of a page has it for the next one");
  }

  /** What to throw where its times are none of the positions that are compared. */
  ProblemException ofOthers(long first, long second) {
    return new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "`after` is of a comparison of %s with %s, when positions %d and %d were not the last ones"
            .formatted(from, to, first, second),
        "follow the header Link as it is: `from`, `asOf` and `after` belong together");
  }

  /** It as one query parameter. */
  String text() {
    return "%s %s %s".formatted(from, to, key);
  }
}

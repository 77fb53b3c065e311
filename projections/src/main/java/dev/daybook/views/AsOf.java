package dev.daybook.views;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The moment a question is about: a time with its offset, a ledger position, or now. */
public sealed interface AsOf {

  AsOf NOW = new Now();

  /** As the view stands. */
  record Now() implements AsOf {}

  /** After the entry at this position; 0 before the first. */
  record AtPosition(long position) implements AsOf {}

  /** After the last entry recorded at or before this time. */
  record AtTime(Instant time) implements AsOf {}

  Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  Pattern WITHOUT_OFFSET = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+");

  /** A `+` in a URL's query arrives as a space. */
  Pattern EATEN_PLUS = Pattern.compile("(.*T.*) (\\d{2}:?\\d{2})");

  /** Reads what somebody wrote; absent is {@link #NOW}. */
  static AsOf parse(@Nullable String text) {
    if (text == null) {
      return NOW;
    }
    String written = EATEN_PLUS.matcher(text.strip()).replaceFirst("$1+$2");
    if (written.matches("\\d{1,18}")) {
      return new AtPosition(Long.parseLong(written));
    }
    if (DATE.matcher(written).matches()) {
      throw refused(
          text,
          "a day has no one moment; for the end of that day in UTC write `%sT23:59:59Z`"
              .formatted(written));
    }
    if (WITHOUT_OFFSET.matcher(written).matches()) {
      throw refused(
          text,
          "a time needs its offset: `%sZ` in UTC, or an end such as `+01:00`".formatted(written));
    }
    try {
      return new AtTime(OffsetDateTime.parse(written).toInstant());
    } catch (DateTimeException _) {
      throw refused(
          text, "write a time with offset such as 2026-03-31T23:59:59Z, or a ledger position");
    }
  }

  private static ProblemException refused(String text, String next) {
    return new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "`asOf` cannot be `%s`".formatted(text.substring(0, Math.min(60, text.length()))),
        next);
  }
}

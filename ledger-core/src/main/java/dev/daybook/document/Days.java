package dev.daybook.document;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** A day of the calendar as documents write it: {@code 2026-06-01}. */
public final class Days {

  /** What a day looks like, for messages. */
  public static final String WANTED = "a day such as 2026-06-01";

  /** How to write one, for messages. */
  public static final String FIX = "write year, month and day: 2026-06-01";

  private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private Days() {}

  /** The day a text names; empty where it is no day, or none there is. */
  public static Optional<LocalDate> read(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}

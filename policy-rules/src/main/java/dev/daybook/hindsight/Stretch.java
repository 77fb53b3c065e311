package dev.daybook.hindsight;

import dev.daybook.store.Ledger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the ledger, both ends included; empty where it ends before it begins.
 *
 * @param first 1 or more
 */
public record Stretch(long first, long last) {

  /** How an end of it is written. */
  public static final String WANTED =
      "a ledger position such as 42, or a time with offset such as 2026-01-01T00:00:00Z";

  /**
   * The stretch between two ends, each a position or a time; without one, the ledger's own.
   *
   * @param from recorded there or then, or later
   * @param to recorded there or then, or before
   * @throws IllegalArgumentException when one of them is neither
   */
  public static Stretch of(Ledger ledger, @Nullable String from, @Nullable String to) {
    return new Stretch(
        from == null ? 1 : Math.max(1, first(ledger, from)),
        Math.min(ledger.head().position(), to == null ? Long.MAX_VALUE : last(ledger, to)));
  }

  /**
   * The text of an end as it is, once it is seen to be one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static String end(String text) {
    Instant _ = isPosition(text) ? Instant.EPOCH : time(text);
    return text;
  }

  /**
   * The position a moment is written by, a position or a time: the last one there was.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static long moment(Ledger ledger, String text) {
    return of(ledger, null, text).last();
  }

  /** Its beginning, no longer than so many positions. */
  public Stretch begun(long positions) {
    return new Stretch(first, Math.min(last, first + positions - 1));
  }

  private static long first(Ledger ledger, String from) {
    return isPosition(from)
        ? Long.parseLong(from)
        : ledger.positionAt(time(from).minusNanos(1_000)).orElse(0) + 1;
  }

  private static long last(Ledger ledger, String to) {
    return isPosition(to) ? Long.parseLong(to) : ledger.positionAt(time(to)).orElse(0);
  }

  private static boolean isPosition(String text) {
    return text.length() <= 18 && !text.isEmpty() && text.chars().allMatch(Stretch::isDigit);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException _) {
      throw new IllegalArgumentException("`%s` is not %s".formatted(text, WANTED));
    }
  }

  /** How many positions it has. */
  public long positions() {
    return Math.max(0, last - first + 1);
  }
}

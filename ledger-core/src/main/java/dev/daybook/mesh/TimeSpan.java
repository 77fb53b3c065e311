package dev.daybook.mesh;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time as documents write it: {@code 4h}, {@code 15m}, {@code 15min}, {@code 90 days},
 * {@code 7y}, {@code 1h 30m}, {@code PT15M}. In short forms {@code m} is minutes and {@code mo}
 * months. A year counts 365 days and a month 30: a promise to keep data for {@code 7y} is 2555
 * days, and {@code 730} days are two years.
 *
 * @param text as written
 * @param iso the same in ISO 8601, {@code PT4H} or {@code P7Y}
 * @param millis its length in milliseconds
 */
public record TimeSpan(String text, String iso, BigDecimal millis) {

  /** Longest text that is looked at, in UTF-16 units. */
  public static final int MAX_TEXT = 100;

  private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);

  /** A thousand years: more is a slip of the hand. */
  private static final BigDecimal MAX_MILLIS = MILLIS_PER_DAY.multiply(BigDecimal.valueOf(365_000));

  private static final Pattern PART =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([A-Za-z]+)(?:\\s+and\\s+|[\\s,]*)");

  private static final Pattern ISO =
      Pattern.compile(
          "P(?=[\\dT])(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?"
              + "(?:T(?=\\d)(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)S)?)?");

  /** What spans are counted in, with its length in milliseconds. */
  private enum Unit {
    YEAR(365L * 86_400_000),
    MONTH(30L * 86_400_000),
    WEEK(7L * 86_400_000),
    DAY(86_400_000),
    HOUR(3_600_000),
    MINUTE(60_000),
    SECOND(1_000),
    MILLISECOND(1);

    private final long millis;

    Unit(long millis) {
      this.millis = millis;
    }

    static Optional<Unit> of(String word) {
      if (word.equals("M")) {
        return Optional.empty();
      }
      return Optional.ofNullable(
          switch (word.toLowerCase(Locale.ROOT)) {
            case "y", "yr", "yrs", "year", "years" -> YEAR;
            case "mo", "mos", "mon", "month", "months" -> MONTH;
            case "w", "wk", "wks", "week", "weeks" -> WEEK;
            case "d", "day", "days" -> DAY;
            case "h", "hr", "hrs", "hour", "hours" -> HOUR;
            case "m", "min", "mins", "minute", "minutes" -> MINUTE;
            case "s", "sec", "secs", "second", "seconds" -> SECOND;
            case "ms", "msec", "millis", "millisecond", "milliseconds" -> MILLISECOND;
            default -> null;
          });
    }
  }

  /** Whether {@code word} is a unit of time: {@code h}, {@code min}, {@code years}. */
  public static boolean isUnit(String word) {
    return Unit.of(word).isPresent();
  }

  /** So many of a unit in milliseconds; empty where {@code word} is no unit of time. */
  static Optional<BigDecimal> millis(BigDecimal amount, String word) {
    return Unit.of(word).map(unit -> amount.multiply(BigDecimal.valueOf(unit.millis)));
  }

  /** Milliseconds the way people write them, see {@link Quantity#written}. */
  static String written(BigDecimal millis) {
    Unit[] units = {Unit.DAY, Unit.HOUR, Unit.MINUTE, Unit.SECOND};
    String[] names = {"d", "h", "m", "s"};
    for (int i = 0; i < units.length; i++) {
      BigDecimal unit = BigDecimal.valueOf(units[i].millis);
      BigDecimal told = millis.divide(unit, 2, RoundingMode.DOWN);
      if (told.abs().compareTo(BigDecimal.ONE) >= 0 && told.multiply(unit).compareTo(millis) == 0) {
        return Quantity.plain(told) + names[i];
      }
    }
    return Quantity.plain(millis) + "ms";
  }

  /** The span a text stands for; empty where it is none. A bare number is none. */
  public static Optional<TimeSpan> parse(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > MAX_TEXT) {
      return Optional.empty();
    }
    Matcher iso = ISO.matcher(stripped);
    if (iso.matches()) {
      Sum sum = new Sum();
      Unit[] units = {
        Unit.YEAR, Unit.MONTH, Unit.WEEK, Unit.DAY, Unit.HOUR, Unit.MINUTE, Unit.SECOND
      };
      for (int i = 0; i < units.length; i++) {
        String amount = iso.group(i + 1);
        if (amount != null) {
          sum.add(new BigDecimal(amount), units[i]);
        }
      }
      return sum.toSpan(text);
    }
    Matcher part = PART.matcher(stripped);
    Sum sum = new Sum();
    int at = 0;
    while (at < stripped.length() && part.find(at) && part.start() == at) {
      Optional<Unit> unit = Unit.of(part.group(2));
      if (unit.isEmpty()) {
        return Optional.empty();
      }
      sum.add(new BigDecimal(part.group(1)), unit.get());
      at = part.end();
    }
    return at == stripped.length() ? sum.toSpan(text) : Optional.empty();
  }

  /** So many days, as documents that count in days write it. */
  public static TimeSpan days(String text, long days) {
    return new TimeSpan(
        text, "P%dD".formatted(days), MILLIS_PER_DAY.multiply(BigDecimal.valueOf(days)));
  }

  /**
   * So many milliseconds as a duration, in whole nanoseconds; empty for less than none and for more
   * than a thousand years.
   */
  public static Optional<Duration> duration(BigDecimal millis) {
    if (millis.signum() < 0 || millis.compareTo(MAX_MILLIS) > 0) {
      return Optional.empty();
    }
    BigDecimal seconds = millis.movePointLeft(3);
    BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
    return Optional.of(
        Duration.ofSeconds(
            whole.longValueExact(), seconds.subtract(whole).movePointRight(9).longValue()));
  }

  /** Whole days, a day begun not counted. */
  public long days() {
    return millis.divide(MILLIS_PER_DAY, 0, RoundingMode.DOWN).longValueExact();
  }

  /** Adds up the parts of a span. */
  private static final class Sum {
    private BigDecimal millis = BigDecimal.ZERO;
    private BigDecimal clockMillis = BigDecimal.ZERO;
    private Period period = Period.ZERO;
    private boolean whole = true;

    void add(BigDecimal amount, Unit unit) {
      BigDecimal length = amount.multiply(BigDecimal.valueOf(unit.millis));
      millis = millis.add(length);
      boolean calendar = unit.compareTo(Unit.DAY) <= 0;
      if (!calendar) {
        clockMillis = clockMillis.add(length);
      } else if (amount.stripTrailingZeros().scale() > 0 || amount.precision() > 7) {
        whole = false;
      } else {
        int count = amount.intValue();
        period =
            switch (unit) {
              case YEAR -> period.plusYears(count);
              case MONTH -> period.plusMonths(count);
              case WEEK -> period.plusDays(7L * count);
              case DAY, HOUR, MINUTE, SECOND, MILLISECOND -> period.plusDays(count);
            };
      }
    }

    Optional<TimeSpan> toSpan(String text) {
      if (millis.compareTo(MAX_MILLIS) > 0) {
        return Optional.empty();
      }
      Duration clock = duration(clockMillis);
      String iso =
          !whole
              ? duration(millis).toString()
              : period.isZero()
                  ? clock.toString()
                  : clock.isZero() ? period.toString() : period + clock.toString().substring(1);
      return Optional.of(new TimeSpan(text, iso, canonical(millis)));
    }

    private static Duration duration(BigDecimal millis) {
      return Duration.ofNanos(
          millis.multiply(BigDecimal.valueOf(1_000_000)).min(MAX_NANOS).longValue());
    }

    private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    private static BigDecimal canonical(BigDecimal number) {
      BigDecimal stripped = number.stripTrailingZeros();
      return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }
  }
}

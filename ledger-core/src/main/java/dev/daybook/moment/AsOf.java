package dev.daybook.moment;

import dev.daybook.edge.Cut;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.TagNames;
import io.micronaut.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The moment a question is about, as somebody wrote it. {@link Timeline} tells which it is. */
public sealed interface AsOf {

  /** The query parameter that holds it. */
  String PARAMETER = "asOf";

  /** The query parameter that says where days end. */
  String ZONE = "zone";

  AsOf NOW = new Now();

  /** As the answer stands. */
  record Now() implements AsOf {}

  /** After the entry at this position; 0 before the first. */
  record AtPosition(long position) implements AsOf {}

  /** After the last entry recorded at or before this time. */
  record AtTime(Instant time) implements AsOf {}

  /** Before the last so many entries; 0 for after the last one. */
  record BeforeLast(long entries) implements AsOf {}

  /** The moment a tag stands for. */
  record AtTag(String name) implements AsOf {}

  Pattern POSITION = Pattern.compile("\\d{1,18}");

  /** A checkpoint over so many entries ends with the entry at that position. */
  Pattern SIZE = Pattern.compile("size:(\\d{1,18})");

  Pattern HEAD = Pattern.compile(TagNames.HEAD + "(?:~(\\d{1,18}))?", Pattern.CASE_INSENSITIVE);
  Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  Pattern WITHOUT_OFFSET = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+");

  /** A `+` in a URL's query arrives as a space. */
  Pattern EATEN_PLUS = Pattern.compile("(.*T.*) (\\d{2}:?\\d{2})");

  /** Every way to write one, for who wrote something else. */
  String FORMS =
      "write a time with offset such as 2026-03-31T23:59:59Z, a day such as 2026-03-31, a ledger"
          + " position, size:1234 for a checkpoint's size, HEAD, HEAD~3, or a tag's name";

  /** What a request asks about; {@link #NOW} where it does not say. */
  static AsOf of(HttpRequest<?> request) {
    return of(request, PARAMETER);
  }

  /** The same of another parameter that holds a moment, where a request is about two of them. */
  static AsOf of(HttpRequest<?> request, String parameter) {
    @Nullable String zone = request.getParameters().get(ZONE);
    return parse(
        parameter,
        request.getParameters().get(parameter),
        zone == null ? ZoneOffset.UTC : zone(ZONE, zone));
  }

  /**
   * Reads what somebody wrote; absent is {@link #NOW}.
   *
   * @param zone where days end
   * @throws ProblemException when it is no way to write a moment
   */
  static AsOf parse(@Nullable String text, ZoneId zone) {
    return parse(PARAMETER, text, zone);
  }

  /** The same of the parameter of that name, for a refusal to name. */
  static AsOf parse(String parameter, @Nullable String text, ZoneId zone) {
    return text == null ? NOW : parse(parameter, text, day -> end(day, zone));
  }

  /** The same where something begins: there a day is its first moment. */
  static AsOf beginning(String parameter, String text, ZoneId zone) {
    return parse(parameter, text, day -> day.atStartOfDay(zone).toInstant());
  }

  private static AsOf parse(String parameter, String text, Function<LocalDate, Instant> ofDay) {
    String written = EATEN_PLUS.matcher(text.strip()).replaceFirst("$1+$2");
    if (POSITION.matcher(written).matches()) {
      return new AtPosition(Long.parseLong(written));
    }
    Matcher size = SIZE.matcher(written);
    if (size.matches()) {
      return new AtPosition(Long.parseLong(size.group(1)));
    }
    Matcher head = HEAD.matcher(written);
    if (head.matches()) {
      @Nullable String back = head.group(1);
      return new BeforeLast(back == null ? 0 : Long.parseLong(back));
    }
    if (DATE.matcher(written).matches()) {
      return new AtTime(day(parameter, text, written, ofDay));
    }
    if (WITHOUT_OFFSET.matcher(written).matches()) {
      throw refused(
          parameter,
          text,
          "a time needs its offset: `%sZ` in UTC, or an end such as `+01:00`".formatted(written));
    }
    if (TagNames.isValid(written)) {
      return new AtTag(written);
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(written);
      if (isOfTheCalendar(time.getYear())) {
        return new AtTime(time.toInstant());
      }
    } catch (DateTimeException _) {
      // told below, like a year nobody counts
    }
    throw refused(parameter, text, FORMS);
  }

  /** A year of four digits: beyond them PostgreSQL has no times, and nobody means them. */
  private static boolean isOfTheCalendar(int year) {
    return year >= 1 && year <= 9999;
  }

  private static Instant day(
      String parameter, String text, String day, Function<LocalDate, Instant> ofDay) {
    try {
      LocalDate parsed = LocalDate.parse(day);
      if (isOfTheCalendar(parsed.getYear())) {
        return ofDay.apply(parsed);
      }
    } catch (DateTimeException _) {
      // told below, like a day of the year 0
    }
    throw refused(parameter, text, "the calendar has no such day");
  }

  /**
   * The last moment of a day: a microsecond, the ledger's unit, before the next day begins. Where
   * clocks change that may be 23 or 25 hours after it began.
   */
  private static Instant end(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS);
  }

  /**
   * Reads where days begin and end.
   *
   * @param parameter its name, for a refusal to name
   * @throws ProblemException when no zone is called so
   */
  static ZoneId zone(String parameter, String text) {
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (known.contains(text)) {
      return ZoneId.of(text);
    }
    throw refused(
        parameter,
        text,
        Nearest.question(text, known).map(question -> question + " ").orElse("")
            + "it takes a time zone's IANA name, such as Europe/Berlin or UTC");
  }

  private static ProblemException refused(String name, String text, String next) {
    return new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "`%s` cannot be `%s`".formatted(name, Cut.to(text, 60)),
        next);
  }
}

package dev.daybook.views.waivers;

import dev.daybook.edge.Cut;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of waivers ended. The time goes with it, so that the next page says of the very same
 * time which waivers are over, which a position alone does not tell.
 *
 * @param time at which those that are over are told apart
 * @param key of the last waiver told; empty before the first
 */
record WaiversUpTo(Instant time, String key) {

  /**
   * Reads what {@link #text} wrote, or a waiver's name alone.
   *
   * @param asked the time a request is about that does not say which
   */
  static WaiversUpTo parse(@Nullable String text, Instant asked) {
    int space = text == null ? -1 : text.indexOf(' ');
    if (text == null || space < 0) {
      return new WaiversUpTo(asked, text == null ? "" : text);
    }
    try {
      Instant time = Instant.parse(text.substring(0, space));
      if (!time.isBefore(Instant.EPOCH) && !time.isAfter(Instant.now())) {
        return new WaiversUpTo(time, text.substring(space + 1));
      }
    } catch (DateTimeException _) {
      // told below, like a time that has not come
    }
    throw new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "`after` cannot be `%s`".formatted(Cut.to(text, 60)),
        "leave it out for the first page; the header Link of a page has it for the next one");
  }

  /** The place behind this one, as one query parameter. */
  String text(String last) {
    return time + " " + last;
  }
}

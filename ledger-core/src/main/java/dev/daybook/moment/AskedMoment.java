package dev.daybook.moment;

import dev.daybook.edge.ProblemException;
import java.time.ZoneId;

/**
 * A moment with the name of the parameter, field or option it was written in, for refusals to name.
 *
 * @param parameter {@code from}, or {@code --from} on a command line
 */
public record AskedMoment(String parameter, AsOf asOf) {

  /**
   * Reads what somebody wrote; a day is its last moment.
   *
   * @param zone where days end
   * @throws ProblemException when it is no way to write a moment
   */
  public static AskedMoment read(String parameter, String text, ZoneId zone) {
    return new AskedMoment(parameter, AsOf.parse(parameter, text, zone));
  }

  /**
   * Reads where a stretch of the history begins; a day is its first moment.
   *
   * @param zone where days begin
   * @throws ProblemException when it is no way to write a moment
   */
  public static AskedMoment beginning(String parameter, String text, ZoneId zone) {
    return new AskedMoment(parameter, AsOf.beginning(parameter, text, zone));
  }
}

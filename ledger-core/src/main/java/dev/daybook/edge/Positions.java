package dev.daybook.edge;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The headers that say of which moment an answer is, and the two among them that let a caller read
 * its own write: answers say from which ledger position they were computed ({@code
 * Daybook-Position}), requests may ask to wait for one ({@code Daybook-Min-Position}).
 */
public final class Positions {

  public static final String POSITION = "Daybook-Position";
  public static final String MIN_POSITION = "Daybook-Min-Position";

  /** When the last entry that an answer takes into account was recorded. */
  public static final String RECORDED_AT = "Daybook-Recorded-At";

  /** Size of the newest signed checkpoint that covers an answer's position, or {@code none}. */
  public static final String CHECKPOINT = "Daybook-Checkpoint";

  /** Entries that are recorded and that an answer about now does not show yet; absent for none. */
  public static final String BEHIND = "Daybook-Behind";

  private Positions() {}

  /** Says from which position {@code response} was computed. */
  public static <T> MutableHttpResponse<T> stamp(MutableHttpResponse<T> response, long position) {
    return response.header(POSITION, Long.toString(position));
  }

  /** The position the caller wants to see at least, if it asked for one. */
  public static OptionalLong minimum(HttpRequest<?> request) {
    @Nullable String text = request.getHeaders().get(MIN_POSITION);
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      long position = Long.parseLong(text.trim());
      if (position >= 0) {
        return OptionalLong.of(position);
      }
    } catch (NumberFormatException _) {
      // told below, like a negative number
    }
    throw new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "the header `%s` cannot be `%s`".formatted(MIN_POSITION, Cut.to(text, 200)),
        "it takes a ledger position, 0 or more, such as an answer's %s".formatted(POSITION));
  }

  /** What to throw when {@code wanted} was not reached while the request could wait. */
  public static ProblemException behind(long wanted, long reached) {
    return new ProblemException(
            ProblemType.BEHIND,
            "position %d was asked for; this view is at %d".formatted(wanted, reached),
            "ask again; if it stays behind, GET /ledger/head tells whether the ledger has that"
                + " position at all")
        .header("Retry-After", "1")
        .header(POSITION, Long.toString(reached));
  }
}

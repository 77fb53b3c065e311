package dev.daybook.edge;

import dev.daybook.path.Precondition;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How HTTP says where a subject stands: {@code "7"}, the last sequence of its stream. Reads of one
 * subject answer it as {@code ETag}; a request that changes the subject gives it back as {@code
 * If-Match}, and is judged only while the subject still stands there. It names the subject's state
 * and not the answer's bytes, which show neighbours too: nothing here answers {@code
 * If-None-Match}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110, ETag</a>
 */
public final class EntityTags {

  /** Longest {@code If-Match}, in characters. */
  private static final int MAX_HEADER = 1_000;

  /** One tag of a list: a quoted text, weak with {@code W/} before it. */
  private static final Pattern TAG =
      Pattern.compile("\\G\\s*(W/)?\"([!#-~\\x80-\\xff]*)\"\\s*(,|$)");

  /** Our own tags; any other text is nobody's. */
  private static final Pattern SEQUENCE = Pattern.compile("0|[1-9]\\d{0,17}");

  private EntityTags() {}

  /** The tag of a subject whose stream ends at {@code lastSequence}, 0 or more. */
  public static String of(long lastSequence) {
    return "\"" + lastSequence + "\"";
  }

  /** Says in {@code response} where the subject it shows stands. */
  public static <T> MutableHttpResponse<T> stamp(
      MutableHttpResponse<T> response, long lastSequence) {
    return response.header(HttpHeaders.ETAG, of(lastSequence));
  }

  /**
   * What the request's {@code If-Match} asks for. A weak tag never matches, and neither does one
   * that is not ours (RFC 9110, 13.1.1).
   *
   * @throws ProblemException when the header cannot be read
   */
  public static Precondition precondition(HttpRequest<?> request) {
    List<String> values = request.getHeaders().getAll(HttpHeaders.IF_MATCH);
    if (values.isEmpty()) {
      return new Precondition.Anywhere();
    }
    String text = String.join(", ", values).strip();
    if (text.equals("*")) {
      return new Precondition.Exists();
    }
    if (text.isEmpty() || text.length() > MAX_HEADER) {
      throw malformed(text);
    }
    Set<Long> sequences = new HashSet<>();
    Matcher tag = TAG.matcher(text);
    int end = 0;
    boolean more = true;
    while (more && tag.find()) {
      if (tag.group(1) == null && SEQUENCE.matcher(tag.group(2)).matches()) {
        sequences.add(Long.parseLong(tag.group(2)));
      }
      end = tag.end();
      more = tag.group(3).equals(",");
    }
    if (more || end < text.length()) {
      throw malformed(text);
    }
    return new Precondition.At(sequences);
  }

  private static ProblemException malformed(String text) {
    return new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "the header `If-Match` cannot be `%s`".formatted(Cut.to(text, 200)),
        "send the ETag of a read as it came, quotes and all, such as \"7\"; or * for whatever"
            + " exists");
  }
}

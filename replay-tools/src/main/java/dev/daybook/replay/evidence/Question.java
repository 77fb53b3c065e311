package dev.daybook.replay.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle answers: which streams' entries, recorded when.
 *
 * @param streams names of streams; one that ends in {@code *} stands for all that begin so
 * @param from recorded at this time or later; null for any
 * @param to recorded at this time or before; null for any
 * @param asOf nothing behind this position
 * @param isComplete whether all leaf statements up to the checkpoint are there, which prove that
 *     none of the streams' entries is missing
 */
public record Question(
    List<String> streams,
    @Nullable Instant from,
    @Nullable Instant to,
    long asOf,
    boolean isComplete) {

  /** Begins the name of a product's stream. */
  private static final String PRODUCT = "product/";

  /** Begins the name of an objective's stream. */
  static final String OBJECTIVE = "slo/";

  private static final String ALL = "*";

  public Question {
    streams = streams.stream().distinct().sorted().toList();
  }

  /**
   * The streams of a subject: its own, what it promises and what is said of it.
   *
   * @param subject the name of its stream, {@code product/sales.customer-360}
   */
  public static List<String> streamsOf(String subject) {
    if (subject.startsWith(PRODUCT)) {
      return List.of(
          subject, "posture/" + subject, OBJECTIVE + subject.substring(PRODUCT.length()) + "/*");
    }
    return subject.startsWith("contract/")
        ? List.of(subject, "posture/" + subject, OBJECTIVE + subject + "/*")
        : List.of(subject);
  }

  /** Whether it names streams by how they begin. */
  static boolean isOpen(String stream) {
    return stream.endsWith(ALL);
  }

  /** Whether it asks for what is recorded at this position and time. */
  public boolean isInRange(long position, Instant recordedAt) {
    return position <= asOf
        && (from == null || !recordedAt.isBefore(from))
        && (to == null || !recordedAt.isAfter(to));
  }

  /**
   * Whether it asks for this stream.
   *
   * @param stream in whatever case
   */
  public boolean asksFor(String stream) {
    String folded = stream.toLowerCase(Locale.ROOT);
    return streams.stream()
        .anyMatch(
            wanted ->
                isOpen(wanted)
                    ? folded.startsWith(wanted.substring(0, wanted.length() - 1))
                    : folded.equals(wanted));
  }
}

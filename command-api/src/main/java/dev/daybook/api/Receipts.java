package dev.daybook.api;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.seal.TlogProof;
import dev.daybook.sealer.Seal;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets a caller wait until what was recorded is sealed, and puts the proofs into the answers: with
 * the header {@code Prefer: wait=2, respond=sealed}. What is not sealed in time is answered without
 * them, for it is recorded all the same.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240">RFC 7240, the header Prefer</a>
 */
@Singleton
final class Receipts {

  /** The preference, and what an answer that follows it says in {@link #APPLIED}. */
  static final String SEALED = "respond=sealed";

  static final String APPLIED = "Preference-Applied";

  private static final String PREFER = "Prefer";
  private static final String WAIT = "wait=";

  /** Where the caller does not say. */
  private static final Duration WAIT_DEFAULT = Duration.ofSeconds(2);

  private static final int WAIT_MOST = 30;

  /** Of a value that is none, in UTF-16 units. */
  private static final int LONGEST_SHOWN = 80;

  private final Seal seal;

  Receipts(Seal seal) {
    this.seal = seal;
  }

  CommandAnswer of(Optional<Duration> wait, CommandAnswer answer) throws InterruptedException {
    return of(wait, List.of(answer)).getFirst();
  }

  /**
   * The answers with their proofs.
   *
   * @param wait as {@link #wait(HttpRequest)} read it, before anything was recorded
   */
  List<CommandAnswer> of(Optional<Duration> wait, List<CommandAnswer> answers)
      throws InterruptedException {
    long last =
        answers.stream()
            .flatMap(answer -> answer.positions().stream())
            .mapToLong(position -> position)
            .max()
            .orElse(0);
    if (wait.isEmpty() || last == 0 || !seal.await(last, wait.get())) {
      return answers;
    }
    return answers.stream()
        .map(answer -> answer.proved(answer.positions().stream().map(this::proof).toList()))
        .toList();
  }

  private String proof(long position) {
    return seal.proof(position)
        .map(TlogProof::bytes)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow(() -> new IllegalStateException("position %d is sealed".formatted(position)));
  }

  /** How long to wait for the seal; empty where nobody asks to. Other preferences are passed by. */
  static Optional<Duration> wait(HttpRequest<?> request) {
    boolean sealed = false;
    Duration wait = WAIT_DEFAULT;
    for (String header : request.getHeaders().getAll(PREFER)) {
      for (String preference : header.split("[,;]", -1)) {
        String word = preference.strip().toLowerCase(Locale.ROOT);
        if (word.equals(SEALED)) {
          sealed = true;
        } else if (word.startsWith(WAIT)) {
          wait = Duration.ofSeconds(seconds(word.substring(WAIT.length())));
        }
      }
    }
    return sealed ? Optional.of(wait) : Optional.empty();
  }

  private static int seconds(String text) {
    try {
      int seconds = Integer.parseInt(text);
      if (seconds >= 0) {
        return Math.min(seconds, WAIT_MOST);
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "the header `Prefer` says `wait=%s`"
            .formatted(text.substring(0, Math.min(text.length(), LONGEST_SHOWN))),
        "it takes whole seconds, at most %d count: Prefer: wait=2, respond=sealed"
            .formatted(WAIT_MOST));
  }
}

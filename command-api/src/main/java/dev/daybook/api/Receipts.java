package dev.daybook.api;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.seal.TlogProof;
import dev.daybook.sealer.Seal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets a caller wait until what was recorded is sealed, and puts the proofs into the answers: with
 * the header {@code Prefer: wait=2, respond=sealed}. What is not sealed in time is answered without
 * them, for it is recorded all the same. With {@code respond=witnessed} it is waited until enough
 * witnesses have cosigned; what they have not in time is answered as sealed, if it is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240">RFC 7240, the header Prefer</a>
 */
@Singleton
final class Receipts {

  private static final String APPLIED = "Preference-Applied";
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

  /** What is waited for. */
  private enum Until {
    SEALED("respond=sealed"),
    WITNESSED("respond=witnessed");

    /** The preference, and what an answer that follows it says in {@link #APPLIED}. */
    private final String preference;

    Until(String preference) {
      this.preference = preference;
    }

    static Optional<Until> of(String word) {
      return Arrays.stream(values()).filter(until -> until.preference.equals(word)).findFirst();
    }
  }

  /** What a caller prefers to wait for, and how long. */
  record Wait(Until until, Duration time) {}

  /**
   * Answers with their proofs, where there are some.
   *
   * @param applied which preference was followed
   */
  record Proved(List<CommandAnswer> answers, Optional<Until> applied) {

    CommandAnswer only() {
      return answers.getFirst();
    }

    /** The response with the word that they are there. */
    MutableHttpResponse<?> tell(MutableHttpResponse<?> response) {
      applied.ifPresent(until -> response.header(APPLIED, until.preference));
      return response;
    }
  }

  /**
   * The answers with their proofs.
   *
   * @param wait as {@link #wait(HttpRequest)} read it, before anything was recorded
   */
  Proved of(Optional<Wait> wait, List<CommandAnswer> answers) throws InterruptedException {
    long last =
        answers.stream()
            .flatMap(answer -> answer.positions().stream())
            .mapToLong(position -> position)
            .max()
            .orElse(0);
    Optional<Until> reached =
        wait.isEmpty() || last == 0 ? Optional.empty() : reached(wait.get(), last);
    return new Proved(
        reached
            .map(until -> answers.stream().map(answer -> proved(until, answer)).toList())
            .orElse(answers),
        reached);
  }

  private Optional<Until> reached(Wait wait, long position) throws InterruptedException {
    long begun = System.nanoTime();
    if (!seal.await(position, wait.time())) {
      return Optional.empty();
    }
    Duration left = wait.time().minusNanos(System.nanoTime() - begun);
    return Optional.of(
        wait.until() == Until.WITNESSED && seal.awaitWitnessed(position, left)
            ? Until.WITNESSED
            : Until.SEALED);
  }

  private CommandAnswer proved(Until until, CommandAnswer answer) {
    return answer.proved(
        answer.positions().stream().map(position -> proof(until, position)).toList());
  }

  private String proof(Until until, long position) {
    Optional<TlogProof> proof =
        switch (until) {
          case SEALED -> seal.proof(position);
          case WITNESSED -> seal.witnessedProof(position);
        };
    return proof
        .map(TlogProof::bytes)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow(
            () -> new IllegalStateException("position %d is %s".formatted(position, until)));
  }

  /** How long to wait for the seal; empty where nobody asks to. Other preferences are passed by. */
  static Optional<Wait> wait(HttpRequest<?> request) {
    Optional<Until> until = Optional.empty();
    Duration wait = WAIT_DEFAULT;
    for (String header : request.getHeaders().getAll(PREFER)) {
      for (String preference : header.split("[,;]", -1)) {
        String word = preference.strip().toLowerCase(Locale.ROOT);
        until = until.or(() -> Until.of(word));
        if (word.startsWith(WAIT)) {
          wait = Duration.ofSeconds(seconds(word.substring(WAIT.length())));
        }
      }
    }
    Duration time = wait;
    return until.map(reached -> new Wait(reached, time));
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

package dev.daybook.api;

import dev.daybook.decision.Context;
import dev.daybook.edge.EntityTags;
import dev.daybook.edge.PlainText;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.path.Precondition;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about itself rather than about its subjects, from headers or query
 * parameters; a parameter wins over its header.
 *
 * @param key the idempotency key, the caller's or a fresh one
 * @param dryRun judge and answer, record nothing
 * @param precondition where the one subject of the request must stand
 */
record Circumstances(String key, boolean dryRun, Precondition precondition, Context context) {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** Longest idempotency key, in characters. */
  static final int MAX_KEY = 255;

  /** Longest ticket, name or place in version control, in characters. */
  private static final int MAX_TEXT = 500;

  private static final Pattern ENVIRONMENT = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");

  static Circumstances of(HttpRequest<?> request) {
    Reading reading = new Reading(request);
    @Nullable String repository = reading.text("repository", "Daybook-Source-Repository", MAX_TEXT);
    @Nullable String commit = reading.text("commit", "Daybook-Source-Commit", MAX_TEXT);
    @Nullable String path = reading.text("path", "Daybook-Source-Path", MAX_TEXT);
    return new Circumstances(
        reading.key(),
        reading.dryRun(),
        EntityTags.precondition(request),
        new Context(
            reading.environment(),
            reading.text("onBehalfOf", "Daybook-On-Behalf-Of", MAX_TEXT),
            reading.text("reason", "Daybook-Reason", PlainText.LONGEST),
            reading.text("ticket", "Daybook-Ticket", MAX_TEXT),
            repository == null && commit == null && path == null
                ? null
                : new Context.Source(repository, commit, path)));
  }

  /** Refuses a request about several subjects that says where one subject must stand. */
  void requireOneIfMatched(int commands, String noun) {
    if (commands > 1 && !(precondition instanceof Precondition.Anywhere)) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`If-Match` says where one subject stands; this request holds %d %ss"
              .formatted(commands, noun),
          "send each on its own, or leave `If-Match` out; nothing was judged");
    }
  }

  /** The same, for a command that brings its own reason; the request's own reason wins. */
  Circumstances because(String reason) {
    if (context.reason() != null) {
      return this;
    }
    return new Circumstances(
        key,
        dryRun,
        precondition,
        new Context(
            context.environment(),
            context.onBehalfOf(),
            reason,
            context.ticket(),
            context.source()));
  }

  /** The same, about another environment. */
  Circumstances in(String environment) {
    return new Circumstances(
        key,
        dryRun,
        precondition,
        new Context(
            environment,
            context.onBehalfOf(),
            context.reason(),
            context.ticket(),
            context.source()));
  }

  static boolean isEnvironment(String name) {
    return ENVIRONMENT.matcher(name).matches();
  }

  /** Reads one request's headers and parameters. */
  private record Reading(HttpRequest<?> request) {

    String key() {
      @Nullable String key = request.getHeaders().get(IDEMPOTENCY_KEY);
      if (key == null) {
        return UUID.randomUUID().toString();
      }
      if (key.isBlank() || key.length() > MAX_KEY || key.chars().anyMatch(c -> c < 0x20)) {
        throw new ProblemException(
            ProblemType.INVALID_PARAMETER,
            "the header `%s` has %d characters".formatted(IDEMPOTENCY_KEY, key.length()),
            "send 1 to %d characters that mean this request alone, such as a UUID"
                .formatted(MAX_KEY));
      }
      return key;
    }

    boolean dryRun() {
      @Nullable String text = parameter("dryRun");
      if (text == null || text.equals("false")) {
        return false;
      }
      if (text.equals("true") || text.isEmpty()) {
        return true;
      }
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "the query parameter `dryRun` cannot be `%s`".formatted(text),
          "it takes true or false");
    }

    String environment() {
      @Nullable String text = text("environment", "Daybook-Environment", 63);
      if (text == null) {
        return "prod";
      }
      if (!isEnvironment(text)) {
        throw new ProblemException(
            ProblemType.INVALID_PARAMETER,
            "an environment cannot be called `%s`".formatted(text),
            "use letters, digits, dots, hyphens and underscores, such as prod or staging");
      }
      return text;
    }

    @Nullable String text(String parameter, String header, int longest) {
      @Nullable String text = parameter(parameter);
      if (text == null) {
        text = header(header);
      }
      if (text == null || text.isBlank()) {
        return null;
      }
      PlainText.problem(text, longest)
          .ifPresent(
              said -> {
                throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    "`%s` %s".formatted(parameter, said),
                    "send at most %,d characters of plain text".formatted(longest));
              });
      return text.strip();
    }

    private @Nullable String parameter(String name) {
      if (request.getUri().getRawQuery() == null) {
        return null;
      }
      HttpParameters parameters = request.getParameters();
      return parameters.get(name);
    }

    /** A header arrives byte for byte as Latin-1; what is UTF-8 is read as that. */
    private @Nullable String header(String name) {
      @Nullable String text = request.getHeaders().get(name);
      if (text == null || text.chars().allMatch(c -> c < 0x80)) {
        return text;
      }
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
            .toString();
      } catch (CharacterCodingException _) {
        return text;
      }
    }
  }
}

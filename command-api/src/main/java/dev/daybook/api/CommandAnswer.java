package dev.daybook.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.Severity;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument.Note;
import dev.daybook.path.Answer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one document, step or measurement came to, as the caller sees it.
 *
 * @param index its place in the request, from 0
 * @param subject what it is about; absent where it could not be read
 * @param decision id of the recorded decision; absent where nothing was recorded
 * @param positions the decision's position in the ledger, then its events'
 * @param recordedAt when it was recorded
 * @param repeated whether this is the answer given before to the same command
 * @param findings every rule's answer that is not a pass, worst first
 * @param notes remarks on a document that is otherwise fine
 * @param position the last ledger position the answer takes into account, 0 for none; told in the
 *     header {@code Daybook-Position}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CommandAnswer(
    int index,
    @Nullable String subject,
    Came outcome,
    @Nullable UUID decision,
    List<Long> positions,
    @Nullable Instant recordedAt,
    boolean repeated,
    List<Finding> findings,
    List<Note> notes,
    @JsonIgnore @Schema(hidden = true) long position) {

  /** What it came to. */
  enum Came {
    ACCEPTED,
    DENIED,
    /** What it asks for is already so; nothing is recorded. */
    UNCHANGED,
    /** It cannot be read; nothing is recorded. */
    INVALID;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean stands() {
      return this == ACCEPTED || this == UNCHANGED;
    }
  }

  static CommandAnswer of(int index, Answer answer, List<Note> notes) {
    return new CommandAnswer(
        index,
        answer.subject().toString(),
        switch (answer.result()) {
          case ACCEPTED -> Came.ACCEPTED;
          case DENIED -> Came.DENIED;
          case UNCHANGED -> Came.UNCHANGED;
        },
        answer.decision(),
        answer.positions(),
        answer.recordedAt(),
        answer.repeated(),
        answer.findings(),
        notes,
        answer.position());
  }

  /** What cannot be read, with everything wrong with it as findings of {@code daybook/readable}. */
  static CommandAnswer invalid(int index, @Nullable String subject, List<Problem> problems) {
    return new CommandAnswer(
        index,
        subject,
        Came.INVALID,
        null,
        List.of(),
        null,
        false,
        problems.stream().map(CommandAnswer::finding).toList(),
        List.of(),
        0);
  }

  /** What was read but could not be answered; nothing is recorded. */
  static CommandAnswer stopped(int index, String subject, @Nullable String why) {
    return new CommandAnswer(
        index,
        subject,
        Came.INVALID,
        null,
        List.of(),
        null,
        false,
        List.of(
            new Finding(
                "daybook/answerable",
                Outcome.FAIL,
                Effect.DENY,
                Severity.ERROR,
                why == null ? "it could not be answered" : why,
                "",
                null,
                null,
                null,
                null,
                "send it again on its own",
                null,
                List.of())),
        List.of(),
        0);
  }

  private static Finding finding(Problem problem) {
    return new Finding(
        "daybook/readable",
        Outcome.FAIL,
        Effect.DENY,
        Severity.ERROR,
        problem.message(),
        problem.pointer(),
        problem.line(),
        problem.column(),
        problem.seen(),
        problem.wanted(),
        problem.fix(),
        null,
        List.of());
  }
}

package dev.daybook.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Finding;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument.Note;
import dev.daybook.mesh.Languages;
import dev.daybook.path.Answer;
import dev.daybook.path.Answer.Result;
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
 * @param events where events live in Axon Server: ids of those recorded that have no positions yet,
 *     the decision's first; left out where they have
 * @param recordedAt when it was recorded
 * @param repeated whether this is the answer given before to the same command
 * @param wouldDeny whether it stands only because a ceiling caps what denies it; left out if not
 * @param findings every rule's answer that is not a pass, worst first
 * @param notes remarks on a document that is otherwise fine
 * @param proofs where the caller waited for the seal: that each of the positions stands in the
 *     ledger, a {@code .tlog-proof} file each
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
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UUID> events,
    @Nullable Instant recordedAt,
    boolean repeated,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean wouldDeny,
    List<Finding> findings,
    List<Note> notes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> proofs,
    @JsonIgnore @Schema(hidden = true) long position) {

  /** What it came to. */
  enum Came {
    ACCEPTED,
    DENIED,
    /** What it asks for is already so; nothing is recorded. */
    UNCHANGED,
    /** It cannot be read; nothing is recorded. */
    INVALID,
    /** It was read, and something stopped it before it was decided; nothing is recorded. */
    UNANSWERED;

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
        answer.unplaced(),
        answer.recordedAt(),
        answer.repeated(),
        answer.result() == Result.ACCEPTED
            && answer.findings().stream().anyMatch(Finding::wouldDeny),
        answer.findings(),
        notes,
        List.of(),
        answer.position());
  }

  /** The same with its findings told in the best language there is. */
  CommandAnswer in(Languages languages) {
    return new CommandAnswer(
        index,
        subject,
        outcome,
        decision,
        positions,
        events,
        recordedAt,
        repeated,
        wouldDeny,
        findings.stream().map(finding -> finding.in(languages)).toList(),
        notes,
        proofs,
        position);
  }

  /** The same with what proves its positions. */
  CommandAnswer proved(List<String> receipts) {
    return new CommandAnswer(
        index,
        subject,
        outcome,
        decision,
        positions,
        events,
        recordedAt,
        repeated,
        wouldDeny,
        findings,
        notes,
        receipts,
        position);
  }

  /** What cannot be read, with everything wrong with it as findings of {@code daybook/readable}. */
  static CommandAnswer invalid(int index, @Nullable String subject, List<Problem> problems) {
    return new CommandAnswer(
        index,
        subject,
        Came.INVALID,
        null,
        List.of(),
        List.of(),
        null,
        false,
        false,
        problems.stream().map(CommandAnswer::finding).toList(),
        List.of(),
        List.of(),
        0);
  }

  /** One of several that was read and not answered; nothing is recorded. */
  static CommandAnswer unanswered(int index, String subject, Finding why) {
    return new CommandAnswer(
        index,
        subject,
        Came.UNANSWERED,
        null,
        List.of(),
        List.of(),
        null,
        false,
        false,
        List.of(why),
        List.of(),
        List.of(),
        0);
  }

  private static Finding finding(Problem problem) {
    return BuiltInRule.READABLE
        .finding(problem.message(), problem.seen(), problem.wanted(), problem.fix())
        .at(problem.pointer(), problem.line(), problem.column());
  }

  /** Whether the same command again may well be answered. */
  boolean mayBeAnsweredLater() {
    return outcome == Came.UNANSWERED
        && findings.stream().allMatch(why -> why.rule().equals(BuiltInRule.ANSWERABLE.id()));
  }
}

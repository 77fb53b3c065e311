package dev.daybook.path;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.SubjectCommand;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way, with all it is judged by.
 *
 * @param id the same for every repeat of this command, see {@link CommandId}
 * @param original the document it was read from, where there is one
 * @param clock the time policies see
 * @param dryRun judge and answer, but record nothing
 * @param precondition where the subject must stand
 */
public record Submission(
    UUID id,
    SubjectCommand command,
    Actor actor,
    Context context,
    @Nullable Original original,
    Instant clock,
    boolean dryRun,
    Precondition precondition) {

  /** A command that is judged wherever its subject stands. */
  public Submission(
      UUID id,
      SubjectCommand command,
      Actor actor,
      Context context,
      @Nullable Original original,
      Instant clock,
      boolean dryRun) {
    this(id, command, actor, context, original, clock, dryRun, new Precondition.Anywhere());
  }

  /** The same, judged only where {@code other} holds. */
  public Submission under(Precondition other) {
    return new Submission(id, command, actor, context, original, clock, dryRun, other);
  }

  /** The same with its command as its actor asks it, and owners resolved to the teams they mean. */
  Submission resolved(MeshDirectory directory) {
    return with(directory.resolve(command.by(actor, clock)));
  }

  private Submission with(SubjectCommand other) {
    return new Submission(id, other, actor, context, original, clock, dryRun, precondition);
  }
}

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
 */
public record Submission(
    UUID id,
    SubjectCommand command,
    Actor actor,
    Context context,
    @Nullable Original original,
    Instant clock,
    boolean dryRun) {

  Submission with(SubjectCommand other) {
    return new Submission(id, other, actor, context, original, clock, dryRun);
  }
}

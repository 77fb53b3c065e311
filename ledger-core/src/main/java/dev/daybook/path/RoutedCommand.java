package dev.daybook.path;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Documents;
import dev.daybook.document.Node;
import dev.daybook.document.ParsedDocument;
import dev.daybook.document.Place;
import dev.daybook.path.Precondition.Anywhere;
import dev.daybook.path.Precondition.At;
import dev.daybook.path.Precondition.Exists;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command as one node sends it to another: all it is judged by, and the bytes of the document it
 * came in, so that findings have their places in it.
 *
 * @param kind of the command, {@link CommandKind#name}
 * @param command the command's record as JSON, with what is no part of what is asked
 * @param exists whether its sender wants the subject to be there already
 * @param at where its sender wants it to stand; absent where anywhere will do
 * @param written the last position of what the sending node wrote before, which this command is to
 *     be judged after
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RoutedCommand(
    UUID id,
    String kind,
    byte[] command,
    Actor actor,
    Context context,
    @Nullable Sheet original,
    Instant clock,
    boolean dryRun,
    boolean exists,
    @Nullable Set<Long> at,
    long written) {

  /** A document's own bytes, and where in its source they began. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sheet(String sourceName, Place begin, byte[] bytes) {}

  static RoutedCommand of(Submission submission, long written) {
    Original original = submission.original();
    return new RoutedCommand(
        submission.id(),
        submission.command().kind(),
        RoutedForm.write(submission.command()),
        submission.actor(),
        submission.context(),
        original == null
            ? null
            : new Sheet(
                original.source().sourceName(),
                original.source().begin(),
                original.source().bytes()),
        submission.clock(),
        submission.dryRun(),
        submission.precondition() instanceof Exists,
        submission.precondition() instanceof At(var sequences) ? sequences : null,
        written);
  }

  /**
   * @throws IllegalArgumentException when this node knows no such command, or it has other parts
   */
  Submission submission() {
    CommandKind known = CommandKind.all().get(kind);
    if (known == null) {
      throw new IllegalArgumentException("`%s` is no command here".formatted(kind));
    }
    SubjectCommand asked = (SubjectCommand) RoutedForm.read(command, known.command());
    return new Submission(id, asked, actor, context, readAgain(), clock, dryRun, precondition());
  }

  private @Nullable Original readAgain() {
    Sheet sheet = original;
    if (sheet == null) {
      return null;
    }
    ParsedDocument parsed = Documents.parse(sheet.sourceName(), sheet.begin(), sheet.bytes());
    Node root =
        parsed
            .root()
            .orElseThrow(() -> new IllegalArgumentException("the document cannot be read again"));
    return new Original(parsed.source(), root);
  }

  private Precondition precondition() {
    if (at != null) {
      return new At(at);
    }
    return exists ? new Exists() : new Anywhere();
  }
}

package dev.daybook.cli;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.path.CommandId;
import dev.daybook.path.Original;
import dev.daybook.path.Submission;
import java.time.Instant;
import java.util.Set;

/** A document's command as a publisher would send it, for judging without a server. */
final class LocalCommand {

  private LocalCommand() {}

  static Submission of(String file, Readable document, String environment, Instant clock) {
    return new Submission(
        CommandId.of("check", file, document.index()),
        document.command(),
        new Actor(
            "act_0000000000000000",
            "check",
            Actor.Kind.SERVICE,
            Set.of(Actor.Role.PUBLISHER),
            null),
        new Context(environment, null, null, null, null),
        Original.of(document),
        clock,
        true);
  }
}

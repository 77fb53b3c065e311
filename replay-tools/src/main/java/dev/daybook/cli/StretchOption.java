package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.edge.ProblemException;
import dev.daybook.hindsight.Stretch;
import dev.daybook.moment.AskedMoment;
import dev.daybook.moment.Timeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: which part of the history a command looks at. */
final class StretchOption {

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description =
          "Only what was recorded then or later, written as --as-of elsewhere: a time with offset,"
              + " a day (its beginning), a ledger position, size:42, HEAD~3 or a tag (the entry"
              + " there included).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      description = "Only what was recorded by then, written the same way; a day is its end.")
  private @Nullable String to;

  @Mixin private ZoneOption zone = new ZoneOption();

  ZoneOption zone() {
    return zone;
  }

  /** Ends the command where an end is none. */
  void check() {
    try {
      AskedMoment _ = from();
      AskedMoment _ = to();
    } catch (ProblemException e) {
      throw Failure.refused(e);
    }
  }

  Stretch of(Timeline timeline) {
    try {
      return Stretch.of(timeline, from(), to());
    } catch (ProblemException e) {
      throw Failure.refused(e);
    }
  }

  private @Nullable AskedMoment from() {
    return from == null ? null : AskedMoment.beginning("--from", from, zone.id());
  }

  private @Nullable AskedMoment to() {
    return to == null ? null : AskedMoment.read("--to", to, zone.id());
  }

  /** Says the same to a server. */
  void into(ObjectNode wanted) {
    if (from != null) {
      wanted.put("from", from);
    }
    if (to != null) {
      wanted.put("to", to);
    }
    zone.into(wanted);
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code daybook views parked|retry|skip}: what becomes of entries that views could not take in.
 */
final class ParkedCommands {

  private ParkedCommands() {}

  /** Lists them. */
  @Command(
      name = "parked",
      description = {
        "List the entries that views could not take in, each with its cause, and those of the same",
        "stream that wait behind one. Everything else goes on without them."
      })
  static final class Parked implements Callable<Integer> {

    private static final List<Table.Column> COLUMNS =
        List.of(
            Table.Column.at("view", "/view"),
            Table.Column.at("position", "/position"),
            Table.Column.at("stream", "/stream"),
            Table.Column.at("type", "/type"),
            Table.Column.at("since", "/parkedAt"),
            Table.Column.at("skipped by", "/skippedBy"),
            Table.Column.at("cause", "/cause"));

    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private OutputOption output = new OutputOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      output.list(Talk.of(spec), server.client().get("/views/parked", Map.of()), COLUMNS);
      return Exit.OK;
    }
  }

  /** A step that is about one parked entry. */
  abstract static sealed class OfOne extends StepCommand {

    @Parameters(index = "0", paramLabel = "VIEW", description = "The view; see `daybook views`.")
    private String view = "";

    @Parameters(
        index = "1",
        paramLabel = "POSITION",
        description = "The entry's; see `daybook views parked`.")
    private long position;

    private final String command;

    OfOne(String command) {
      this.command = command;
    }

    @Override
    ObjectNode step(Client client) {
      requireParked(client);
      return Json.object()
          .put("command", command)
          .put("subject", "view/" + view)
          .put("position", position);
    }

    /** Nothing would come of it otherwise, and it would be recorded. */
    private void requireParked(Client client) {
      for (JsonNode parked : client.get("/views/parked", Map.of())) {
        if (parked.path("view").asText().equals(view)
            && parked.path("position").asLong() == position) {
          return;
        }
      }
      throw Failure.usage(
          "the view `%s` has parked nothing at position %d; `daybook views parked` lists what is parked"
              .formatted(view, position));
    }
  }

  /** Tries again. */
  @Command(
      name = "retry",
      description = {
        "Have a view take in an entry that it parked, and those that wait behind it. What it still",
        "cannot take in stays parked. It takes an admin's token, and is recorded."
      })
  static final class Retry extends OfOne {
    Retry() {
      super("RetryParked");
    }
  }

  /** Goes on without. */
  @Command(
      name = "skip",
      description = {
        "Have a view go on without an entry that it parked: its rows lack what that says, and those",
        "that wait behind it are taken in. It takes an admin's token, and is recorded."
      })
  static final class Skip extends OfOne {
    Skip() {
      super("SkipParked");
    }
  }
}

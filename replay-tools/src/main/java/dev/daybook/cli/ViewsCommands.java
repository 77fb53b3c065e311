package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook views …}: where the views stand, and deriving them anew. */
@Command(
    name = "views",
    description = {
      "Show where the views stand that answers are read from, and how their rebuilds do.",
      "With a subcommand, derive views anew while answers go on."
    },
    subcommands = {
      ViewsCommands.Rebuild.class,
      ViewsCommands.Pause.class,
      ViewsCommands.Resume.class,
      ParkedCommands.Parked.class,
      ParkedCommands.Retry.class,
      ParkedCommands.Skip.class
    })
final class ViewsCommands implements Callable<Integer> {

  private static final List<Table.Column> COLUMNS =
      List.of(
          Table.Column.at("view", "/name"),
          Table.Column.at("version", "/version"),
          Table.Column.at("position", "/position"),
          Table.Column.at("behind", "/behind"),
          Table.Column.at("parked", "/parked"),
          Table.Column.at("rebuild", "/rebuild/phase"),
          Table.Column.at("seconds left", "/rebuild/secondsLeft"),
          Table.Column.at("why", "/rebuild/why"));

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    output.list(Talk.of(spec), server.client().get("/views", Map.of()), COLUMNS);
    return Exit.OK;
  }

  /** Derives views anew. */
  @Command(
      name = "rebuild",
      description = {
        "Derive views anew beside those that answers are read from, and put them in their place"
            + " once both are the same.",
        "A rebuild that was interrupted goes on where it ended. It takes an admin's token.",
        "Ends with 1 where the ledger says otherwise than a view: that one stays as it is."
      })
  static final class Rebuild implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(250);

    @Parameters(paramLabel = "VIEW", arity = "0..*", description = "Which; see `daybook views`.")
    private List<String> views = new ArrayList<>();

    @Option(names = "--all", description = "All of them, several at once.")
    private boolean all;

    @Option(
        names = "--replace",
        description = "Put the new one in place even where it is different, and say where.")
    private boolean replace;

    @Option(names = "--no-wait", description = "Begin, and do not wait until it is over.")
    private boolean noWait;

    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private OutputOption output = new OutputOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
      if (all == !views.isEmpty()) {
        throw Failure.usage("name views, or say --all");
      }
      Client client = server.client();
      List<String> names = all ? names(client) : views;
      for (String view : names) {
        JsonNode _ =
            client
                .expectSuccess(
                    client.post(
                        "/views/" + view + "/rebuild",
                        Map.of("replace", Boolean.toString(replace)),
                        Json.object(),
                        null))
                .body();
        if (!noWait && !isDone(client, view)) {
          output.list(Talk.of(spec), client.get("/views", Map.of()), COLUMNS);
          return Exit.NO;
        }
      }
      output.list(Talk.of(spec), client.get("/views", Map.of()), COLUMNS);
      return Exit.OK;
    }

    private static List<String> names(Client client) {
      List<String> names = new ArrayList<>();
      client.get("/views", Map.of()).forEach(view -> names.add(view.path("name").asText()));
      return names;
    }

    /** Waits until it is over. */
    private boolean isDone(Client client, String view) throws InterruptedException {
      try (ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
        while (true) {
          JsonNode rebuild = rebuild(client, view);
          progress.at(rebuild.path("position").asLong(), rebuild.path("of").asLong());
          switch (rebuild.path("phase").asText()) {
            case "done" -> {
              return true;
            }
            case "different", "failed", "" -> {
              return false;
            }
            default -> Thread.sleep(LOOK);
          }
        }
      }
    }

    private static JsonNode rebuild(Client client, String view) {
      for (JsonNode each : client.get("/views", Map.of())) {
        if (each.path("name").asText().equals(view)) {
          return each.path("rebuild");
        }
      }
      return Json.object();
    }
  }

  /** Lets a rebuild rest. */
  @Command(name = "pause", description = "Let the rebuild of a view rest, until `resume`.")
  static final class Pause implements Callable<Integer> {

    @Parameters(paramLabel = "VIEW", description = "Which.")
    private String view = "";

    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private OutputOption output = new OutputOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return told(server, output, Talk.of(spec), view, "pause");
    }
  }

  /** Lets a rebuild go on. */
  @Command(name = "resume", description = "Let the rebuild of a view go on that rests.")
  static final class Resume implements Callable<Integer> {

    @Parameters(paramLabel = "VIEW", description = "Which.")
    private String view = "";

    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private OutputOption output = new OutputOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return told(server, output, Talk.of(spec), view, "resume");
    }
  }

  private static int told(
      ServerOptions server, OutputOption output, Talk talk, String view, String what) {
    Client client = server.client();
    output.one(
        talk,
        client
            .expectSuccess(
                client.post("/views/" + view + "/rebuild/" + what, Map.of(), Json.object(), null))
            .body());
    return Exit.OK;
  }
}

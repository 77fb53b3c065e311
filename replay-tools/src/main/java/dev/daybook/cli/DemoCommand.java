package dev.daybook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows Daybook at work on a sample mesh. */
@Command(
    name = "demo",
    description = {
      "Run a server with a sample mesh in it, and say what to look at next.",
      "Needs no configuration: an empty folder, or one an earlier demo left, is enough."
    })
final class DemoCommand implements Callable<Integer> {

  /** In a data folder that a demo may add to. */
  private static final String MARK = "this-is-a-demo";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:DAYBOOK_DATA:-data}",
      description =
          "Folder of the database and of admin.token. Default: DAYBOOK_DATA, else the folder data.")
  private Path data = Path.of("data");

  @Option(names = "--exit", description = "Stop when all is applied, instead of serving on.")
  private boolean exit;

  @Mixin private ServeOptions serve = new ServeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Talk talk = Talk.of(spec);
    mark();
    talk.say("starting a server; its data is in `%s`…".formatted(data));
    try (Serving serving = Serving.start(serve.settings(data))) {
      serving.announce(talk);
      Client client =
          new Client(serving.server().url(), Files.readString(serving.tokenFile()).strip());
      new Demo(client, talk, data).run();
      if (exit) {
        return Exit.OK;
      }
      talk.say("");
      talk.say("The server keeps running here; Ctrl-C stops it.");
      serving.awaitStop();
    }
    return Exit.OK;
  }

  /** A demo adds to nobody's real ledger. */
  private void mark() throws IOException {
    if (Files.isDirectory(data) && !Files.exists(data.resolve(MARK))) {
      try (Stream<Path> files = Files.list(data)) {
        if (files.findAny().isPresent()) {
          throw Failure.couldNot(
              "the folder `%s` holds something that is no demo; choose another with --data DIR"
                  .formatted(data));
        }
      }
    }
    Files.createDirectories(data);
    Files.writeString(
        data.resolve(MARK),
        "The ledger in this folder is a demo: delete the folder as you like.\n");
  }
}

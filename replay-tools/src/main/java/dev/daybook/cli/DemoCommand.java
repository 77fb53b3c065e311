package dev.daybook.cli;

import dev.daybook.store.DataFolder;
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

  @Option(names = "--exit", description = "Stop when all is applied, instead of serving on.")
  private boolean exit;

  @Mixin private LedgerOptions ledger = new LedgerOptions();
  @Mixin private ServeOptions serve = new ServeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Talk talk = Talk.of(spec);
    Path data = ledger.data();
    mark(data);
    talk.say("starting a server; its data is in `%s`…".formatted(data));
    try (Serving serving =
        Serving.start(serve.settings(data, ledger.ledger(System.getenv()), false))) {
      serving.announce(talk);
      Client client = new Client(serving.server().url(), token(serving));
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

  /**
   * The token this folder's own ledger began with; a demo adds to no ledger that began elsewhere.
   */
  private static String token(Serving serving) throws IOException {
    Path file =
        serving
            .tokenFile()
            .orElseThrow(
                () ->
                    Failure.couldNot(
                        "the ledger at DAYBOOK_JDBC_URL is not this demo's own, and a demo adds to"
                            + " nobody's real ledger; give it an empty database, or unset"
                            + " DAYBOOK_JDBC_URL"));
    return Files.readString(file).strip();
  }

  /** A demo adds to nobody's real ledger. */
  private static void mark(Path data) throws IOException {
    if (Files.isDirectory(data) && !Files.exists(data.resolve(MARK))) {
      try (Stream<Path> files = Files.list(data)) {
        if (files.findAny().isPresent()) {
          throw Failure.couldNot(
              "the folder `%s` holds something that is no demo; choose another with --data DIR"
                  .formatted(data));
        }
      }
    }
    DataFolder.make(data);
    Files.writeString(
        data.resolve(MARK),
        "The ledger in this folder is a demo: delete the folder as you like.\n");
  }
}

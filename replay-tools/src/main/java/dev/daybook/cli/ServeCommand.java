package dev.daybook.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a server until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Run a server until SIGTERM or Ctrl-C.",
      "Without configuration it keeps its own PostgreSQL in the data folder; with"
          + " DAYBOOK_JDBC_URL it uses that one."
    })
final class ServeCommand implements Callable<Integer> {

  @Mixin private LedgerOptions ledger = new LedgerOptions();
  @Mixin private ServeOptions serve = new ServeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try (Serving serving =
        Serving.start(serve.settings(ledger.data(), ledger.ledger(System.getenv()), true))) {
      serving.announce(Talk.of(spec));
      serving.awaitStop();
    }
    return Exit.OK;
  }
}

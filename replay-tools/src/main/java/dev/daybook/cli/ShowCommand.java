package dev.daybook.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One ledger entry as it was recorded. */
@Command(name = "show", description = "Show one ledger entry as it was recorded.")
final class ShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "POSITION", description = "Its place in the ledger, from 1.")
  private long position;

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (position < 1) {
      throw Failure.usage("positions begin at 1; seen `%d`".formatted(position));
    }
    Client client = server.client();
    Talk talk = Talk.of(spec);
    output.one(talk, client.get("/ledger/entries/" + position, asOf.query(client, talk)));
    return Exit.OK;
  }
}

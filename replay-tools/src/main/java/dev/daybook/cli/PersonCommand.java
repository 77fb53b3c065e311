package dev.daybook.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook person}: what the ledger knows of somebody it does not name. */
@Command(
    name = "person",
    description = {
      "Show what the ledger knows of a person: the surrogate id, what holds up an erasure, and how far one is.",
      "Example: daybook person ada@example.org"
    })
final class PersonCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "PERSON",
      description =
          "A mail address or name as documents have it, or an id such as per_1f0c9d2e3b4a5c6d.")
  private String person = "";

  @Option(
      names = "--certificate",
      description = "Show the certificate of the person's erasure, with its proof.")
  private boolean certificate;

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Client client = server.client();
    String path = "/persons/" + Persons.id(client, person);
    Talk talk = Talk.of(spec);
    Map<String, String> query = asOf.query(client, talk);
    output.one(talk, client.get(certificate ? path + "/certificate" : path, query));
    return Exit.OK;
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a decision came out as it did. */
@Command(
    name = "explain",
    description = "Show why a decision came out as it did: every rule asked, and what it saw.")
final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DECISION",
      description = "Its id, as `apply`, `get decisions` and refusals show it.")
  private String decision = "";

  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String id = decision.startsWith("decision/") ? decision.substring(9) : decision;
    Talk talk = Talk.of(spec);
    Client client = server.client();
    client.seeAllUntilNow(talk);
    JsonNode explained = client.get("/decisions/" + Client.encode(id), Map.of());
    if (output.form() == OutputOption.Form.TABLE) {
      Explanation.print(talk, explained);
    } else {
      output.one(talk, explained);
    }
    return Exit.OK;
  }
}

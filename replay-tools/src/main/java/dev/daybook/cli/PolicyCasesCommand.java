package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How the cases of a published policy come out on its server. */
@Command(
    name = "cases",
    description = {
      "Run the cases of a published policy on the server, and show how each comes out.",
      "Ends with 1 where one comes out otherwise than it expects. For files there is `policy test`."
    })
final class PolicyCasesCommand implements Callable<Integer> {

  private static final List<Table.Column> COLUMNS =
      List.of(
          Table.Column.at("outcome", "/outcome"),
          Table.Column.at("line", "/line"),
          Table.Column.at("case", "/name"),
          new Table.Column("problem", row -> problems(row.path("problems"))));

  @Parameters(
      paramLabel = "NAME[@VERSION]",
      description = "The policy; without a version the one in force, else the one published last.")
  private String policy = "";

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    int at = policy.lastIndexOf('@');
    Client client = server.client();
    Talk talk = Talk.of(spec);
    Map<String, String> query = asOf.query(client, talk);
    if (at > 0) {
      query.put("version", policy.substring(at + 1));
    }
    String name = PolicyCommands.name(at > 0 ? policy.substring(0, at) : policy);
    JsonNode ran = client.get("/policies/%s/cases".formatted(Client.encode(name)), query);
    if (output.form() == OutputOption.Form.TABLE && ran.path("cases") instanceof ArrayNode cases) {
      output.list(talk, cases, COLUMNS);
      talk.say(
          "%s %s: %d passed, %d failed; the cases look at %d of %d parts"
              .formatted(
                  ran.path("subject").asText(),
                  ran.path("version").asText(),
                  ran.path("passed").asInt(),
                  ran.path("failed").asInt(),
                  ran.path("parts").asInt() - ran.path("unseen").size(),
                  ran.path("parts").asInt()));
    } else {
      output.one(talk, ran);
    }
    return ran.path("failed").asInt() == 0 ? Exit.OK : Exit.NO;
  }

  private static String problems(JsonNode problems) {
    return problems.isEmpty() ? "-" : Table.text(problems.path(0).path("message"));
  }
}

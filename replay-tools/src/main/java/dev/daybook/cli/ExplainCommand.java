package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a decision came out as it did. */
@Command(
    name = "explain",
    description = {
      "Show why a decision came out as it did: every rule asked, and of each that did not pass the"
          + " value of every part.",
      "The server judges the decision again, on what it was judged on, and says whether it took"
          + " the very steps of then."
    })
final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DECISION",
      description = "Its id, as `apply`, `get decisions` and refusals show it.")
  private String decision = "";

  @Option(
      names = "--rule",
      paramLabel = "POLICY/RULE",
      description =
          "Only this rule, whether it passed or not. Rules that passed are for auditors, admins and"
              + " whoever asked for the decision.")
  private @Nullable String rule;

  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String id = decision.startsWith("decision/") ? decision.substring(9) : decision;
    Talk talk = Talk.of(spec);
    Client client = server.client();
    client.seeAllUntilNow(talk);
    String path = "/decisions/" + Client.encode(id);
    boolean asText = output.form() == OutputOption.Form.TABLE;
    if (rule != null) {
      JsonNode judgedAgain = client.get(path + "/explanation", Map.of("rule", rule));
      if (asText) {
        Explanation.printRule(talk, judgedAgain);
      } else {
        output.one(talk, judgedAgain);
      }
      return Exit.OK;
    }
    ObjectNode explained = (ObjectNode) client.get(path, Map.of());
    JsonNode judgedAgain = client.get(path + "/explanation", Map.of());
    if (asText) {
      Explanation.print(talk, explained, judgedAgain);
    } else {
      output.one(talk, explained.set("explanation", judgedAgain));
    }
    return Exit.OK;
  }
}

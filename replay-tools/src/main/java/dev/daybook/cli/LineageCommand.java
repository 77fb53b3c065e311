package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a product is made of and what is made of it. */
@Command(
    name = "lineage",
    description = {
      "Show what a data product is made of (<-) and what is made of it (->).",
      "A branch that several lead to is shown where it stands first."
    })
final class LineageCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The product, such as sales.customer-360.")
  private String name = "";

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "3",
      description = "Steps to go each way, 1 to 20. Default: 3.")
  private int depth = 3;

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (depth < 1) {
      throw Failure.usage("--depth is 1 or more; seen `%d`".formatted(depth));
    }
    String path = GetCommands.product(name) + "/lineage";
    Client client = server.client();
    Talk talk = Talk.of(spec);
    Map<String, String> query = asOf.query(client, talk);
    query.put("depth", Integer.toString(depth));
    JsonNode lineage = client.get(path, query);
    if (output.form() == OutputOption.Form.TABLE) {
      Table.print(talk.data(), LineageTree.of(lineage));
      talk.data().flush();
    } else {
      output.one(talk, lineage);
    }
    if (lineage.path("truncated").asBoolean()) {
      talk.say("there is more than one answer holds; ask with a smaller --depth");
    }
    return Exit.OK;
  }
}

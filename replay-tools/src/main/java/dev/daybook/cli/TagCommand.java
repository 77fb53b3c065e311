package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names for moments of the ledger. */
@Command(
    name = "tag",
    description = {
      "Give a moment of the ledger a name, which --as-of takes everywhere; without NAME, list tags.",
      "A tag never moves. Example:",
      "daybook tag quarter-2026Q1 --as-of 2026-03-31 --zone Europe/Berlin -m \"books are closed\""
    })
final class TagCommand extends StepCommand {

  /** More tags than anybody remembers. */
  private static final int MAX_TAGS = 10_000;

  static final List<Table.Column> COLUMNS =
      List.of(
          Table.Column.at("tag", "/name"),
          Table.Column.at("position", "/position"),
          Table.Column.at("recorded", "/recordedAt"),
          Table.Column.at("set", "/setAt"),
          Table.Column.at("by", "/setBy"),
          Table.Column.at("reason", "/reason"));

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The name: a letter, then letters, digits, dots, hyphens and underscores.")
  private @Nullable String name;

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (name != null) {
      return super.call();
    }
    Client client = client();
    Talk talk = Talk.of(spec);
    ArrayNode tags = client.list("/tags", asOf.query(client, talk), MAX_TAGS);
    Table.print(talk.data(), tags, COLUMNS);
    talk.data().flush();
    return Exit.OK;
  }

  @Override
  ObjectNode step(Client client) {
    String bare = String.valueOf(name);
    return Json.object()
        .put("command", "TagMoment")
        .put("subject", bare.startsWith("tag/") ? bare : "tag/" + bare)
        .put(
            "position",
            client
                .get("/ledger/moment", asOf.query(client, Talk.of(spec)))
                .path("position")
                .asLong());
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What became of each version of a policy. */
@Command(
    name = "versions",
    description = {
      "Show a policy's versions, those published last first: who published and approved each, and",
      "when it was in force."
    })
final class PolicyVersionsCommand implements Callable<Integer> {

  /** More versions than any policy has. */
  private static final int MAX_VERSIONS = 10_000;

  private static final List<Table.Column> COLUMNS =
      List.of(
          Table.Column.at("version", "/version"),
          Table.Column.at("published", "/publishedAt"),
          new Table.Column("by", row -> named(row, "publishedBy")),
          new Table.Column("approved by", row -> named(row, "approvedBy")),
          new Table.Column("in force at", row -> positions(row.path("inForce"))),
          Table.Column.at("sha256", "/sha256"));

  @Parameters(paramLabel = "NAME", description = "The policy, such as pii-handling.")
  private String policy = "";

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Client client = server.client();
    Talk talk = Talk.of(spec);
    Map<String, String> query = asOf.query(client, talk);
    String path = "/policies/%s/versions".formatted(Client.encode(PolicyCommands.name(policy)));
    output.list(talk, client.list(path, query, MAX_VERSIONS), COLUMNS);
    return Exit.OK;
  }

  /** By name; by id where nobody knows it. */
  private static String named(JsonNode row, String who) {
    JsonNode name = row.path(who + "Name");
    return Table.text(name.isTextual() ? name : row.path(who));
  }

  /** From which position to which, {@code 42 to 57}; the last may go on. */
  private static String positions(JsonNode terms) {
    List<String> told = new ArrayList<>();
    for (JsonNode term : terms) {
      JsonNode until = term.path("untilPosition");
      told.add(
          until.isNumber()
              ? "%d to %d".formatted(term.path("fromPosition").asLong(), until.asLong())
              : "since %d".formatted(term.path("fromPosition").asLong()));
    }
    return told.isEmpty() ? "-" : String.join(", ", told);
  }
}

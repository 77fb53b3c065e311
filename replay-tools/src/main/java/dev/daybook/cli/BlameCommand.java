package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook blame}: which entries made what views hold. */
@Command(
    name = "blame",
    description = {
      "Show of each value that is known of something which entry made it what it is: without that"
          + " entry it would be another.",
      "A position in brackets is of an entry that says the same again.",
      "It is derived from the ledger, for every table of the views."
    })
final class BlameCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description =
          "domain, team, product, contract, policy, params, ceiling, waiver, slo, posture, tag,"
              + " decision, or rule for what is counted of its answers; actor for auditors.")
  private String kind = "";

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "Its name: sales.customer-360, sales.customer-360/freshness of an objective.")
  private String name = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "FIELD",
      description =
          "Only this one, or what is inside of it: owner, spec, spec/outputPorts. Default: all.")
  private @Nullable String field;

  @Option(
      names = "--table",
      paramLabel = "T",
      description =
          "Only in this table of the views, such as slo_measurement. Default: those that say what"
              + " is, not what happened.")
  private @Nullable String table;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most values. Default: 1000.")
  private int limit = 1000;

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("row", BlameCommand::row),
          Table.Column.at("field", "/field"),
          Table.Column.at("value", "/value"),
          new Table.Column("position", BlameCommand::position),
          new Table.Column(
              "recorded",
              cell -> cell.at("/by/recordedAt").asText("-").replaceAll("(\\.\\d{3})\\d+Z$", "$1Z")),
          new Table.Column("by", BlameCommand::by),
          new Table.Column("what", cell -> cell.at("/by/type").asText("no entry set it")),
          Table.Column.at("reason", "/by/reason"));

  @Override
  public Integer call() {
    if (limit < 1) {
      throw Failure.usage("--limit is 1 or more; seen `%d`".formatted(limit));
    }
    Client client = server.client();
    Talk talk = Talk.of(spec);
    Map<String, String> query = asOf.query(client, talk);
    query.put("subject", kind + "/" + name);
    if (field != null) {
      query.put("field", field);
    }
    if (table != null) {
      query.put("table", table);
    }
    query.put("limit", Integer.toString(Math.min(limit, Client.MAX_PAGE)));
    output.list(talk, client.list("/blame", query, limit), COLUMNS);
    return Exit.OK;
  }

  private static String row(JsonNode cell) {
    String part = cell.path("part").asText();
    return cell.path("table").asText() + (part.isEmpty() ? "" : " " + Table.harmless(part));
  }

  private static String position(JsonNode cell) {
    JsonNode position = cell.at("/by/position");
    if (position.isMissingNode()) {
      return "-";
    }
    List<String> again = new ArrayList<>();
    cell.path("again").forEach(each -> again.add(each.asText()));
    return position.asText() + (again.isEmpty() ? "" : " (%s)".formatted(String.join(", ", again)));
  }

  private static String by(JsonNode cell) {
    JsonNode name = cell.at("/by/actorName");
    return Table.text(name.isMissingNode() ? cell.at("/by/actor") : name);
  }
}

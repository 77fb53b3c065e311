package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.daybook.replay.verify.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code daybook replay}: views derived from the ledger alone, held against what is served. */
@Command(
    name = "replay",
    description = {
      "Derive views from the ledger alone, and compare them row by row with those that answers are"
          + " read from.",
      "Tells the first difference of each table. Asks a server, which takes an auditor's token, or"
          + " reads a stopped one's data folder without one. Nothing that answers are read from"
          + " changes.",
      "Ends with 0 only if all of it is the same."
    })
final class ReplayCommand implements Callable<Integer> {

  @Option(
      names = "--view",
      paramLabel = "V",
      description = "Only this view; may be given again. Default: all, see `daybook views`.")
  private List<String> views = new ArrayList<>();

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private LedgerPlace place = new LedgerPlace();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  private static final List<Table.Column> COLUMNS =
      List.of(
          Table.Column.at("view", "/view"),
          Table.Column.at("as of", "/position"),
          new Table.Column("rows", replayed -> Long.toString(sum(replayed, "rows"))),
          new Table.Column(
              "different",
              replayed -> Long.toString(sum(replayed, "notDerived") + sum(replayed, "notServed"))),
          Table.Column.at("seconds", "/seconds"),
          new Table.Column("first difference", ReplayCommand::first));

  @Override
  public Integer call() {
    Talk talk = Talk.of(spec);
    ArrayNode all;
    try (ProgressLine progress = ProgressLine.on(talk)) {
      all =
          place.isFolder()
              ? StandingHere.replayed(place, views, asOf.moment(), talk, progress)
              : asked(talk, progress);
    }
    output.list(talk, all, COLUMNS);
    for (JsonNode replayed : all) {
      if (!replayed.path("same").asBoolean()) {
        return Exit.NO;
      }
    }
    return Exit.OK;
  }

  private ArrayNode asked(Talk talk, Progress progress) {
    Client client = place.server().client();
    Map<String, String> query = asOf.query(client, talk);
    ArrayNode all = Json.array();
    List<String> names = names(client);
    for (String view : names) {
      all.add(
          client
              .expectSuccess(client.post("/views/" + view + "/replay", query, Json.object(), null))
              .body());
      progress.at(all.size(), names.size());
    }
    return all;
  }

  private List<String> names(Client client) {
    if (!views.isEmpty()) {
      return views;
    }
    List<String> names = new ArrayList<>();
    client.get("/views", Map.of()).forEach(view -> names.add(view.path("name").asText()));
    return names;
  }

  private static long sum(JsonNode replayed, String count) {
    long sum = 0;
    for (JsonNode table : replayed.path("tables")) {
      sum += table.path(count).asLong();
    }
    return sum;
  }

  private static String first(JsonNode replayed) {
    for (JsonNode table : replayed.path("tables")) {
      JsonNode first = table.path("first");
      if (!first.isMissingNode()) {
        return "position %d, %s: %s is served as %s, and follows as %s"
            .formatted(
                first.path("position").asLong(),
                table.path("table").asText(),
                first.path("key").asText(),
                row(first.path("served")),
                row(first.path("derived")));
      }
    }
    return "-";
  }

  private static String row(JsonNode row) {
    return row.isMissingNode() ? "nothing" : Json.line(row);
  }
}

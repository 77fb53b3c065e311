package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Which rules fire, and which never do; which fields of documents no rule reads. */
@Command(
    name = "coverage",
    description = {
      "Show how often each rule passed, failed, was waived or unjudged in recorded decisions, and",
      "which rules in force were never asked, never broken, always unjudged, or are shadowed.",
      "With --fields, show which fields of documents no rule in force reads."
    })
final class CoverageCommand implements Callable<Integer> {

  /** More rules than any mesh has. */
  private static final int MAX_RULES = 100_000;

  private static final List<Table.Column> COLUMNS =
      List.of(
          Table.Column.at("rule", "/rule"),
          Table.Column.at("asked", "/asked"),
          Table.Column.at("passed", "/passed"),
          Table.Column.at("failed", "/failed"),
          Table.Column.at("waived", "/waived"),
          Table.Column.at("unjudged", "/unjudged"),
          Table.Column.at("remarks", "/remarks"),
          Table.Column.at("shadowed by", "/shadowedBy"));

  private static final List<Table.Column> FIELDS =
      List.of(
          Table.Column.at("field", "/field"),
          Table.Column.at("holds", "/holds"),
          Table.Column.at("fields in it", "/beneath"));

  @Parameters(
      arity = "0..1",
      paramLabel = "POLICY",
      description = "Only rules of this policy, such as pii-handling.")
  private @Nullable String policy;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "The first day of the decisions to count (UTC). Default: the first there is.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "The last day of the decisions to count (UTC). Default: today.")
  private @Nullable String to;

  @Option(
      names = "--remark",
      paramLabel = "R",
      description = "Only rules that are never-asked, never-broken, always-unjudged or shadowed.")
  private @Nullable String remark;

  @Option(
      names = "--fields",
      description =
          "Instead of rules, the fields of documents that no rule in force reads; with POLICY, that"
              + " no rule of it reads.")
  private boolean fields;

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Client client = server.client();
    Talk talk = Talk.of(spec);
    Map<String, String> query = asOf.query(client, talk);
    put(query, "policy", policy == null ? null : PolicyCommands.name(policy));
    if (fields) {
      return fields(talk, client, query);
    }
    put(query, "from", from);
    put(query, "to", to);
    put(query, "remark", remark);
    output.list(talk, client.list("/coverage", query, MAX_RULES), COLUMNS);
    return Exit.OK;
  }

  private int fields(Talk talk, Client client, Map<String, String> query) {
    if (from != null || to != null || remark != null) {
      throw Failure.usage(
          "--fields is about policies and not about decisions; leave --from, --to and --remark out");
    }
    query.put("unread", "true");
    JsonNode read = client.get("/coverage/fields", query);
    if (output.form() == OutputOption.Form.TABLE) {
      output.list(talk, read.path("fields"), FIELDS);
      talk.say(
          "no rule reads %s of the %s fields documents can have"
              .formatted(read.path("unread").asText(), read.path("all").asText()));
      read.path("untold")
          .forEach(
              name ->
                  talk.say(
                      "`%s` does not compile, so what it reads is not told"
                          .formatted(name.asText())));
    } else {
      output.one(talk, read);
    }
    return Exit.OK;
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
    }
  }
}

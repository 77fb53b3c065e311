package dev.daybook.cli;

import java.util.LinkedHashMap;
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

/** Which rules fire, and which never do. */
@Command(
    name = "coverage",
    description = {
      "Show how often each rule passed, failed, was waived or unjudged in recorded decisions, and",
      "which rules in force were never asked, never broken, always unjudged, or are shadowed."
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

  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Client client = server.client();
    Talk talk = Talk.of(spec);
    client.seeAllUntilNow(talk);
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "policy", policy == null ? null : PolicyCommands.name(policy));
    put(query, "from", from);
    put(query, "to", to);
    put(query, "remark", remark);
    output.list(talk, client.list("/coverage", query, MAX_RULES), COLUMNS);
    return Exit.OK;
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
    }
  }
}

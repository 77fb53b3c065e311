package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that shows one thing by its name, or lists all of its kind. */
abstract sealed class Listing implements Callable<Integer>
    permits GetCommands.Products,
        GetCommands.Contracts,
        GetCommands.Policies,
        GetCommands.Params,
        GetCommands.Waivers,
        GetCommands.Decisions,
        GetCommands.Slos,
        GetCommands.Domains,
        GetCommands.Teams,
        GetCommands.Tags,
        CeilingCommands,
        LogCommand,
        PostureCommand {

  @Mixin private AsOfOption asOf = new AsOfOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most rows of a list. Default: 1000.")
  private int limit = 1000;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final String list;
  private final List<Table.Column> columns;

  /**
   * @param list where the list is, under {@code /api/v1}
   * @param columns what of it people are shown
   */
  Listing(String list, Table.Column... columns) {
    this.list = list;
    this.columns = List.of(columns);
  }

  /** Where one thing is, under {@code /api/v1}; null when a list is wanted. */
  @Nullable String one() {
    return null;
  }

  /** What of the list is wanted, as query parameters; null values are left out. */
  Map<String, @Nullable String> filters() {
    return Map.of();
  }

  /** What an answer takes, about one thing as about all of them; null values are left out. */
  Map<String, @Nullable String> clocks() {
    return Map.of();
  }

  /** What is worth a word beside the list, from its answer's headers. */
  Optional<String> remark(Client.Answer first) {
    return Optional.empty();
  }

  /** How one thing is shown to people. */
  void show(Talk talk, JsonNode thing) {
    Outline.print(talk.data(), thing);
    talk.data().flush();
  }

  /** Where the list is, under {@code /api/v1}. */
  String list() {
    return list;
  }

  /** Prints a list, in the form that was asked for. */
  void print(Talk talk, OutputOption form, JsonNode items) {
    form.list(talk, items, columns);
  }

  /** Most rows that are asked for. */
  int most(int asked) {
    return asked;
  }

  /** What it means that a list is empty: nothing to worry about, unless a command knows better. */
  int none(Talk talk) {
    return Exit.OK;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw Failure.usage("--limit is 1 or more; seen `%d`".formatted(limit));
    }
    Client client = server.client();
    Talk talk = Talk.of(spec);
    Map<String, String> query = asOf.query(client, talk);
    put(query, clocks());
    String path = one();
    if (path != null) {
      JsonNode thing = client.get(path, query);
      if (output.form() == OutputOption.Form.TABLE) {
        show(talk, thing);
      } else {
        output.one(talk, thing);
      }
      return Exit.OK;
    }
    put(query, filters());
    int most = most(limit);
    query.put("limit", Integer.toString(Math.min(most, Client.MAX_PAGE)));
    Client.Listed listed = client.listed(list(), query, most);
    print(talk, output, listed.items());
    remark(listed.first()).ifPresent(talk::say);
    return listed.items().isEmpty() ? none(talk) : Exit.OK;
  }

  private static void put(Map<String, String> query, Map<String, @Nullable String> more) {
    for (Map.Entry<String, @Nullable String> each : more.entrySet()) {
      String value = each.getValue();
      if (value != null) {
        query.put(each.getKey(), value);
      }
    }
  }

  /** A map that may hold absent values. */
  static Map<String, @Nullable String> map(@Nullable String... pairs) {
    Map<String, @Nullable String> map = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }
}

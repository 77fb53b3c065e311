package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.cli.posture.DiffForm;
import dev.daybook.hindsight.PostureDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook posture diff}: what rules say otherwise at another moment, and why. */
@Command(
    name = "diff",
    description = {
      "Show which rules say something else than they did at another moment, and what did it: the"
          + " product or contract, a policy, params, a waiver, time, what it is made of, its domain,"
          + " or that it was learned late.",
      "The reasons are tried out: the rules are judged again with one thing as it was."
    })
final class PostureDiffCommand implements Callable<Integer> {

  /** The forms it can be printed in. */
  enum Form {
    TEXT,
    JSON,
    YAML,
    MARKDOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description =
          "The moment to compare with, written as for --as-of: 2026-03-31, a tag, HEAD~9.")
  private String from = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TO",
      description = "The other moment. Default: now.")
  private @Nullable String to;

  @Option(
      names = "--zone",
      paramLabel = "Z",
      description = "Where a day of FROM or TO ends, such as Europe/Berlin. Default: UTC.")
  private @Nullable String zone;

  @Option(
      names = "--subject",
      paramLabel = "S",
      description = "Only of this one, such as product/sales.customer-360.")
  private @Nullable String subject;

  @Option(names = "--domain", paramLabel = "D", description = "Only in this domain.")
  private @Nullable String domain;

  @Option(
      names = "--policy",
      paramLabel = "P",
      description = "Only of this policy, or of one rule of it: policy/rule.")
  private @Nullable String policy;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most rules. Default: 1000.")
  private int limit = 1000;

  @Option(
      names = "--exit-code",
      description = "End with 1 where a rule says otherwise, as `git diff --exit-code` does.")
  private boolean exitCode;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text (default), json, yaml or markdown.")
  private Form form = Form.TEXT;

  @Mixin private ServerOptions server = new ServerOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (limit < 1) {
      throw Failure.usage("--limit is 1 or more; seen `%d`".formatted(limit));
    }
    Client client = server.client();
    Talk talk = Talk.of(spec);
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "from", from);
    put(query, "asOf", to);
    put(query, "zone", zone);
    put(query, "subject", subject);
    put(query, "domain", domain);
    put(query, "policy", policy);
    query.put("limit", Integer.toString(Math.min(limit, Client.MAX_PAGE)));
    JsonNode listed = client.list("/posture/diff", query, limit);
    switch (form) {
      case TEXT -> talk.data().print(DiffForm.text(differences(listed)));
      case MARKDOWN -> talk.data().print(DiffForm.markdown(differences(listed)));
      case JSON -> talk.data().println(Json.pretty(listed));
      case YAML -> talk.data().print(Yaml.of(listed));
    }
    talk.data().flush();
    return exitCode && !listed.isEmpty() ? Exit.NO : Exit.OK;
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
    }
  }

  private static List<PostureDifference> differences(JsonNode listed) {
    List<PostureDifference> differences = new ArrayList<>();
    listed.forEach(each -> differences.add(Json.value(each, PostureDifference.class)));
    return differences;
  }
}

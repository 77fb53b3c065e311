package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook get …}: what the ledger's views show, now or as of any moment. */
@Command(
    name = "get",
    description =
        "Show products, contracts, policies, params, waivers, decisions, SLOs, domains, teams, tags,"
            + " lineage.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      GetCommands.Products.class,
      GetCommands.Contracts.class,
      GetCommands.Policies.class,
      GetCommands.Params.class,
      GetCommands.Waivers.class,
      GetCommands.Decisions.class,
      GetCommands.Slos.class,
      GetCommands.Domains.class,
      GetCommands.Teams.class,
      GetCommands.Tags.class,
      LineageCommand.class
    })
final class GetCommands implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw Daybook.missingSubcommand(spec);
  }

  /** The catalog. */
  @Command(name = "products", aliases = "product", description = "Show data products.")
  static final class Products extends Listing {

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "Show this one, such as sales.customer-360.")
    private @Nullable String name;

    @Option(names = "--domain", paramLabel = "D", description = "Only of this domain.")
    private @Nullable String domain;

    @Option(names = "--tier", paramLabel = "T", description = "Only gold, silver or bronze.")
    private @Nullable String tier;

    @Option(names = "--owner", paramLabel = "WHO", description = "Only of this owner.")
    private @Nullable String owner;

    @Option(
        names = "--lifecycle",
        paramLabel = "L",
        description = "Only active, deprecated or retired. Default: all but retired.")
    private @Nullable String lifecycle;

    Products() {
      super(
          "/data-products",
          new Table.Column(
              "product", row -> row.path("domain").asText() + "." + row.path("name").asText()),
          Table.Column.at("version", "/version"),
          Table.Column.at("tier", "/tier"),
          Table.Column.at("owner", "/owner"),
          Table.Column.at("slo", "/slo_status"),
          Table.Column.at("lifecycle", "/lifecycle"),
          Table.Column.at("ports", "/output_ports"));
    }

    @Override
    @Nullable String one() {
      if (name == null) {
        return null;
      }
      return product(name);
    }

    @Override
    Map<String, @Nullable String> filters() {
      return map("domain", domain, "tier", tier, "owner", owner, "lifecycle", lifecycle);
    }
  }

  /** Contracts and their versions. */
  @Command(name = "contracts", aliases = "contract", description = "Show data contracts.")
  static final class Contracts extends Listing {

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "Show this one, such as sales.customer-transactions-contract.")
    private @Nullable String name;

    @Option(names = "--version", paramLabel = "V", description = "This version of it.")
    private @Nullable String version;

    @Option(names = "--domain", paramLabel = "D", description = "Only of this domain.")
    private @Nullable String domain;

    @Option(
        names = "--status",
        paramLabel = "S",
        description = "Only draft, proposed, active, deprecated, retired or withdrawn.")
    private @Nullable String status;

    @Option(
        names = "--product",
        paramLabel = "P",
        description = "Only about this product, such as sales.customer-360.")
    private @Nullable String product;

    Contracts() {
      super(
          "/contracts",
          new Table.Column("contract", row -> bare(row.path("subject").asText(), "contract/")),
          Table.Column.at("version", "/version"),
          Table.Column.at("status", "/status"),
          Table.Column.at("owner", "/owner"),
          Table.Column.at("product", "/product"),
          Table.Column.at("consumers", "/consumers"));
    }

    @Override
    @Nullable String one() {
      if (name == null) {
        return null;
      }
      String path = "/contracts/" + Client.encode(bare(name, "contract/"));
      return version == null ? path : path + "/versions/" + Client.encode(version);
    }

    @Override
    Map<String, @Nullable String> filters() {
      return map(
          "domain",
          domain,
          "status",
          status,
          "product",
          product == null ? null : "product/" + bare(product, "product/"));
    }
  }

  /** Params documents. */
  @Command(name = "params", description = "Show the params documents policies are judged with.")
  static final class Params extends Listing {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Show this one.")
    private @Nullable String name;

    @Option(names = "--state", paramLabel = "S", description = "Only active or withdrawn.")
    private @Nullable String state;

    Params() {
      super(
          "/params",
          Table.Column.at("params", "/name"),
          Table.Column.at("state", "/state"),
          Table.Column.at("version", "/version"),
          Table.Column.at("domains", "/domains"),
          Table.Column.at("title", "/title"));
    }

    @Override
    @Nullable String one() {
      return name == null ? null : "/params/" + Client.encode(bare(name, "params/"));
    }

    @Override
    Map<String, @Nullable String> filters() {
      return map("state", state);
    }
  }

  /** Waivers. */
  @Command(
      name = "waivers",
      aliases = "waiver",
      description = "Show waivers: which rules do not stop whom, until when.")
  static final class Waivers extends Listing {

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "Show this one, with its renewals.")
    private @Nullable String name;

    @Option(names = "--subject", paramLabel = "S", description = "Only for this subject.")
    private @Nullable String subject;

    @Option(
        names = "--policy",
        paramLabel = "P[/RULE]",
        description = "Only of this policy, or those that cover this rule.")
    private @Nullable String policy;

    @Option(
        names = "--status",
        paramLabel = "S",
        description =
            "Only requested (renewals that wait included), approved, rejected, revoked, expired or"
                + " emergency-unreviewed.")
    private @Nullable String status;

    Waivers() {
      super(
          "/waivers",
          Table.Column.at("waiver", "/name"),
          Table.Column.at("status", "/status"),
          Table.Column.at("for", "/covers"),
          new Table.Column(
              "waives",
              row ->
                  row.path("policy").asText()
                      + (row.hasNonNull("rule") ? "/" + row.path("rule").asText() : "")),
          Table.Column.at("until", "/expiresAt"),
          Table.Column.at("owner", "/owner"),
          Table.Column.at("ticket", "/ticket"));
    }

    @Override
    @Nullable String one() {
      return name == null ? null : "/waivers/" + Client.encode(bare(name, "waiver/"));
    }

    @Override
    Map<String, @Nullable String> filters() {
      return map("subject", subject, "policy", policy, "status", status);
    }
  }

  /** Policies. */
  @Command(name = "policies", aliases = "policy", description = "Show policies.")
  static final class Policies extends Listing {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Show this one.")
    private @Nullable String name;

    @Option(
        names = "--state",
        paramLabel = "S",
        description = "Only active, published or withdrawn.")
    private @Nullable String state;

    @Option(
        names = "--pending",
        description = "Only those of which a version waits for a second person's approval.")
    private boolean pending;

    Policies() {
      super(
          "/policies",
          Table.Column.at("policy", "/name"),
          Table.Column.at("state", "/state"),
          Table.Column.at("version", "/activeVersion"),
          Table.Column.at("pending", "/pendingVersion"),
          Table.Column.at("enforcement", "/enforcement"),
          Table.Column.at("domains", "/domains"),
          Table.Column.at("title", "/title"));
    }

    @Override
    @Nullable String one() {
      return name == null ? null : "/policies/" + Client.encode(bare(name, "policy/"));
    }

    @Override
    Map<String, @Nullable String> filters() {
      return map("state", state, "pending", pending ? "true" : null);
    }

    @Override
    Optional<String> remark(Client.Answer first) {
      return first.header("Daybook-Policy-Set").map(digest -> "in force: set " + digest);
    }
  }

  /** Decisions. */
  @Command(name = "decisions", aliases = "decision", description = "Show decisions, newest first.")
  static final class Decisions extends Listing {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Show this one.")
    private @Nullable String id;

    @Option(names = "--subject", paramLabel = "S", description = "Only about this subject.")
    private @Nullable String subject;

    @Option(names = "--domain", paramLabel = "D", description = "Only in this domain.")
    private @Nullable String domain;

    @Option(names = "--outcome", paramLabel = "O", description = "Only accepted or denied.")
    private @Nullable String outcome;

    @Option(
        names = "--rule",
        paramLabel = "R",
        description = "Only with a finding of this rule, policy/rule.")
    private @Nullable String rule;

    @Option(
        names = "--would-deny",
        description = "Only those accepted because a ceiling caps what denies them.")
    private boolean wouldDeny;

    @Option(
        names = "--waiver",
        paramLabel = "W",
        description = "Only those with a finding that this waiver covers.")
    private @Nullable String waiver;

    Decisions() {
      super(
          "/decisions",
          Table.Column.at("position", "/position"),
          Table.Column.at("outcome", "/outcome"),
          Table.Column.at("command", "/command"),
          Table.Column.at("subject", "/subject"),
          Table.Column.at("findings", "/findings"),
          Table.Column.at("by", "/actorName"),
          Table.Column.at("decision", "/id"));
    }

    @Override
    @Nullable String one() {
      return id == null ? null : "/decisions/" + Client.encode(bare(id, "decision/"));
    }

    @Override
    Map<String, @Nullable String> filters() {
      return map(
          "subject",
          subject,
          "domain",
          domain,
          "outcome",
          outcome,
          "rule",
          rule,
          "wouldDeny",
          wouldDeny ? "true" : null,
          "waiver",
          waiver == null ? null : "waiver/" + bare(waiver, "waiver/"));
    }

    @Override
    void show(Talk talk, JsonNode thing) {
      Explanation.print(talk, thing, MissingNode.getInstance());
    }
  }

  /** Promises and how they stand. */
  @Command(name = "slos", aliases = "slo", description = "Show service level objectives.")
  static final class Slos extends Listing {

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "Show this one, such as sales.customer-360/freshness.")
    private @Nullable String name;

    @Option(names = "--status", paramLabel = "S", description = "Only met, breached or unknown.")
    private @Nullable String status;

    @Option(
        names = "--promised-by",
        paramLabel = "SUBJECT",
        description = "Only of this product or contract, such as product/sales.customer-360.")
    private @Nullable String promisedBy;

    @Option(
        names = "--effective-at",
        paramLabel = "WHEN",
        description = {
          "Show what was true then by the clocks of those who measured, as far as it is known",
          "as of --as-of; written as that is. What was learned later says when."
        })
    private @Nullable String effectiveAt;

    private static final List<Table.Column> COLUMNS =
        List.of(
            new Table.Column("slo", row -> bare(row.path("subject").asText(), "slo/")),
            Table.Column.at("target", "/target"),
            Table.Column.at("status", "/status"),
            new Table.Column("value", row -> Measure.text(row.path("value"), row.path("unit"))),
            Table.Column.at("measured", "/measuredAt"));

    /** With when each was learned, where that was later than the time asked about. */
    private static final List<Table.Column> WITH_LEARNED =
        Stream.concat(COLUMNS.stream(), Stream.of(Table.Column.at("learned only", "/learnedAt")))
            .toList();

    Slos() {
      super("/slos", COLUMNS.toArray(Table.Column[]::new));
    }

    @Override
    Map<String, @Nullable String> clocks() {
      return map("effectiveAt", effectiveAt);
    }

    @Override
    void print(Talk talk, OutputOption form, JsonNode items) {
      if (effectiveAt == null) {
        super.print(talk, form, items);
      } else {
        form.list(talk, items, WITH_LEARNED);
      }
    }

    @Override
    void show(Talk talk, JsonNode thing) {
      super.show(talk, thing);
      JsonNode learned = thing.at("/slo/learnedAt");
      if (!learned.isMissingNode()) {
        talk.say(
            "what is told of that time was learned only on %s; until then it was not known"
                .formatted(learned.asText()));
      }
    }

    @Override
    @Nullable String one() {
      if (name == null) {
        return null;
      }
      if (name.indexOf('/') < 0) {
        throw Failure.usage(
            "an objective has the name of what promises it and its own, such as"
                + " sales.customer-360/freshness; seen `%s`".formatted(name));
      }
      return "/slos/" + Client.encode(bare(name, "slo/")).replace("%2F", "/");
    }

    @Override
    Map<String, @Nullable String> filters() {
      return map("status", status, "promisedBy", promisedBy);
    }
  }

  /** Domains. */
  @Command(name = "domains", aliases = "domain", description = "Show domains.")
  static final class Domains extends Listing {

    Domains() {
      super(
          "/domains",
          Table.Column.at("domain", "/name"),
          Table.Column.at("owner", "/owner"),
          Table.Column.at("description", "/description"));
    }
  }

  /** Teams. */
  @Command(name = "teams", aliases = "team", description = "Show teams.")
  static final class Teams extends Listing {

    Teams() {
      super(
          "/teams",
          Table.Column.at("team", "/name"),
          Table.Column.at("domains", "/domains"),
          Table.Column.at("channel", "/channel"),
          Table.Column.at("mail", "/mail"));
    }
  }

  /** Names for moments. */
  @Command(name = "tags", aliases = "tag", description = "Show tags: names for moments.")
  static final class Tags extends Listing {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Show this one.")
    private @Nullable String name;

    Tags() {
      super("/tags", TagCommand.COLUMNS.toArray(Table.Column[]::new));
    }

    @Override
    @Nullable String one() {
      return name == null ? null : "/tags/" + Client.encode(bare(name, "tag/"));
    }
  }

  /** Where a product is, under {@code /api/v1}. */
  static String product(String name) {
    String bare = bare(name, "product/");
    int dot = bare.indexOf('.');
    if (dot < 1 || dot == bare.length() - 1) {
      throw Failure.usage(
          "a product is named with its domain, such as sales.customer-360; seen `%s`"
              .formatted(name));
    }
    return "/data-products/%s/%s"
        .formatted(Client.encode(bare.substring(0, dot)), Client.encode(bare.substring(dot + 1)));
  }

  /** A name without the kind it may be written with. */
  private static String bare(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.cli.posture.PolicyReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the rules in force say of what stands. */
@Command(
    name = "posture",
    subcommands = PostureDiffCommand.class,
    description = {
      "Show what the policies in force say of what stands: rules that do not pass.",
      "With --status, --report or --by, those that pass as well."
    })
final class PostureCommand extends Listing {

  private static final List<String> NOT_PASSING = List.of("fail", "waived", "unjudged");

  @Parameters(
      arity = "0..1",
      paramLabel = "SUBJECT",
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
      names = "--status",
      paramLabel = "S",
      description = "Only pass, fail, waived or unjudged; several with commas between.")
  private @Nullable String status;

  @Option(
      names = "--control",
      paramLabel = "ID",
      description = "Only of policies that serve this control, such as GDPR-Art-32.")
  private @Nullable String control;

  @Option(
      names = "--by",
      paramLabel = "KEY",
      description = "Count instead, by domain, policy, rule, control or subject.")
  private @Nullable String by;

  /** Reports of other tools. */
  enum Report {
    OPENREPORTS,
    POLICYREPORT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--report",
      paramLabel = "FORM",
      description = {
        "Print it as a report that other tools read, in YAML or with -o json:",
        "openreports (openreports.io/v1alpha1) or policyreport (wgpolicyk8s.io/v1alpha2)."
      })
  private @Nullable Report report;

  private static final List<Table.Column> COUNTS =
      List.of(
          Table.Column.at("key", "/key"),
          Table.Column.at("pass", "/pass"),
          Table.Column.at("fail", "/fail"),
          Table.Column.at("waived", "/waived"),
          Table.Column.at("unjudged", "/unjudged"),
          Table.Column.at("subjects", "/subjects"));

  private static final List<Table.Column> RULES =
      List.of(
          Table.Column.at("subject", "/subject"),
          Table.Column.at("rule", "/rule"),
          Table.Column.at("status", "/status"),
          Table.Column.at("since", "/since"),
          Table.Column.at("cause", "/cause"),
          Table.Column.at("at", "/causedBy"));

  /** Where something is broken by a floor alone, which. */
  private static final List<Table.Column> WITH_FLOOR =
      Stream.concat(RULES.stream(), Stream.of(Table.Column.at("only by floor", "/floor"))).toList();

  PostureCommand() {
    super("/posture", RULES.toArray(Table.Column[]::new));
  }

  @Override
  String list() {
    if (by != null && report != null) {
      throw Failure.usage("--by counts and --report lists; give one of them");
    }
    return by == null ? super.list() : super.list() + "/counts";
  }

  @Override
  Map<String, @Nullable String> filters() {
    boolean all = status != null || by != null || report != null;
    return map(
        "subject",
        subject,
        "domain",
        domain,
        "policy",
        policy,
        "status",
        all ? status : String.join(",", NOT_PASSING),
        "control",
        control,
        "by",
        by);
  }

  /** A report that leaves something out says something else. */
  @Override
  int most(int asked) {
    return report == null ? asked : Integer.MAX_VALUE;
  }

  @Override
  void print(Talk talk, OutputOption form, JsonNode items) {
    if (report != null) {
      JsonNode whole =
          switch (report) {
            case OPENREPORTS -> PolicyReport.openReports(items);
            case POLICYREPORT -> PolicyReport.kubernetes(items);
          };
      form.one(talk, whole, OutputOption.Form.YAML);
    } else if (by != null) {
      form.list(talk, items, COUNTS);
    } else if (items.findValue("floor") != null) {
      form.list(talk, items, WITH_FLOOR);
    } else {
      super.print(talk, form, items);
    }
  }
}

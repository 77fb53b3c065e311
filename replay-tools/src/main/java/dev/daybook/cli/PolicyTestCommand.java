package dev.daybook.cli;

import dev.daybook.cli.policytest.JUnitForm;
import dev.daybook.cli.policytest.Report;
import dev.daybook.cli.policytest.TextForm;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Skipped;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.rules.CompiledPolicy;
import dev.daybook.rules.FieldCoverage;
import dev.daybook.rules.PolicyProblems;
import dev.daybook.rules.PolicyTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs policies' own cases, as a publisher's CI does before it publishes them. */
@Command(
    name = "test",
    description = {
      "Run the cases of policy documents, and show what of the policies they look at.",
      "No server is needed. Ends with 1 where a case comes out otherwise than it expects."
    })
final class PolicyTestCommand implements Callable<Integer> {

  /** How the report is printed. */
  enum Form {
    TEXT,
    JSON,
    YAML,
    JUNIT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Policy documents, or folders of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = {"-c", "--coverage"},
      description =
          "Show which parts of the policies no case looks at, and which fields of documents no rule"
              + " of theirs reads.")
  private boolean coverage;

  @Option(
      names = "--threshold",
      paramLabel = "PERCENT",
      description = "End with 1 where the cases look at less than this, 0 to 100.")
  private @Nullable Double threshold;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text (default), json, yaml or junit.")
  private Form form = Form.TEXT;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (threshold != null && !(threshold >= 0 && threshold <= 100)) {
      throw Failure.usage("--threshold is 0 to 100; seen `%s`".formatted(threshold));
    }
    Report report = report();
    Talk talk = Talk.of(spec);
    print(talk.data(), report);
    talk.say(report.summary());
    boolean covered = threshold == null || report.coverage() >= threshold;
    if (coverage || threshold != null) {
      talk.say(
          String.format(
              Locale.ROOT,
              "the cases look at %.1f %%%s",
              report.coverage(),
              covered ? "" : "; wanted are %s %%".formatted(threshold)));
    }
    if (report.broken()) {
      return Exit.USAGE;
    }
    return report.passed() && covered ? Exit.OK : Exit.NO;
  }

  private Report report() throws IOException {
    DocumentSources sources = DocumentSources.read(paths);
    List<Report.Tested> tested = new ArrayList<>();
    List<CompiledPolicy> compiled = new ArrayList<>();
    int skipped = sources.skipped().size();
    for (DocumentSources.Located located : sources.documents()) {
      switch (located.document()) {
        case Readable readable when readable.command() instanceof PublishPolicy publish ->
            tested.add(tested(located.file(), readable, publish.subject().path(), compiled));
        case Unreadable unreadable ->
            tested.add(
                new Report.Tested(
                    located.file(), null, null, PolicyProblems.of(unreadable), List.of(), null));
        case Readable _, Skipped _ -> skipped++;
      }
    }
    if (tested.isEmpty()) {
      throw Failure.usage(
          "there is no policy in %s: a policy says `kind: Policy`".formatted(paths));
    }
    return new Report(tested, skipped, coverage ? fields(compiled) : null);
  }

  /** Of the documents that some of the policies are asked of. */
  private static Report.Fields fields(List<CompiledPolicy> policies) {
    List<String> commands =
        policies.stream().flatMap(policy -> policy.document().match().commands().stream()).toList();
    return Report.Fields.of(FieldCoverage.of(policies).of(commands));
  }

  private Report.Tested tested(
      String file, Readable document, String name, List<CompiledPolicy> compiled) {
    return switch (PolicyTests.run(document.root(), document.source().bytes())) {
      case PolicyTests.Run.Rejected(var problems) ->
          new Report.Tested(file, name, null, problems, List.of(), null);
      case PolicyTests.Run.Tested(var policy, var results, var covered) -> {
        compiled.add(policy);
        yield new Report.Tested(
            file,
            policy.name(),
            policy.version().text(),
            List.of(),
            results,
            coverage || threshold != null ? Report.Coverage.of(covered) : null);
      }
    };
  }

  private void print(PrintWriter out, Report report) {
    switch (form) {
      case TEXT -> out.print(TextForm.of(report));
      case JSON -> out.println(Json.pretty(Json.tree(report)));
      case YAML -> out.print(Yaml.of(Json.tree(report)));
      case JUNIT -> out.print(JUnitForm.of(report));
    }
    out.flush();
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.cli.backtest.HtmlForm;
import dev.daybook.cli.backtest.JUnitForm;
import dev.daybook.cli.backtest.MarkdownForm;
import dev.daybook.cli.backtest.Report;
import dev.daybook.cli.backtest.TextForm;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.hindsight.Backtest;
import dev.daybook.hindsight.Backtested;
import dev.daybook.hindsight.Concerning;
import dev.daybook.hindsight.DraftDocuments;
import dev.daybook.hindsight.PastDecisions;
import dev.daybook.hindsight.Stretch;
import dev.daybook.replay.verify.Progress;
import dev.daybook.rules.CelGate;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.StoreUnavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook policy backtest}: a draft tried on every command there ever was. */
@Command(
    name = "backtest",
    description = {
      "Try policies, params or the lack of a waiver on every command there ever was, accepted or"
          + " denied, on the facts of then.",
      "Asks a server, which takes an auditor's token, or reads a data folder without one. Nothing is"
          + " recorded. Ends with 1 where more comes out otherwise than is allowed."
    })
final class PolicyBacktestCommand implements Callable<Integer> {

  /** How the report is printed. */
  enum Form {
    TEXT,
    JSON,
    JUNIT,
    MARKDOWN,
    HTML;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "0..*",
      description =
          "Policies and params documents, in place of the versions of then or beside them; or folders"
              + " of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--without-waiver",
      paramLabel = "NAME",
      description = "As if this waiver had never been granted; may be given again.")
  private List<String> withoutWaivers = new ArrayList<>();

  @Option(
      names = "--without-policy",
      paramLabel = "NAME",
      description = "As if this policy had never been in force; may be given again.")
  private List<String> withoutPolicies = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description =
          "Only what was recorded at this ledger position (42) or time (2026-01-01T00:00:00Z), or"
              + " later.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      description = "Only what was recorded there or then, or before.")
  private @Nullable String to;

  @Option(
      names = "--domain",
      paramLabel = "NAME",
      description = "Only commands about what lies in this domain.")
  private @Nullable String domain;

  @Option(
      names = "--max-newly-denied",
      paramLabel = "N",
      description = "End with 1 where more commands than these would be denied that were accepted.")
  private @Nullable Long maxNewlyDenied;

  @Option(
      names = "--max-unjudged",
      paramLabel = "N",
      description = "End with 1 where a rule would have no answer to more commands than these.")
  private @Nullable Long maxUnjudged;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text (default), json, junit, markdown or html.")
  private Form form = Form.TEXT;

  @Mixin private LedgerPlace place = new LedgerPlace();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    check(from);
    check(to);
    List<DocumentSources.Located> files = DocumentSources.read(paths).documents();
    DraftDocuments documents = documents(files);
    long start = System.nanoTime();
    Backtested tested;
    try (ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
      tested = place.isFolder() ? here(documents, progress) : asked(files, progress);
    }
    List<String> changes = new ArrayList<>(documents.names());
    withoutPolicies.forEach(name -> changes.add("without policy/" + PolicyCommands.name(name)));
    withoutWaivers.forEach(name -> changes.add("without waiver/" + waiver(name)));
    Report report =
        Report.of(changes, tested, maxNewlyDenied, maxUnjudged, (System.nanoTime() - start) / 1e9);
    print(Talk.of(spec), report);
    return report.isWithin() ? Exit.OK : Exit.NO;
  }

  private static void check(@Nullable String end) {
    try {
      if (end != null) {
        String _ = Stretch.end(end);
      }
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static String waiver(String name) {
    return name.startsWith("waiver/") ? name.substring("waiver/".length()) : name;
  }

  private DraftDocuments documents(List<DocumentSources.Located> files) {
    DraftDocuments documents = new DraftDocuments();
    files.forEach(located -> documents.add(located.file(), located.document()));
    if (!documents.mistakes().isEmpty()) {
      throw Failure.usage(
          "this is no draft that could be in force:\n  "
              + documents.mistakes().stream()
                  .map(DraftDocuments.Mistake::toString)
                  .collect(Collectors.joining("\n  ")));
    }
    if (documents.names().isEmpty() && withoutPolicies.isEmpty() && withoutWaivers.isEmpty()) {
      throw Failure.usage(
          paths.isEmpty()
              ? "say what would be otherwise: FILE, --without-policy or --without-waiver"
              : "there is no policy and no params document in %s: they say `kind: Policy` or `kind: PolicyParams`"
                  .formatted(paths));
    }
    return documents;
  }

  private Backtested here(DraftDocuments documents, Progress progress) {
    try (Ledger ledger = place.open()) {
      Stretch stretch = Stretch.of(ledger, from, to);
      Backtested[] total = {Backtested.NONE};
      long _ =
          new PastDecisions(ledger, CelGate.following(ledger::content))
              .through(
                  stretch,
                  new Concerning(null, null, domain),
                  Duration.ofNanos(Long.MAX_VALUE / 2),
                  new Backtest(
                      documents.draft(
                          withoutPolicies.stream().map(PolicyCommands::name).toList(),
                          withoutWaivers.stream().map(PolicyBacktestCommand::waiver).toList())),
                  (some, through) -> {
                    total[0] = total[0].and(some);
                    progress.at(through - stretch.first() + 1, stretch.positions());
                  });
      return total[0];
    } catch (LedgerBroken e) {
      throw Failure.no("%s; `daybook verify` tells what else is wrong".formatted(e.getMessage()));
    } catch (StoreUnavailable e) {
      throw Failure.couldNot(String.valueOf(e.getMessage()), e);
    }
  }

  private Backtested asked(List<DocumentSources.Located> files, Progress progress) {
    Client client = place.server().client();
    ObjectNode wanted = Json.object();
    ArrayNode texts = wanted.putArray("documents");
    for (DocumentSources.Located located : files) {
      if (located.document() instanceof Readable readable) {
        texts.add(new String(readable.source().bytes(), StandardCharsets.UTF_8));
      }
    }
    ArrayNode policies = wanted.putArray("withoutPolicies");
    withoutPolicies.forEach(name -> policies.add(PolicyCommands.name(name)));
    ArrayNode waivers = wanted.putArray("withoutWaivers");
    withoutWaivers.forEach(name -> waivers.add(waiver(name)));
    put(wanted, "from", from);
    put(wanted, "to", to);
    put(wanted, "domain", domain);
    Backtested[] total = {Backtested.NONE};
    Pieces.each(
        client,
        "/backtests",
        wanted,
        progress,
        piece -> total[0] = total[0].and(Json.value(piece.path("tested"), Backtested.class)));
    return total[0];
  }

  private static void put(ObjectNode object, String key, @Nullable String value) {
    if (value != null) {
      object.put(key, value);
    }
  }

  private void print(Talk talk, Report report) {
    PrintWriter out = talk.data();
    switch (form) {
      case TEXT -> out.print(TextForm.of(report));
      case JSON -> out.println(Json.pretty(Json.tree(report)));
      case JUNIT -> out.print(JUnitForm.of(report));
      case MARKDOWN -> out.print(MarkdownForm.of(report));
      case HTML -> out.print(HtmlForm.of(report));
    }
    out.flush();
  }
}

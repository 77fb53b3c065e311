package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.cli.backtest.HtmlForm;
import dev.daybook.cli.backtest.JUnitForm;
import dev.daybook.cli.backtest.MarkdownForm;
import dev.daybook.cli.backtest.Report;
import dev.daybook.cli.backtest.TextForm;
import dev.daybook.hindsight.Backtested;
import dev.daybook.hindsight.Concerning;
import dev.daybook.hindsight.DraftDocuments;
import dev.daybook.replay.verify.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
      "Try policies, params, contracts or the lack of a waiver on every command there ever was,"
          + " accepted or denied, on the facts of then.",
      "Asks a server, which takes an auditor's token, or reads a data folder without one. Nothing"
          + " is recorded. Ends with 1 where more comes out otherwise than is allowed."
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
          "Policies and params, in place of the versions of then or beside them; contracts, as if"
              + " each command had met them; or folders of these.")
  private List<Path> paths = new ArrayList<>();

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

  @Mixin private DraftOptions draft = new DraftOptions();
  @Mixin private StretchOption stretch = new StretchOption();
  @Mixin private LedgerPlace place = new LedgerPlace();
  @Spec private CommandSpec spec = CommandSpec.create();

  private static void requireLimit(String option, @Nullable Long limit) {
    if (limit != null && limit < 0) {
      throw Failure.usage("%s is 0 or more; seen `%d`".formatted(option, limit));
    }
  }

  @Override
  public Integer call() throws IOException {
    stretch.check();
    requireLimit("--max-newly-denied", maxNewlyDenied);
    requireLimit("--max-unjudged", maxUnjudged);
    List<DocumentSources.Located> files = DraftOptions.files(paths);
    DraftDocuments documents = draft.read(paths, files, stretch.zone());
    long start = System.nanoTime();
    Backtested tested;
    try (ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
      tested = place.isFolder() ? here(documents, progress) : asked(files, progress);
    }
    Report report =
        Report.of(
            draft.told(documents),
            tested,
            maxNewlyDenied,
            maxUnjudged,
            (System.nanoTime() - start) / 1e9);
    print(Talk.of(spec), report);
    return report.isWithin() ? Exit.OK : Exit.NO;
  }

  private Backtested here(DraftDocuments documents, Progress progress) {
    Backtested.Sum total = new Backtested.Sum();
    PastHere.each(
        place,
        stretch,
        new Concerning(null, null, domain),
        progress,
        (ledger, timeline, past) ->
            draft.backtest(documents, ledger, timeline, stretch.zone(), past),
        total::add);
    return total.all();
  }

  private Backtested asked(List<DocumentSources.Located> files, Progress progress) {
    Client client = place.server().client();
    ObjectNode wanted = Json.object();
    draft.into(wanted, files);
    stretch.into(wanted);
    if (domain != null) {
      wanted.put("domain", domain);
    }
    Backtested.Sum total = new Backtested.Sum();
    Pieces.each(
        client,
        "/backtests",
        wanted,
        progress,
        piece -> total.add(Json.value(piece.path("tested"), Backtested.class)));
    return total.all();
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

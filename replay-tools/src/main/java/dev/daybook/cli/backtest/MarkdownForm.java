package dev.daybook.cli.backtest;

import dev.daybook.cli.review.MarkdownCell;
import dev.daybook.hindsight.Change;
import dev.daybook.hindsight.Counts;
import dev.daybook.hindsight.Sample;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report as GitHub-flavoured Markdown, for a pull request.
 *
 * @see <a href="https://github.github.com/gfm/#tables-extension-">GFM tables</a>
 */
public final class MarkdownForm {

  /** Most rows of one table. */
  private static final int ROWS = 20;

  private MarkdownForm() {}

  public static String of(Report report) {
    StringBuilder text =
        new StringBuilder("### Backtest: ").append(report.summary()).append("\n\n");
    text.append("Draft: ")
        .append(
            report.draft().stream()
                .map(each -> "`" + each.replace("`", "") + "`")
                .collect(Collectors.joining(", ")))
        .append('\n');
    report
        .remarks()
        .forEach(remark -> text.append("\n> ").append(MarkdownCell.of(remark)).append('\n'));
    for (Report.Limit limit : report.limits()) {
      text.append(
          "%n- `%s %d`: %d, %s"
              .formatted(
                  limit.option(),
                  limit.allowed(),
                  limit.seen(),
                  limit.isKept() ? "kept" : "**not kept**"));
    }
    text.append(report.limits().isEmpty() ? "" : "\n");
    report.by().forEach((name, rows) -> table(text, name, rows));
    if (!report.flapping().isEmpty()) {
      text.append("\n**Would go back and forth**: ")
          .append(MarkdownCell.of(String.join(", ", report.flapping())))
          .append('\n');
    }
    samples(text, report.samples());
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static void table(StringBuilder text, String name, List<Report.Row> rows) {
    List<Report.Row> told =
        rows.stream().filter(row -> row.counts().different() > 0).limit(ROWS).toList();
    if (told.isEmpty()) {
      return;
    }
    text.append("\n| ").append(name).append(" | commands");
    for (Change change : Report.numbers(Counts.NONE).keySet()) {
      text.append(" | ").append(Report.words(change));
    }
    text.append(" |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
    for (Report.Row row : told) {
      text.append("| ")
          .append(MarkdownCell.of(row.value()))
          .append(" | ")
          .append(row.counts().judged());
      for (Map.Entry<Change, Long> each : Report.numbers(row.counts()).entrySet()) {
        text.append(" | ").append(each.getValue());
      }
      text.append(" |\n");
    }
  }

  private static void samples(StringBuilder text, List<Sample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    text.append("\n| | subject | position | rule | what |\n|---|---|---:|---|---|\n");
    for (Sample sample : samples) {
      for (Sample.Why why : sample.findings()) {
        line(text, sample, why.rule(), why.message());
      }
      sample.gone().forEach(rule -> line(text, sample, rule, "says nothing any more"));
    }
  }

  private static void line(StringBuilder text, Sample sample, String rule, String what) {
    text.append("| ")
        .append(Report.words(sample.change()))
        .append(" | ")
        .append(MarkdownCell.of(sample.subject()))
        .append(" | ")
        .append(sample.position())
        .append(" | ")
        .append(MarkdownCell.of(rule))
        .append(" | ")
        .append(MarkdownCell.of(what))
        .append(" |\n");
  }
}

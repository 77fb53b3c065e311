package dev.daybook.cli.backtest;

import dev.daybook.cli.review.Underlined;
import dev.daybook.decision.Finding.Failing;
import dev.daybook.hindsight.Change;
import dev.daybook.hindsight.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report for people: how many, where, and some of them explained. */
public final class TextForm {

  /** Most rows of one table. */
  private static final int ROWS = 10;

  private TextForm() {}

  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    text.append("draft  ").append(String.join(", ", report.draft())).append('\n');
    text.append(report.summary()).append('\n');
    report.remarks().forEach(remark -> text.append("note   ").append(remark).append('\n'));
    for (Map.Entry<String, List<Report.Row>> table : report.by().entrySet()) {
      table(text, table.getKey(), table.getValue());
    }
    if (!report.flapping().isEmpty()) {
      text.append("\nwould go back and forth\n");
      report.flapping().stream()
          .limit(ROWS)
          .forEach(subject -> text.append("  ").append(subject).append('\n'));
    }
    report.samples().forEach(sample -> text.append(of(sample)));
    for (Report.Limit limit : report.limits()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s %d: %d, %s",
              limit.option(),
              limit.allowed(),
              limit.seen(),
              limit.isKept() ? "kept" : "not kept"));
    }
    return text.append(report.limits().isEmpty() ? "" : "\n").toString();
  }

  private static void table(StringBuilder text, String name, List<Report.Row> rows) {
    List<Report.Row> told =
        rows.stream().filter(row -> row.counts().different() > 0).limit(ROWS).toList();
    if (told.isEmpty()) {
      return;
    }
    int width = told.stream().mapToInt(row -> row.value().length()).max().orElse(1);
    text.append("\nby ").append(name).append('\n');
    for (Report.Row row : told) {
      text.append(String.format(Locale.ROOT, "  %-" + width + "s", row.value()));
      for (Map.Entry<Change, Long> each : Report.numbers(row.counts()).entrySet()) {
        if (each.getValue() > 0) {
          text.append(
              String.format(Locale.ROOT, "  %d %s", each.getValue(), Report.words(each.getKey())));
        }
      }
      text.append('\n');
    }
    long more = rows.stream().filter(row -> row.counts().different() > 0).count() - told.size();
    if (more > 0) {
      text.append("  and ").append(more).append(" more\n");
    }
  }

  /** One command that comes out otherwise, and why. */
  public static String of(Sample sample) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%n%s  %s  %s  position %d, %s%n"
            .formatted(
                Report.words(sample.change()),
                sample.subject(),
                sample.command(),
                sample.position(),
                sample.clock())
            .replace(System.lineSeparator(), "\n"));
    for (Sample.Why why : sample.findings()) {
      text.append("  ").append(why.effect()).append(' ').append(why.rule());
      text.append(why.outcome().equals("fail") ? "" : " (" + why.outcome() + ")").append('\n');
      text.append("       ").append(why.message()).append('\n');
      for (Underlined line : lines(why)) {
        text.append("       ").append(line.text()).append('\n');
        if (line.isMarked()) {
          text.append("       ").append(line.mark()).append('\n');
        }
      }
    }
    if (sample.more() > 0) {
      text.append("  and ").append(sample.more()).append(" more\n");
    }
    sample.gone().forEach(rule -> text.append("  no longer ").append(rule).append('\n'));
    return text.toString();
  }

  /** The rule's expression, its smallest failing part underlined. */
  static List<Underlined> lines(Sample.Why why) {
    return why.expression() == null
        ? List.of()
        : Underlined.lines(new Failing(why.expression(), why.begin(), why.end()));
  }
}

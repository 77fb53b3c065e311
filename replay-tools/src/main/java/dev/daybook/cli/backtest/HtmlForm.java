package dev.daybook.cli.backtest;

import dev.daybook.cli.review.Underlined;
import dev.daybook.hindsight.Change;
import dev.daybook.hindsight.Counts;
import dev.daybook.hindsight.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report as one page of HTML that needs nothing from elsewhere: its style and its charts (SVG)
 * are in it, and there is no script.
 */
public final class HtmlForm {

  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1b1f24}
      h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
      table{border-collapse:collapse;width:100%}td,th{padding:.25rem .6rem;text-align:right;border-bottom:1px solid #e3e6ea}
      td:first-child,th:first-child{text-align:left}pre{background:#f5f6f8;padding:.6rem;overflow:auto}
      .no{color:#a3261d;font-weight:600}.note{background:#fff8e1;padding:.5rem .8rem}
      .key span{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em}svg{max-width:100%}
      """;

  private static final int BARS = 24;
  private static final int WIDTH = 900;
  private static final int HEIGHT = 200;
  private static final int LABEL = 60;

  private HtmlForm() {}

  public static String of(Report report) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .append(" style-src 'unsafe-inline'\">\n<title>Backtest</title>\n<style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>Backtest of ")
        .append(escaped(String.join(", ", report.draft())))
        .append("</h1>\n<p>")
        .append(escaped(report.summary()))
        .append(".</p>\n");
    for (Report.Limit limit : report.limits()) {
      html.append("<p")
          .append(limit.isKept() ? "" : " class=\"no\"")
          .append('>')
          .append(
              escaped(
                  "%s %d: %d, %s"
                      .formatted(
                          limit.option(),
                          limit.allowed(),
                          limit.seen(),
                          limit.isKept() ? "kept" : "not kept")))
          .append("</p>\n");
    }
    report
        .remarks()
        .forEach(
            remark -> html.append("<p class=\"note\">").append(escaped(remark)).append("</p>\n"));
    key(html);
    report.by().forEach((name, rows) -> table(html, name, rows));
    if (!report.flapping().isEmpty()) {
      html.append("<h2>Would go back and forth</h2>\n<p>")
          .append(escaped(String.join(", ", report.flapping())))
          .append("</p>\n");
    }
    samples(html, report.samples());
    return html.append("</body></html>\n").toString();
  }

  private static String color(Change change) {
    return switch (change) {
      case NEWLY_DENIED -> "#c0392b";
      case NEWLY_ALLOWED -> "#2e7d4f";
      case UNJUDGED -> "#7d5ba6";
      case CHANGED -> "#d08a1d";
      case NEWLY_WARNED -> "#e0b93c";
      case NO_LONGER_WARNED -> "#6aa5c8";
      case SAME -> "#d5d9de";
    };
  }

  private static void key(StringBuilder html) {
    html.append("<p class=\"key\">");
    for (Change change : Report.numbers(Counts.NONE).keySet()) {
      html.append("<span style=\"background:")
          .append(color(change))
          .append("\"></span>")
          .append(Report.words(change));
    }
    html.append("</p>\n");
  }

  private static void table(StringBuilder html, String name, List<Report.Row> all) {
    List<Report.Row> rows =
        name.equals("month")
            ? all
            : all.stream().filter(row -> row.counts().different() > 0).toList();
    if (rows.stream().allMatch(row -> row.counts().different() == 0)) {
      return;
    }
    html.append("<h2>By ").append(escaped(name)).append("</h2>\n");
    chart(html, name, rows.subList(Math.max(0, first(name, rows)), last(name, rows)));
    html.append("<table><tr><th>").append(escaped(name)).append("</th><th>commands</th>");
    for (Change change : Report.numbers(Counts.NONE).keySet()) {
      html.append("<th>").append(Report.words(change)).append("</th>");
    }
    html.append("</tr>\n");
    for (Report.Row row : rows) {
      html.append("<tr><td>")
          .append(escaped(row.value()))
          .append("</td><td>")
          .append(row.counts().judged())
          .append("</td>");
      for (Map.Entry<Change, Long> each : Report.numbers(row.counts()).entrySet()) {
        html.append("<td>").append(each.getValue()).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  /** Of months the last ones are drawn, of all else the first. */
  private static int first(String name, List<Report.Row> rows) {
    return name.equals("month") ? rows.size() - BARS : 0;
  }

  private static int last(String name, List<Report.Row> rows) {
    return name.equals("month") ? rows.size() : Math.min(BARS, rows.size());
  }

  /** A bar for each row, the changes stacked. */
  private static void chart(StringBuilder html, String name, List<Report.Row> rows) {
    long most = rows.stream().mapToLong(row -> row.counts().different()).max().orElse(1);
    double step = (double) WIDTH / Math.max(6, rows.size());
    html.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"changes by %s\">\n"
            .formatted(WIDTH, HEIGHT + LABEL, escaped(name)));
    for (int i = 0; i < rows.size(); i++) {
      Report.Row row = rows.get(i);
      double bottom = HEIGHT;
      for (Map.Entry<Change, Long> each : Report.numbers(row.counts()).entrySet()) {
        double height = (double) HEIGHT * each.getValue() / Math.max(1, most);
        if (height > 0) {
          bottom -= height;
          html.append(
              String.format(
                  Locale.ROOT,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>%n",
                  i * step + step * 0.1,
                  bottom,
                  step * 0.8,
                  height,
                  color(each.getKey()),
                  escaped(
                      "%s: %d %s"
                          .formatted(row.value(), each.getValue(), Report.words(each.getKey())))));
        }
      }
      html.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" font-size=\"11\" transform=\"rotate(30 %.1f %d)\">%s</text>%n",
              i * step + step * 0.2,
              HEIGHT + 14,
              i * step + step * 0.2,
              HEIGHT + 14,
              escaped(
                  row.value().length() > 16 ? row.value().substring(0, 15) + "…" : row.value())));
    }
    html.append("</svg>\n");
  }

  private static void samples(StringBuilder html, List<Sample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    html.append("<h2>Some of them</h2>\n");
    for (Sample sample : samples) {
      html.append("<p><b style=\"color:")
          .append(color(sample.change()))
          .append("\">")
          .append(Report.words(sample.change()))
          .append("</b> ")
          .append(
              escaped(
                  "%s, %s, position %d, %s"
                      .formatted(
                          sample.subject(), sample.command(), sample.position(), sample.clock())))
          .append("</p>\n<pre>");
      for (Sample.Why why : sample.findings()) {
        html.append(escaped("%s %s: %s".formatted(why.effect(), why.rule(), why.message())))
            .append('\n');
        for (Underlined line : TextForm.lines(why)) {
          html.append("  ").append(escaped(line.text())).append('\n');
          if (line.isMarked()) {
            html.append("  ").append(escaped(line.mark())).append('\n');
          }
        }
      }
      sample.gone().forEach(rule -> html.append("no longer ").append(escaped(rule)).append('\n'));
      html.append("</pre>\n");
    }
  }

  /** Nothing in a document may become a part of the page. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

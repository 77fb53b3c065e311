package dev.daybook.cli.backtest;

import dev.daybook.cli.review.JUnitXml;
import dev.daybook.hindsight.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report as JUnit XML: a test for each limit, which fails with samples of what breaks it. */
public final class JUnitForm {

  private JUnitForm() {}

  public static String of(Report report) {
    List<JUnitXml.Test> tests = new ArrayList<>();
    for (Report.Limit limit : report.limits()) {
      tests.add(
          new JUnitXml.Test(
              "%s %d".formatted(limit.option(), limit.allowed()),
              limit.isKept() ? JUnitXml.Kind.PASSED : JUnitXml.Kind.FAILURE,
              limit.isKept()
                  ? List.of()
                  : List.of(
                      new JUnitXml.Mistake(
                          limit.option(),
                          "%d, allowed are %d".formatted(limit.seen(), limit.allowed()),
                          report.samples().stream()
                              .filter(sample -> breaks(sample, limit))
                              .map(JUnitForm::told)
                              .collect(Collectors.joining("\n")))),
              null));
    }
    tests.add(new JUnitXml.Test("summary", JUnitXml.Kind.PASSED, List.of(), TextForm.of(report)));
    return JUnitXml.of(
        List.of(new JUnitXml.Suite("backtest " + String.join(", ", report.draft()), tests)));
  }

  private static boolean breaks(Sample sample, Report.Limit limit) {
    return limit.option().equals("--max-" + Report.words(sample.change()).replace(' ', '-'));
  }

  private static String told(Sample sample) {
    return "%s at position %d: %s"
        .formatted(
            sample.subject(),
            sample.position(),
            sample.findings().stream()
                .map(why -> why.rule() + ": " + why.message())
                .collect(Collectors.joining("; ")));
  }
}

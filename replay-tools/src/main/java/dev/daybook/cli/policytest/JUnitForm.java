package dev.daybook.cli.policytest;

import dev.daybook.cli.review.JUnitXml;
import dev.daybook.document.Problem;
import java.util.ArrayList;
import java.util.List;

/** The report as JUnit XML: a suite per policy document, a test per case. */
public final class JUnitForm {

  private JUnitForm() {}

  public static String of(Report report) {
    List<JUnitXml.Suite> suites = new ArrayList<>();
    for (Report.Tested tested : report.policies()) {
      List<JUnitXml.Test> tests = new ArrayList<>();
      if (!tested.problems().isEmpty()) {
        tests.add(test(tested, tested.title(), JUnitXml.Kind.ERROR, tested.problems()));
      }
      tested
          .cases()
          .forEach(
              each ->
                  tests.add(
                      test(
                          tested,
                          each.name(),
                          each.passed() ? JUnitXml.Kind.PASSED : JUnitXml.Kind.FAILURE,
                          each.problems())));
      suites.add(new JUnitXml.Suite(tested.file(), tests));
    }
    return JUnitXml.of(suites);
  }

  private static JUnitXml.Test test(
      Report.Tested tested, String name, JUnitXml.Kind kind, List<Problem> problems) {
    return new JUnitXml.Test(
        name,
        kind,
        problems.stream()
            .map(
                problem ->
                    new JUnitXml.Mistake(
                        tested.title(), problem.message(), tested.file() + ":" + problem))
            .toList(),
        null);
  }
}

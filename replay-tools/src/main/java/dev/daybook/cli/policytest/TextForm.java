package dev.daybook.cli.policytest;

import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyTests;
import java.util.Locale;

/** The report for people: a line per policy, and under it what did not pass. */
public final class TextForm {

  private TextForm() {}

  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    int width = report.policies().stream().mapToInt(each -> each.title().length()).max().orElse(0);
    for (Report.Tested tested : report.policies()) {
      text.append(
          "%-4s  %-"
              .concat(Math.max(1, width) + "s  %s%s%n")
              .formatted(
                  tested.passed() ? "ok" : "FAIL",
                  tested.title(),
                  cases(tested),
                  coverage(tested)));
      tested.problems().forEach(problem -> append(text, tested, problem));
      for (PolicyTests.Result result : tested.cases()) {
        result.problems().forEach(problem -> append(text, tested, problem));
      }
      if (tested.coverage() != null) {
        tested
            .coverage()
            .unseen()
            .forEach(
                unseen ->
                    text.append(
                        "        %s:%d:%d %s%n"
                            .formatted(
                                tested.file(), unseen.line(), unseen.column(), unseen.message())));
      }
    }
    Report.Fields fields = report.fields();
    if (fields != null && !fields.unread().isEmpty()) {
      text.append(
          "no rule reads %d of the %d fields documents can have:%n"
              .formatted(fields.unreadInAll(), fields.all()));
      fields.unread().forEach(field -> text.append("        %s%n".formatted(told(field))));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String told(Report.Field field) {
    return switch (field.beneath()) {
      case 0 -> field.field();
      case 1 -> field.field() + ", and the field in it";
      default -> "%s, and the %d fields in it".formatted(field.field(), field.beneath());
    };
  }

  private static String cases(Report.Tested tested) {
    int cases = tested.cases().size();
    if (!tested.problems().isEmpty()) {
      return tested.file();
    }
    return switch (cases) {
      case 0 -> "no cases";
      case 1 -> "1 case";
      default -> cases + " cases";
    };
  }

  private static String coverage(Report.Tested tested) {
    return tested.coverage() == null
        ? ""
        : String.format(Locale.ROOT, ", coverage %.1f %%", tested.coverage().percent());
  }

  private static void append(StringBuilder text, Report.Tested tested, Problem problem) {
    text.append(
        "        %s:%d:%d %s%n"
            .formatted(tested.file(), problem.line(), problem.column(), problem.message()));
    if (problem.fix() != null) {
      text.append("               fix    %s%n".formatted(problem.fix()));
    }
  }
}

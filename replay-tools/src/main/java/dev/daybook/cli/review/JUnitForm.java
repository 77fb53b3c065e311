package dev.daybook.cli.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A review as JUnit XML: a suite per file, a test per document, a failure per remark that denies.
 * Warnings are the test's output.
 */
public final class JUnitForm {

  private JUnitForm() {}

  public static String of(Review review) {
    Map<String, List<JUnitXml.Test>> byFile = new LinkedHashMap<>();
    for (Reviewed document : review.documents()) {
      byFile.computeIfAbsent(document.file(), _ -> new ArrayList<>()).add(test(document));
    }
    List<JUnitXml.Suite> suites = new ArrayList<>();
    byFile.forEach((file, tests) -> suites.add(new JUnitXml.Suite(file, tests)));
    return JUnitXml.of(suites);
  }

  private static JUnitXml.Test test(Reviewed document) {
    return new JUnitXml.Test(
        document.title(),
        kind(document.outcome()),
        document.of(Level.DENY).stream()
            .map(
                remark ->
                    new JUnitXml.Mistake(remark.rule(), remark.message(), lines(document, remark)))
            .toList(),
        warnings(document));
  }

  /** Where no rule was the reason JUnit calls it an error, not a failure. */
  private static JUnitXml.Kind kind(Reviewed.Outcome outcome) {
    return switch (outcome) {
      case ACCEPTED, UNCHANGED -> JUnitXml.Kind.PASSED;
      case DENIED -> JUnitXml.Kind.FAILURE;
      case INVALID, UNANSWERED -> JUnitXml.Kind.ERROR;
    };
  }

  private static @Nullable String warnings(Reviewed document) {
    String told =
        document.of(Level.WARN).stream()
            .map(remark -> "warn: " + lines(document, remark) + "\n")
            .collect(Collectors.joining());
    return told.isEmpty() ? null : told;
  }

  private static String lines(Reviewed document, Remark remark) {
    String place = remark.place();
    StringBuilder text =
        new StringBuilder(document.file())
            .append(place.isEmpty() ? "" : ":" + place)
            .append(": ")
            .append(remark.message());
    if (remark.fix() != null) {
      text.append("\nfix: ").append(remark.fix());
    }
    if (remark.contact() != null) {
      text.append("\nask: ").append(remark.contact());
    }
    if (remark.documentation() != null) {
      text.append("\nread: ").append(remark.documentation());
    }
    return text.toString();
  }
}

package dev.daybook.cli.policytest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.document.Problem;
import dev.daybook.rules.FieldCoverage;
import dev.daybook.rules.PolicyTests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the cases of every policy there was.
 *
 * @param skipped documents that are no policies
 * @param fields what of documents their rules read; absent where nobody asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(List<Tested> policies, int skipped, @Nullable Fields fields) {

  public Report {
    policies = List.copyOf(policies);
  }

  /**
   * One policy document.
   *
   * @param file the file it stands in, as a path the user can open
   * @param policy its name, where it has one
   * @param problems what kept its cases from running; empty where they ran
   * @param coverage what its cases look at; absent where nobody asked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tested(
      String file,
      @Nullable String policy,
      @Nullable String version,
      List<Problem> problems,
      List<PolicyTests.Result> cases,
      @Nullable Coverage coverage) {

    public Tested {
      problems = List.copyOf(problems);
      cases = List.copyOf(cases);
    }

    boolean passed() {
      return problems.isEmpty() && cases.stream().allMatch(PolicyTests.Result::passed);
    }

    String title() {
      return policy == null ? "a policy" : version == null ? policy : policy + "@" + version;
    }
  }

  /**
   * What of the documents that the policies are asked of their rules read.
   *
   * @param all how many fields there are
   * @param unread those that no rule reads, without those inside another one
   */
  public record Fields(int all, List<Field> unread) {

    public Fields {
      unread = List.copyOf(unread);
    }

    public static Fields of(FieldCoverage.Report report) {
      return new Fields(
          report.fields().size(),
          report.unread().stream()
              .map(each -> new Field(each.field(), each.holds(), each.beneath()))
              .toList());
    }

    int unreadInAll() {
      return unread.stream().mapToInt(each -> 1 + each.beneath()).sum();
    }
  }

  /**
   * A field of a document.
   *
   * @param holds what it holds, in words
   * @param beneath how many fields there are in it
   */
  public record Field(String field, String holds, int beneath) {}

  /**
   * How much of a policy its cases look at.
   *
   * @param percent of the parts, 0 to 100
   */
  public record Coverage(double percent, int parts, List<PolicyTests.Unseen> unseen) {

    public static Coverage of(PolicyTests.Covered covered) {
      return new Coverage(
          share(covered.parts() - covered.unseen().size(), covered.parts()),
          covered.parts(),
          covered.unseen());
    }
  }

  public boolean passed() {
    return policies.stream().allMatch(Tested::passed);
  }

  /** Whether a policy could not be tested at all. */
  public boolean broken() {
    return policies.stream().anyMatch(each -> !each.problems().isEmpty());
  }

  /** Of the parts of all policies together, 0 to 100. */
  public double coverage() {
    int parts = 0;
    int seen = 0;
    for (Tested each : policies) {
      if (each.coverage() != null) {
        parts += each.coverage().parts();
        seen += each.coverage().parts() - each.coverage().unseen().size();
      }
    }
    return share(seen, parts);
  }

  /** {@code 3 policies, 12 cases: 11 passed, 1 failed; 1 skipped}. */
  public String summary() {
    long cases = policies.stream().mapToLong(each -> each.cases().size()).sum();
    long passed =
        policies.stream()
            .flatMap(each -> each.cases().stream())
            .filter(PolicyTests.Result::passed)
            .count();
    long broken = policies.stream().filter(each -> !each.problems().isEmpty()).count();
    StringBuilder text =
        new StringBuilder(
            "%d %s, %d %s: %d passed, %d failed"
                .formatted(
                    policies.size(),
                    policies.size() == 1 ? "policy" : "policies",
                    cases,
                    cases == 1 ? "case" : "cases",
                    passed,
                    cases - passed));
    if (broken > 0) {
      text.append(", %d cannot be compiled".formatted(broken));
    }
    if (skipped > 0) {
      text.append("; %d skipped".formatted(skipped));
    }
    return text.toString();
  }

  /** To a tenth, rounded down: 100 is all of it. */
  private static double share(int seen, int parts) {
    return parts == 0 ? 100 : Math.floor(1000.0 * seen / parts) / 10;
  }
}

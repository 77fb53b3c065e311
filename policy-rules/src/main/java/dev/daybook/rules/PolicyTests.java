package dev.daybook.rules;

import dev.daybook.document.Node;
import dev.daybook.document.Problem;
import dev.daybook.document.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs a policy's cases as tests, and tells what of the policy they look at. */
public final class PolicyTests {

  private PolicyTests() {}

  /** What became of a policy document. */
  public sealed interface Run {

    /** Its cases ran. */
    record Tested(CompiledPolicy policy, List<Result> results, Covered coverage) implements Run {
      public Tested {
        results = List.copyOf(results);
      }
    }

    /** It is no policy that could be run: everything wrong with it, in the order of the places. */
    record Rejected(List<Problem> problems) implements Run {
      public Rejected {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * How one case came out.
   *
   * @param line where the case stands, from 1
   * @param column from 1
   * @param problems what came out otherwise than the case expects; empty where nothing did
   */
  public record Result(String name, int line, int column, List<Problem> problems) {
    public Result {
      problems = List.copyOf(problems);
    }

    public boolean passed() {
      return problems.isEmpty();
    }
  }

  /**
   * What the cases look at.
   *
   * @param parts the sub-expressions there are, and two for each rule: it is kept, it is broken
   * @param unseen those that no case looks at, in the order of their places
   */
  public record Covered(int parts, List<Unseen> unseen) {
    public Covered {
      unseen =
          unseen.stream()
              .sorted(Comparator.comparingInt(Unseen::line).thenComparingInt(Unseen::column))
              .toList();
    }
  }

  /**
   * Something no case looks at.
   *
   * @param line where it stands, from 1
   * @param column from 1
   */
  public record Unseen(String message, int line, int column) {}

  /**
   * Compiles a policy document and runs its cases.
   *
   * @param bytes the document's own bytes
   */
  public static Run run(Node.Mapping root, byte[] bytes) {
    return switch (PolicyCompiler.compile(root, bytes, false, List.of())) {
      case PolicyCompiler.Compilation.Rejected(var problems) -> new Run.Rejected(problems);
      case PolicyCompiler.Compilation.Compiled(var policy) -> run(policy);
    };
  }

  private static Run run(CompiledPolicy policy) {
    Coverage coverage = new Coverage();
    Cases cases = Cases.covering(policy, coverage);
    List<Result> results = new ArrayList<>();
    for (PolicyDocument.Case each : policy.document().cases()) {
      Problems problems = new Problems();
      cases.run(each, problems);
      results.add(
          new Result(
              each.name(),
              each.node().place().line(),
              each.node().place().column(),
              problems.list()));
    }
    return new Run.Tested(policy, results, coverage.covered(policy));
  }
}

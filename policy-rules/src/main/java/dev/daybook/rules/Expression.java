package dev.daybook.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import dev.daybook.rules.Guard.Charge;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One compiled expression: evaluated only ever under a {@link Guard}. */
final class Expression {

  private final CelAbstractSyntaxTree ast;
  private final CelRuntime.Program program;
  private final Charge[] charges;
  private final Map<Long, CelExpr> byId = new HashMap<>();

  Expression(CelAbstractSyntaxTree ast, CelRuntime.Program program) {
    this.ast = ast;
    this.program = program;
    collect(ast.getExpr());
    long largest = byId.keySet().stream().mapToLong(id -> id).max().orElse(0);
    this.charges = new Charge[(int) largest + 1];
    Arrays.fill(charges, Charge.NOTHING);
    byId.values().forEach(this::charge);
  }

  /** What an evaluation came to. */
  sealed interface Answer {
    record Value(Object value) implements Answer {}

    /** No value, and why, in words that end a sentence beginning with "because". */
    record None(String why) implements Answer {}
  }

  CelType type() {
    return ast.getResultType();
  }

  CelAbstractSyntaxTree ast() {
    return ast;
  }

  Trace trace() {
    return new Trace(charges.length);
  }

  Answer evaluate(CelVariableResolver names, Deadline deadline) {
    return evaluate(names, deadline, null);
  }

  /** Evaluates once; with a trace, every sub-expression's value is put into it. */
  Answer evaluate(CelVariableResolver names, Deadline deadline, @Nullable Trace trace) {
    deadline.check();
    Guard guard = new Guard(charges, deadline, trace);
    Object value;
    try {
      value = program.trace(names, guard);
    } catch (CelEvaluationException e) {
      deadline.check();
      String spent = guard.spent();
      return new Answer.None(spent == null ? why(e) : spent + " was spent");
    }
    deadline.check();
    String spent = guard.spent();
    if (spent != null) {
      return new Answer.None(spent + " was spent");
    }
    return value instanceof CelUnknownSet unknown
        ? new Answer.None(missing(unknown))
        : new Answer.Value(value);
  }

  /** The text of a sub-expression, normalised. */
  String text(CelExpr part) {
    try {
      return CelUnparserFactory.newUnparser()
          .unparse(CelAbstractSyntaxTree.newParsedAst(part, ast.getSource()));
    } catch (RuntimeException e) {
      // The unparser knows macros only where their calls were kept; what is left has no source.
      return part.getKind().toString().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private String why(CelEvaluationException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Guard.BudgetSpent spent) {
        return spent.budget() + " was spent";
      }
      if (cause instanceof Scope.VariableFailed failed) {
        return failed.why();
      }
    }
    return switch (e.getErrorCode()) {
      case ATTRIBUTE_NOT_FOUND -> missing(e);
      case ITERATION_BUDGET_EXCEEDED ->
          "the budget of " + Bounds.ITERATIONS + " loop turns was spent";
      default -> {
        Throwable cause = e.getCause();
        String message = cause == null ? e.getMessage() : cause.getMessage();
        yield "`%s` failed: %s".formatted(place(e).orElse(text(ast.getExpr())), message);
      }
    };
  }

  private static String missing(String fact) {
    return "the fact `" + fact + "` is missing";
  }

  private String missing(CelEvaluationException e) {
    return missing(place(e).orElse(text(ast.getExpr())));
  }

  private String missing(CelUnknownSet unknown) {
    return missing(
        unknown.unknownExprIds().stream()
            .sorted()
            .map(byId::get)
            .map(part -> part == null ? "?" : text(part))
            .distinct()
            .collect(Collectors.joining("`, `")));
  }

  /**
   * The sub-expression an error happened in. The library tells it only inside its message: {@code
   * evaluation error at <input>:7: …}, an offset in Unicode characters.
   */
  private Optional<String> place(CelEvaluationException e) {
    String message = String.valueOf(e.getMessage());
    String before = "evaluation error at <input>:";
    if (!message.startsWith(before)) {
      return Optional.empty();
    }
    int end = message.indexOf(':', before.length());
    if (end < 0) {
      return Optional.empty();
    }
    String digits = message.substring(before.length(), end);
    if (digits.isEmpty() || digits.length() > 6 || !digits.chars().allMatch(Character::isDigit)) {
      return Optional.empty();
    }
    int offset = Integer.parseInt(digits);
    return byId.values().stream()
        .filter(part -> part.getKind() != CelExpr.ExprKind.Kind.COMPREHENSION)
        .filter(part -> part.getKind() != CelExpr.ExprKind.Kind.CONSTANT)
        .filter(
            part ->
                Integer.valueOf(offset).equals(ast.getSource().getPositionsMap().get(part.id())))
        .min(java.util.Comparator.comparingLong(CelExpr::id))
        .map(this::text);
  }

  private void collect(CelExpr expression) {
    byId.put(expression.id(), expression);
    Fields.children(expression).forEach(this::collect);
  }

  private void charge(CelExpr expression) {
    charges[(int) expression.id()] =
        switch (expression.getKind()) {
          case CALL -> appends(expression) ? Charge.ELEMENT : Charge.SIZE;
          case LIST, MAP, STRUCT -> Charge.SIZE;
          case NOT_SET, CONSTANT, IDENT, SELECT, COMPREHENSION -> Charge.NOTHING;
        };
  }

  /**
   * Whether a call is (or may answer) a loop's result so far: {@code @result + [x]}, or the choice
   * between that and {@code @result}.
   */
  private static boolean appends(CelExpr expression) {
    var call = expression.call();
    if (call.function().equals("_+_")) {
      CelExpr first = call.args().getFirst();
      return first.getKind() == CelExpr.ExprKind.Kind.IDENT && first.ident().name().startsWith("@");
    }
    // These answer one of their operands, which was paid for when it was made.
    return call.function().equals("_?_:_") || call.function().equals("_[_]");
  }
}

package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Gate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One expression put to facts, outside any policy: to try out a rule before it is written down.
 * Compiled and guarded as a policy's own, without params and variables.
 */
public final class Question {

  private final Expression expression;

  private Question(Expression expression) {
    this.expression = expression;
  }

  /** What compiling an expression came to. */
  public sealed interface Asked {

    record Right(Question question) implements Asked {}

    /** Everything that is wrong with it. */
    record Wrong(List<Mistake> mistakes) implements Asked {}
  }

  /**
   * One thing wrong with an expression.
   *
   * @param line line inside the expression, from 1
   * @param column column inside the expression, from 1, in Unicode characters
   */
  public record Mistake(int line, int column, String message, String fix) {}

  /**
   * What came out.
   *
   * @param value the value as text; empty if there is none
   * @param why why there is no value; empty if there is one
   * @param parts every part that was evaluated, the whole first, each before its own parts
   */
  public record Reply(Optional<String> value, Optional<String> why, List<Part> parts) {}

  /**
   * A part of the expression with its value. Inside a loop it is the value of the turn the loop
   * ended on.
   *
   * @param depth how deep it is nested, 0 for the whole
   * @param value as text, without what may name a person
   */
  public record Part(int depth, String expression, String value) {}

  /** Compiles {@code text} against the facts' types. */
  public static Asked ask(String text) {
    return switch (Environment.of(FactTypes.all(), Map.of()).compile(text, SimpleType.DYN)) {
      case Environment.Compiled.Right(Expression expression) ->
          new Asked.Right(new Question(expression));
      case Environment.Compiled.Wrong(var mistakes) ->
          new Asked.Wrong(
              mistakes.stream()
                  .map(
                      mistake ->
                          new Mistake(
                              mistake.line(), mistake.column(), mistake.message(), mistake.fix()))
                  .toList());
    };
  }

  /**
   * Evaluates it on {@code facts}, under the budgets of one rule.
   *
   * @throws Gate.DeadlineExceeded when it took too long by the wall clock
   */
  public Reply answer(Facts facts) {
    Meter meter = Meter.ofCommand(Bounds.DEADLINE);
    Scope scope = new Scope(facts, Map.of(), Map.of(), meter, null);
    Trace trace = expression.trace();
    CelExpr whole = expression.ast().getExpr();
    return switch (expression.evaluate(scope, trace)) {
      case Expression.Answer.Value(Object value) ->
          new Reply(Optional.of(expression.shown(whole, value)), Optional.empty(), parts(trace));
      case Expression.Answer.None(String why, boolean _) ->
          new Reply(Optional.empty(), Optional.of(why), parts(trace));
    };
  }

  private List<Part> parts(Trace trace) {
    return Parts.of(expression, trace, Bounds.NODES).told().stream()
        .flatMap(
            part ->
                Optional.ofNullable(part.value())
                    .map(value -> new Part(part.depth(), part.expression(), value))
                    .stream())
        .toList();
  }
}

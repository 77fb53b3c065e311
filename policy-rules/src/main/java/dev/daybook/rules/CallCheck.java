package dev.daybook.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.daybook.rules.Environment.Mistake;
import dev.daybook.seal.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at every call of a checked expression: is the function allowed, is what {@code matches()}
 * is given a pattern that was checked, which only a literal or a param can be, and can a text that
 * is written out be read as what the function wants. And at every whole number: beyond ±(2^53−1) it
 * would be equal to decimals that are other numbers.
 */
final class CallCheck {

  private final CelAbstractSyntaxTree ast;
  private final Map<String, Object> params;

  CallCheck(CelAbstractSyntaxTree ast, Map<String, Object> params) {
    this.ast = ast;
    this.params = params;
  }

  void into(List<Mistake> mistakes) {
    walk(ast.getExpr(), mistakes);
  }

  private void walk(CelExpr expression, List<Mistake> mistakes) {
    if (expression.getKind() == CelExpr.ExprKind.Kind.CALL) {
      var call = expression.call();
      if (!Functions.ALLOWED.contains(call.function())) {
        mistakes.add(
            at(
                expression,
                "`%s` is not among the functions of policies".formatted(call.function()),
                "docs/reference/policies.md lists them"));
      }
      if (call.function().equals("matches")) {
        pattern(call.args().getLast()).ifPresent(problem -> mistakes.add(problem));
      }
      texts(expression, mistakes);
    }
    if (expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.INT64_VALUE
        && !isExact(expression.constant().int64Value())) {
      mistakes.add(
          at(
              expression,
              "`%d` is larger than a decimal can tell from its neighbours"
                  .formatted(expression.constant().int64Value()),
              "whole numbers go up to %d either way".formatted(CanonicalJson.LARGEST_INTEGER)));
    }
    if (expression.getKind() == CelExpr.ExprKind.Kind.STRUCT) {
      mistakes.add(at(expression, "policies build no messages", "use a map: {'name': value}"));
    }
    Fields.children(expression).forEach(child -> walk(child, mistakes));
  }

  private static boolean isExact(long number) {
    return number <= CanonicalJson.LARGEST_INTEGER && number >= -CanonicalJson.LARGEST_INTEGER;
  }

  private Optional<Mistake> pattern(CelExpr argument) {
    return known(argument)
        .map(pattern -> checked(argument, pattern))
        .orElseGet(
            () ->
                Optional.of(
                    at(
                        argument,
                        "matches() takes a pattern written out here or in spec.params, so that it"
                            + " is checked before it is used",
                        "move the pattern to spec.params and write `matches(params.pattern)`")));
  }

  /** What is written out has to mean something to the function it is handed to. */
  private void texts(CelExpr call, List<Mistake> mistakes) {
    List<CelExpr> operands = Fields.children(call);
    List<Reading<?>> readings = TextFunction.readings(call.call().function(), operands.size());
    for (int i = 0; i < readings.size(); i++) {
      CelExpr operand = operands.get(i);
      Reading<?> reading = readings.get(i);
      known(operand)
          .flatMap(reading::problem)
          .ifPresent(
              problem -> mistakes.add(at(operand, problem, "write one like " + reading.example())));
    }
  }

  /** The text an operand is whatever the facts are: one written out here or in spec.params. */
  private Optional<String> known(CelExpr operand) {
    if (operand.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && operand.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      return Optional.of(operand.constant().stringValue());
    }
    String name = ast.getReference(operand.id()).map(reference -> reference.name()).orElse("");
    return name.startsWith("params.")
            && params.get(name.substring("params.".length())) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  private Optional<Mistake> checked(CelExpr argument, String pattern) {
    return Patterns.problem(pattern)
        .map(
            problem ->
                at(
                    argument,
                    problem,
                    "shorten or correct the pattern `%s`".formatted(cut(pattern))));
  }

  private static String cut(String pattern) {
    return pattern.length() <= 60 ? pattern : pattern.substring(0, 59) + "…";
  }

  private Mistake at(CelExpr expression, String message, String fix) {
    Integer offset = ast.getSource().getPositionsMap().get(expression.id());
    return ast.getSource()
        .getOffsetLocation(offset == null ? 0 : offset)
        .map(place -> new Mistake(place.getLine(), place.getColumn() + 1, message, fix))
        .orElseGet(() -> new Mistake(1, 1, message, fix));
  }
}

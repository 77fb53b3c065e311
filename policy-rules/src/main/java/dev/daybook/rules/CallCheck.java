package dev.daybook.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.daybook.rules.Environment.Mistake;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at every call of a checked expression: is the function allowed, and is what {@code
 * matches()} is given a pattern that was checked, which only a literal or a param can be.
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
    }
    if (expression.getKind() == CelExpr.ExprKind.Kind.STRUCT) {
      mistakes.add(at(expression, "policies build no messages", "use a map: {'name': value}"));
    }
    Fields.children(expression).forEach(child -> walk(child, mistakes));
  }

  private Optional<Mistake> pattern(CelExpr argument) {
    if (argument.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      return checked(argument, argument.constant().stringValue());
    }
    String name = ast.getReference(argument.id()).map(reference -> reference.name()).orElse("");
    if (name.startsWith("params.")
        && params.get(name.substring("params.".length())) instanceof String pattern) {
      return checked(argument, pattern);
    }
    return Optional.of(
        at(
            argument,
            "matches() takes a pattern written out here or in spec.params, so that it is checked"
                + " before it is used",
            "move the pattern to spec.params and write `matches(params.pattern)`"));
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

package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.daybook.decision.Finding.Because;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule answered false: walks from the rule's root down to the smallest parts that made it so,
 * and tells each with the values it was computed from.
 *
 * <p>Of {@code a && b} only what was false matters, of {@code a || b} everything did; a choice
 * matters by its condition and the branch taken; a loop by the element it ended on.
 */
final class Explanation {

  private final Expression expression;
  private final Trace trace;
  private final Map<String, String> because = new LinkedHashMap<>();
  private @Nullable String seen;

  private Explanation(Expression expression, Trace trace) {
    this.expression = expression;
    this.trace = trace;
  }

  static Explanation of(Expression expression, Trace trace) {
    Explanation explanation = new Explanation(expression, trace);
    explanation.walk(expression.ast().getExpr());
    return explanation;
  }

  List<Because> because() {
    List<Because> list = new ArrayList<>();
    because.forEach((text, value) -> list.add(new Because(text, value)));
    return List.copyOf(list);
  }

  /** The first single value a failing part was computed from: what stands there. */
  Optional<String> seen() {
    return Optional.ofNullable(seen);
  }

  private void walk(CelExpr part) {
    if (because.size() >= Bounds.BECAUSE) {
      return;
    }
    switch (part.getKind()) {
      case CALL -> call(part);
      case COMPREHENSION -> loop(part);
      case SELECT, IDENT -> tell(part);
      case LIST, MAP, STRUCT -> Fields.children(part).forEach(this::walk);
      case NOT_SET, CONSTANT -> {}
    }
  }

  private void call(CelExpr part) {
    var call = part.call();
    switch (call.function()) {
      case "_&&_", "_||_" -> {
        Object own = trace.value(part.id()).orElse(false);
        call.args().stream()
            .filter(side -> trace.value(side.id()).filter(own::equals).isPresent())
            .forEach(this::walk);
      }
      case "!_", "@not_strictly_false" -> walk(call.args().getFirst());
      case "_?_:_" -> {
        walk(call.args().getFirst());
        boolean first =
            trace.value(call.args().getFirst().id()).filter(Boolean.TRUE::equals).isPresent();
        walk(call.args().get(first ? 1 : 2));
      }
      default -> {
        tell(part);
        Fields.children(part).forEach(this::operand);
      }
    }
  }

  /** Names what a failing comparison was computed from, without what is written in the rule. */
  private void operand(CelExpr part) {
    switch (part.getKind()) {
      case SELECT, IDENT, COMPREHENSION -> tell(part);
      case CALL, LIST, MAP, STRUCT -> Fields.children(part).forEach(this::operand);
      case NOT_SET, CONSTANT -> {}
    }
  }

  private void loop(CelExpr part) {
    var loop = part.comprehension();
    tell(part);
    // A failing `all` ended on the element that fails it; every other loop saw them all.
    boolean ended =
        trace.value(part.id()).filter(Boolean.FALSE::equals).isPresent()
            && trace.value(loop.accuInit().id()).filter(Boolean.TRUE::equals).isPresent()
            && loop.loopStep().getKind() == Kind.CALL;
    if (ended) {
      element(loop.loopStep(), loop.iterVar());
      walk(loop.loopStep().call().args().getLast());
    } else {
      tell(loop.iterRange());
    }
  }

  private boolean element(CelExpr part, String name) {
    if (part.getKind() == Kind.IDENT && part.ident().name().equals(name)) {
      tell(part);
      return true;
    }
    for (CelExpr child : Fields.children(part)) {
      if (element(child, name)) {
        return true;
      }
    }
    return false;
  }

  private void tell(CelExpr part) {
    Optional<Object> traced = trace.value(part.id());
    if (traced.isEmpty() || because.size() >= Bounds.BECAUSE) {
      return;
    }
    String text = expression.text(part);
    if (text.startsWith("@")) {
      return;
    }
    Object value = shown(part, traced.get());
    because.putIfAbsent(
        Rendered.cut(text, Bounds.TEXT), Rendered.text(expression.typeOf(part), value));
    boolean single =
        switch (value) {
          case String _, Long _, Double _, Instant _, Duration _ -> true;
          default -> false;
        };
    if (seen == null && single && !isGiven(text)) {
      seen = Rendered.bare(value);
    }
  }

  /** Whether an expression is the rule's own measure or guard rather than what it measures. */
  private static boolean isGiven(String text) {
    return text.startsWith("params.") || text.equals("command.kind");
  }

  /** The value without what may name a person: findings are recorded for good. */
  private Object shown(CelExpr part, Object value) {
    if (value instanceof Boolean || value instanceof Number) {
      return value;
    }
    return expression.isPersonal(part) ? FactTypes.PERSONAL : value;
  }
}

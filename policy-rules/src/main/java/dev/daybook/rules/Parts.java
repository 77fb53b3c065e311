package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.runtime.CelUnknownSet;
import dev.daybook.rules.ToldExpression.Part;
import dev.daybook.rules.ToldExpression.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of an expression that somebody wrote, each with what became of it. What macros are
 * written out to is left out, and so is what tells nothing: values written out as such, and facts
 * as a whole that are there.
 *
 * <p>The library tells values only. That a part was looked at and came to none follows from what
 * stands around it: evaluation goes from left to right, and ends where something has no value, but
 * for {@code &&} and {@code ||}, of which the other side may still decide.
 */
final class Parts {

  private final Expression expression;
  private final Trace trace;
  private final int most;
  private final List<Part> told = new ArrayList<>();
  private int more;

  private Parts(Expression expression, Trace trace, int most) {
    this.expression = expression;
    this.trace = trace;
    this.most = most;
  }

  /**
   * Of an expression, by the values it had.
   *
   * @param most how many are told; all are counted
   */
  static Parts of(Expression expression, Trace trace, int most) {
    Parts parts = new Parts(expression, trace, most);
    parts.add(expression.ast().getExpr(), 0, true);
    return parts;
  }

  /** The whole first, each before its own parts. */
  List<Part> told() {
    return told;
  }

  /** How many there are beside those. */
  int more() {
    return more;
  }

  private void add(CelExpr part, int depth, boolean reached) {
    boolean worthTelling = isWorthTelling(part, reached);
    if (worthTelling && told.size() < most) {
      told.add(told(part, depth, reached));
    } else if (worthTelling) {
      more++;
    }
    for (CelExpr child : children(part)) {
      add(child, worthTelling ? depth + 1 : depth, reached && isReached(child, part));
    }
  }

  private Part told(CelExpr part, int depth, boolean reached) {
    Span span = expression.span(part);
    Optional<Object> value = value(part);
    return new Part(
        depth,
        Rendered.cut(expression.text(part), Bounds.TEXT),
        span.begin(),
        span.end(),
        value.isPresent() ? State.EVALUATED : reached ? withoutValue(part) : State.NOT_EVALUATED,
        value.map(seen -> expression.shown(part, seen)).orElse(null));
  }

  private State withoutValue(CelExpr part) {
    boolean inside =
        children(part).stream().anyMatch(child -> !hasValue(child) && isReached(child, part));
    if (inside) {
      return State.NO_VALUE;
    }
    return switch (part.getKind()) {
      case IDENT, SELECT ->
          expression.nameOf(part).startsWith("variables.") ? State.NO_VALUE : State.MISSING;
      case CALL -> isMissingKey(part) ? State.MISSING : State.FAILED;
      case COMPREHENSION, LIST, MAP, STRUCT, CONSTANT, NOT_SET -> State.FAILED;
    };
  }

  /** Whether it asks a map for what is not in it; a list without such an element is a failure. */
  private boolean isMissingKey(CelExpr part) {
    return part.call().function().equals("_[_]")
        && value(part.call().args().getFirst()).filter(Map.class::isInstance).isPresent();
  }

  /** Whether evaluating a part came to one of its own. */
  private boolean isReached(CelExpr child, CelExpr part) {
    if (hasValue(child)) {
      return true;
    }
    List<CelExpr> all = children(part);
    if (part.getKind() == Kind.COMPREHENSION) {
      return child == all.getFirst() || value(all.getFirst()).filter(Parts::hasTurns).isPresent();
    }
    if (part.getKind() != Kind.CALL) {
      return isFirstWithout(child, all);
    }
    return switch (part.call().function()) {
      case "_&&_", "_||_" -> child == all.getFirst() || value(part).isEmpty();
      case "_?_:_" -> {
        Optional<Object> condition = value(all.getFirst());
        yield child == all.getFirst()
            || condition.filter(Boolean.valueOf(child == all.get(1))::equals).isPresent();
      }
      default -> isFirstWithout(child, all);
    };
  }

  private boolean isFirstWithout(CelExpr child, List<CelExpr> all) {
    return all.stream().filter(each -> !hasValue(each)).findFirst().orElse(null) == child;
  }

  private static boolean hasTurns(Object range) {
    return switch (range) {
      case Collection<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> false;
    };
  }

  private boolean hasValue(CelExpr part) {
    return part.getKind() == Kind.CONSTANT || value(part).isPresent();
  }

  private Optional<Object> value(CelExpr part) {
    return trace.value(part.id()).filter(value -> !(value instanceof CelUnknownSet));
  }

  private boolean isWorthTelling(CelExpr part, boolean reached) {
    return switch (part.getKind()) {
      case CONSTANT, NOT_SET -> false;
      case IDENT -> !isOfMacro(part) && (!isWholeFact(part) || (reached && !hasValue(part)));
      case CALL -> !isOfMacro(part);
      case LIST, MAP, STRUCT ->
          Fields.children(part).stream().anyMatch(each -> each.getKind() != Kind.CONSTANT);
      case SELECT, COMPREHENSION -> true;
    };
  }

  private boolean isWholeFact(CelExpr part) {
    return FactTypes.all().variables().containsKey(part.ident().name())
        && !FactTypes.fields(expression.typeOf(part)).isEmpty();
  }

  /** What of a part somebody wrote may be in it: of a loop, what it loops over and what it asks. */
  private List<CelExpr> children(CelExpr part) {
    return switch (part.getKind()) {
      // `params.x` and `variables.x` are names of their own: before the dot there is nothing.
      case SELECT -> expression.nameOf(part).isEmpty() ? Fields.children(part) : List.of();
      case COMPREHENSION ->
          List.of(part.comprehension().iterRange(), part.comprehension().loopStep());
      case CALL -> isOfMacro(part) ? written(part) : Fields.children(part);
      case IDENT, CONSTANT, NOT_SET, LIST, MAP, STRUCT -> Fields.children(part);
    };
  }

  /** Of a step that a macro put together, what it adds to its answer without the list around it. */
  private static List<CelExpr> written(CelExpr step) {
    return Fields.children(step).stream()
        .map(child -> child.getKind() == Kind.LIST ? child.list().elements().getFirst() : child)
        .toList();
  }

  /**
   * Whether it collects a macro's answer: no name that somebody can write begins with {@code @}.
   */
  private static boolean isOfMacro(CelExpr part) {
    return switch (part.getKind()) {
      case IDENT -> part.ident().name().startsWith("@");
      case CALL -> Fields.children(part).stream().anyMatch(Parts::isOfMacro);
      case SELECT, LIST, MAP, STRUCT, COMPREHENSION, CONSTANT, NOT_SET -> false;
    };
  }
}

package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.Optional;

/**
 * The smallest part of a rule that made it answer false. Walks down from the whole as long as one
 * side alone decides:
 *
 * <ul>
 *   <li>of {@code a && b} the first side that is false, of a negated {@code a || b} the first that
 *       is true;
 *   <li>of {@code !x} what made {@code x} true, where that is smaller than {@code x};
 *   <li>of {@code c ? a : b} the branch taken, if it is not a constant;
 *   <li>of {@code all} the part of its condition that the first failing element fails, of a negated
 *       {@code exists} the part that the first fitting one fits;
 *   <li>of {@code a || b} and {@code exists} all of it, since every side and every element had a
 *       share in it; and so of everything else, comparisons and calls.
 * </ul>
 */
final class SmallestPart {

  private final Trace trace;

  private SmallestPart(Trace trace) {
    this.trace = trace;
  }

  /** Of an expression that answered false, by the values it had. */
  static CelExpr of(CelExpr whole, Trace trace) {
    return new SmallestPart(trace).of(whole, false);
  }

  private CelExpr of(CelExpr part, boolean answer) {
    return switch (part.getKind()) {
      case CALL -> call(part, answer);
      case COMPREHENSION -> loop(part, answer);
      case NOT_SET, CONSTANT, IDENT, SELECT, LIST, STRUCT, MAP -> part;
    };
  }

  private CelExpr call(CelExpr part, boolean answer) {
    var call = part.call();
    return switch (call.function()) {
      case "_&&_" -> answer ? part : side(part, false);
      case "_||_" -> answer ? side(part, true) : part;
      case "!_" -> {
        CelExpr inside = call.args().getFirst();
        CelExpr smaller = of(inside, !answer);
        yield smaller == inside ? part : smaller;
      }
      case "_?_:_" -> {
        CelExpr taken = call.args().get(is(call.args().getFirst(), true) ? 1 : 2);
        yield taken.getKind() == Kind.CONSTANT ? part : of(taken, answer);
      }
      default -> part;
    };
  }

  private CelExpr side(CelExpr part, boolean answer) {
    return part.call().args().stream()
        .filter(side -> is(side, answer))
        .findFirst()
        .map(side -> of(side, answer))
        .orElse(part);
  }

  /** A loop that ended early did so on the element that decides, whose values the trace has. */
  private CelExpr loop(CelExpr part, boolean answer) {
    var loop = part.comprehension();
    String function =
        loop.loopStep().getKind() == Kind.CALL ? loop.loopStep().call().function() : "";
    boolean decides = function.equals(answer ? "_||_" : "_&&_") && is(loop.accuInit(), !answer);
    if (!decides) {
      return part;
    }
    CelExpr condition = loop.loopStep().call().args().getLast();
    return is(condition, answer) ? of(condition, answer) : part;
  }

  private boolean is(CelExpr part, boolean answer) {
    Optional<Object> value =
        part.getKind() == Kind.CONSTANT
            ? Optional.of(part.constant().booleanValue())
            : trace.value(part.id());
    return value.filter(Boolean.valueOf(answer)::equals).isPresent();
  }
}

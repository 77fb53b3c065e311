package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sub-expressions of an expression each turn of a loop evaluates anew. A turn tells itself:
 * the same sub-expression has a value once more.
 */
final class Turns {

  private final int[] @Nullable [] bodies;

  /**
   * @param size one more than the largest id
   */
  Turns(CelExpr whole, int size) {
    this.bodies = new int[size][];
    walk(whole, null);
  }

  /** The ids of all that the innermost loop around a sub-expression does in a turn, if in one. */
  int @Nullable [] around(int id) {
    return bodies[id];
  }

  private void walk(CelExpr part, int @Nullable [] body) {
    bodies[(int) part.id()] = body;
    if (part.getKind() != Kind.COMPREHENSION) {
      Fields.children(part).forEach(child -> walk(child, body));
      return;
    }
    var loop = part.comprehension();
    walk(loop.iterRange(), body);
    walk(loop.accuInit(), body);
    walk(loop.result(), body);
    // Asked before each turn, and once more behind the last: no turn begins with it.
    walk(loop.loopCondition(), null);
    List<Integer> inside = new ArrayList<>();
    collect(loop.loopStep(), inside);
    walk(loop.loopStep(), inside.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void collect(CelExpr part, List<Integer> ids) {
    ids.add((int) part.id());
    Fields.children(part).forEach(child -> collect(child, ids));
  }
}

package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.Collection;
import java.util.Set;

/**
 * What each sub-expression's value costs beside its step: what it creates, and what the function it
 * is handed to will have to walk through. The latter is paid before the function begins, since
 * nothing can stop it any more.
 */
final class Tariff {

  /** Makes a list or map (everything it holds, at every level) or adds texts (their length). */
  static final int CREATES = 1;

  /** Answers a new text or number: its length. */
  static final int ANSWERS = 1 << 1;

  /** Appends to a loop's result, or answers one of its operands, which was paid for: one. */
  static final int APPENDS = 1 << 2;

  /** Is compared: everything it holds, at every level. */
  static final int COMPARED = 1 << 3;

  /** Is read to its end if it is a text, and not looked into if it is anything else. */
  static final int READ = 1 << 4;

  /** What looks at no more than a truth value, passes on what it is given, or pays by itself. */
  private static final Set<String> PASSING =
      Set.of(
          "_&&_",
          "_||_",
          "!_",
          "_?_:_",
          "@not_strictly_false",
          "_[_]",
          "dyn",
          "type",
          "join",
          "withParts");

  /** Comparisons, which walk through both sides. */
  private static final Set<String> COMPARING =
      Set.of("_==_", "_!=_", "@in", "_<_", "_<=_", "_>_", "_>=_", "startsWith", "endsWith");

  /** Conversions and measures, which read a text to its end. */
  private static final Set<String> READING =
      Set.of("size", "bool", "int", "double", "timestamp", "duration");

  /** Functions that charge what they search themselves, knowing both text and pattern. */
  private static final Set<String> SEARCHING = Set.of("matches", "contains", "join", "withParts");

  private final byte[] prices;
  private boolean searches;

  Tariff(Collection<CelExpr> parts) {
    long largest = parts.stream().mapToLong(CelExpr::id).max().orElse(0);
    this.prices = new byte[(int) largest + 1];
    parts.forEach(this::price);
  }

  /** The kinds of cost of the sub-expression with this id, as bits. */
  int of(int id) {
    return prices[id];
  }

  /** How many ids there are. */
  int size() {
    return prices.length;
  }

  /** Whether a function is called that charges by itself. */
  boolean searches() {
    return searches;
  }

  private void price(CelExpr part) {
    switch (part.getKind()) {
      case CALL -> call(part);
      case LIST, MAP, STRUCT -> put(part, CREATES);
      case NOT_SET, CONSTANT, IDENT, SELECT, COMPREHENSION -> {}
    }
  }

  private void call(CelExpr part) {
    String function = part.call().function();
    if (function.equals("_+_")) {
      put(part, appends(part) ? APPENDS : CREATES);
    } else {
      put(part, PASSING.contains(function) ? APPENDS : ANSWERS);
    }
    if (COMPARING.contains(function)) {
      Fields.children(part).forEach(operand -> put(operand, COMPARED));
    } else if (READING.contains(function)) {
      Fields.children(part).forEach(operand -> put(operand, READ));
    }
    searches |= SEARCHING.contains(function) || TextFunction.names().contains(function);
  }

  /** Whether a call appends to a loop's result so far: {@code @result + [x]}. */
  private static boolean appends(CelExpr plus) {
    CelExpr first = plus.call().args().getFirst();
    return first.getKind() == Kind.IDENT && first.ident().name().startsWith("@");
  }

  private void put(CelExpr part, int price) {
    if (part.getKind() != Kind.CONSTANT) {
      prices[(int) part.id()] |= (byte) price;
    }
  }
}

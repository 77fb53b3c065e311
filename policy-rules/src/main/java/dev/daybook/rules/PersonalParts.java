package dev.daybook.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The sub-expressions of a checked expression that reach personal data, other than to ask whether
 * it is there. What hides the type of a value with persons in it ({@code dyn(product)}) is personal
 * as a whole, since nobody can tell any more what is taken out of it.
 */
final class PersonalParts {

  private final CelAbstractSyntaxTree ast;
  private final Set<Long> ids = new HashSet<>();
  private boolean hides;

  /** {@code names} are the names, like {@code variables.owner}, that hold personal data. */
  PersonalParts(CelAbstractSyntaxTree ast, Set<String> names) {
    this.ast = ast;
    walk(ast.getExpr(), names);
  }

  boolean contains(CelExpr part) {
    return ids.contains(part.id());
  }

  /**
   * Whether the answer can tell something about a person: truth values and numbers cannot, where
   * their types can be trusted.
   */
  boolean answer() {
    CelType type = ast.getResultType();
    boolean harmless =
        type.equals(SimpleType.BOOL)
            || type.equals(SimpleType.INT)
            || type.equals(SimpleType.DOUBLE);
    return contains(ast.getExpr()) && (hides || !harmless);
  }

  private boolean walk(CelExpr part, Set<String> names) {
    boolean personal =
        switch (part.getKind()) {
          case IDENT -> names.contains(part.ident().name());
          case SELECT -> {
            var select = part.select();
            boolean inside = walk(select.operand(), names);
            yield names.contains(reference(part))
                || (!select.testOnly()
                    && (inside || FactTypes.isPersonal(type(select.operand()), select.field())));
          }
          case COMPREHENSION -> loop(part, names);
          case NOT_SET, CONSTANT, CALL, LIST, STRUCT, MAP -> all(part, names);
        };
    if (personal) {
      ids.add(part.id());
    }
    return personal;
  }

  private boolean loop(CelExpr part, Set<String> names) {
    var loop = part.comprehension();
    Set<String> inside = new HashSet<>(names);
    boolean personal = walk(loop.iterRange(), names);
    if (personal) {
      inside.add(loop.iterVar());
    } else {
      inside.remove(loop.iterVar());
    }
    for (CelExpr each :
        List.of(loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result())) {
      personal |= walk(each, inside);
    }
    return personal;
  }

  private boolean all(CelExpr part, Set<String> names) {
    boolean personal = false;
    boolean untyped = isUntyped(type(part));
    for (CelExpr child : Fields.children(part)) {
      boolean hidden = untyped && FactTypes.holdsPersonal(type(child));
      hides |= hidden;
      personal |= walk(child, names);
      personal |= hidden;
    }
    return personal;
  }

  private static boolean isUntyped(CelType type) {
    return switch (type) {
      case ListType list -> !list.hasElemType() || isUntyped(list.elemType());
      case MapType map -> isUntyped(map.valueType());
      default -> type.equals(SimpleType.DYN);
    };
  }

  private CelType type(CelExpr part) {
    return ast.getType(part.id()).orElse(SimpleType.DYN);
  }

  private String reference(CelExpr part) {
    return ast.getReference(part.id()).map(reference -> reference.name()).orElse("");
  }
}

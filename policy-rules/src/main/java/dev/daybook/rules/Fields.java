package dev.daybook.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.StructType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out, in an expression that does not type-check, what a misspelt field was looked for in, so
 * that the message can name the fields there are. Follows names, fields and loop variables, which
 * is all that facts are reached by.
 */
final class Fields {

  /** What has the fields: its text and their names. */
  record Owner(String text, Collection<String> fields) {}

  private final long wanted;
  private Optional<Owner> found = Optional.empty();

  private Fields(long wanted) {
    this.wanted = wanted;
  }

  /**
   * The operand of the select with this id.
   *
   * @param names the types of the facts
   */
  static Optional<Owner> ownerOf(long id, CelExpr expression, Map<String, CelType> names) {
    Fields fields = new Fields(id);
    fields.walk(expression, new HashMap<>(names));
    return fields.found;
  }

  /** The field that is selected from the identifier with this id: {@code params.x} gives x. */
  static Optional<String> selectedFrom(long id, CelExpr expression) {
    if (expression.getKind() == CelExpr.ExprKind.Kind.SELECT
        && expression.select().operand().id() == id) {
      return Optional.of(expression.select().field());
    }
    return children(expression).stream()
        .map(child -> selectedFrom(id, child))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether the expression with this id is a function call. */
  static boolean isCall(long id, CelExpr expression) {
    return (expression.id() == id && expression.getKind() == CelExpr.ExprKind.Kind.CALL)
        || children(expression).stream().anyMatch(child -> isCall(id, child));
  }

  /** Every name an expression stands on: facts, and its policy's own {@code variables.x}. */
  static Set<String> names(CelAbstractSyntaxTree ast) {
    Set<String> names = new HashSet<>();
    collect(ast.getExpr(), ast, names);
    return names;
  }

  private static void collect(CelExpr part, CelAbstractSyntaxTree ast, Set<String> names) {
    ast.getReference(part.id()).ifPresent(reference -> names.add(reference.name()));
    children(part).forEach(child -> collect(child, ast, names));
  }

  static List<CelExpr> children(CelExpr expression) {
    return switch (expression.getKind()) {
      case SELECT -> List.of(expression.select().operand());
      case CALL -> {
        var call = expression.call();
        yield call.target().isEmpty()
            ? call.args()
            : Stream.concat(call.target().stream(), call.args().stream()).toList();
      }
      case LIST -> expression.list().elements();
      case MAP ->
          expression.map().entries().stream()
              .flatMap(entry -> Stream.of(entry.key(), entry.value()))
              .toList();
      case STRUCT -> expression.struct().entries().stream().map(entry -> entry.value()).toList();
      case COMPREHENSION -> {
        var loop = expression.comprehension();
        yield List.of(
            loop.iterRange(),
            loop.accuInit(),
            loop.loopCondition(),
            loop.loopStep(),
            loop.result());
      }
      case NOT_SET, CONSTANT, IDENT -> List.of();
    };
  }

  private Optional<CelType> walk(CelExpr expression, Map<String, CelType> names) {
    return switch (expression.getKind()) {
      case IDENT -> Optional.ofNullable(names.get(expression.ident().name()));
      case SELECT -> {
        Optional<CelType> operand = walk(expression.select().operand(), names);
        if (operand.orElse(null) instanceof StructType struct) {
          if (expression.id() == wanted) {
            found =
                Optional.of(new Owner(text(expression.select().operand()), struct.fieldNames()));
          }
          yield struct.findField(expression.select().field()).map(StructType.Field::type);
        }
        yield Optional.empty();
      }
      case COMPREHENSION -> {
        var loop = expression.comprehension();
        Optional<CelType> range = walk(loop.iterRange(), names);
        Map<String, CelType> inside = new HashMap<>(names);
        if (range.orElse(null) instanceof ListType list && list.hasElemType()) {
          inside.put(loop.iterVar(), list.elemType());
        } else {
          inside.remove(loop.iterVar());
        }
        walk(loop.accuInit(), inside);
        walk(loop.loopCondition(), inside);
        walk(loop.loopStep(), inside);
        walk(loop.result(), inside);
        // filter() keeps what it loops over.
        yield loop.accuInit().getKind() == CelExpr.ExprKind.Kind.LIST ? range : Optional.empty();
      }
      case CALL -> {
        List<Optional<CelType>> operands =
            children(expression).stream().map(child -> walk(child, names)).toList();
        yield switch (expression.call().function()) {
          case "withParts" -> operands.getFirst();
          case "_[_]" ->
              operands.getFirst().orElse(null) instanceof ListType list
                  ? Optional.of(list.elemType())
                  : Optional.empty();
          default -> Optional.empty();
        };
      }
      case LIST, MAP, STRUCT -> {
        children(expression).forEach(child -> walk(child, names));
        yield Optional.empty();
      }
      case NOT_SET, CONSTANT -> Optional.empty();
    };
  }

  private static String text(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> expression.ident().name();
      case SELECT -> text(expression.select().operand()) + "." + expression.select().field();
      default -> "it";
    };
  }
}

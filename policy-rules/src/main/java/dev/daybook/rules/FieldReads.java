package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.ListType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which fields of documents the expressions of one policy read, told from their text alone: follows
 * names, fields, loops and variables from the documents on. A field is read where its value, its
 * size or whether it is there makes a difference; who gives a whole object on, to a function or a
 * comparison, reads all of it.
 */
final class FieldReads {

  /** Functions whose answer is what they are given, or part of it. */
  private static final Set<String> PASS_ON = Set.of("dyn", "withParts", "_[_]");

  /** Functions that ask how much of something there is, and not what. */
  private static final Set<String> OUTSIDE = Set.of("size", "type");

  private final Map<String, Expression> variables;
  private final Map<String, Made> made = new HashMap<>();

  /** What a value may be taken from, and what is read to come to it. */
  private record Made(Set<DocumentField> from, Set<DocumentField> read) {}

  FieldReads(CompiledPolicy policy) {
    this.variables = policy.variables();
  }

  /** What is read to come to the answer of an expression, its variables included. */
  Set<DocumentField> of(Expression expression) {
    Walk walk = new Walk(expression);
    walk.all(walk.from(expression.ast().getExpr(), Map.of()));
    return walk.read;
  }

  private Made variable(String name, Expression expression) {
    Made known = made.get(name);
    if (known == null) {
      Walk walk = new Walk(expression);
      known = new Made(walk.from(expression.ast().getExpr(), Map.of()), walk.read);
      made.put(name, known);
    }
    return known;
  }

  /** A walk through one expression. */
  private final class Walk {

    private final Expression expression;
    private final Set<DocumentField> read = new HashSet<>();

    Walk(Expression expression) {
      this.expression = expression;
    }

    /** Reads all of what values are taken from. */
    void all(Set<DocumentField> fields) {
      fields.forEach(field -> read.addAll(field.throughout()));
    }

    /**
     * From where the value of a part may be taken; what is looked at on the way is read.
     *
     * @param names those of loops around it
     */
    Set<DocumentField> from(CelExpr part, Map<String, Set<DocumentField>> names) {
      return switch (part.getKind()) {
        case IDENT -> {
          Set<DocumentField> loop = names.get(part.ident().name());
          yield loop == null ? named(expression.nameOf(part)) : loop;
        }
        case SELECT -> select(part, names);
        case CALL -> call(part, names);
        case COMPREHENSION -> loop(part, names);
        case LIST, MAP, STRUCT -> together(Fields.children(part), names);
        case CONSTANT, NOT_SET -> Set.of();
      };
    }

    private Set<DocumentField> named(String name) {
      Expression variable = variables.get(name);
      if (variable != null) {
        Made value = variable(name, variable);
        read.addAll(value.read());
        return value.from();
      }
      DocumentField document = DocumentField.all().get(name);
      return document == null ? Set.of() : Set.of(document);
    }

    private Set<DocumentField> select(CelExpr part, Map<String, Set<DocumentField>> names) {
      if (!expression.nameOf(part).isEmpty()) {
        return named(expression.nameOf(part));
      }
      Set<DocumentField> fields =
          from(part.select().operand(), names).stream()
              // Of a map all is one field; so is what no type tells apart.
              .map(of -> of.field(part.select().field()).orElse(of))
              .collect(Collectors.toSet());
      if (part.select().testOnly()) {
        read.addAll(fields);
        return Set.of();
      }
      return fields;
    }

    private Set<DocumentField> call(CelExpr part, Map<String, Set<DocumentField>> names) {
      List<CelExpr> operands = Fields.children(part);
      String function = part.call().function();
      if (function.equals("_?_:_")) {
        all(from(operands.getFirst(), names));
        return together(operands.subList(1, 3), names);
      }
      if (function.equals("_+_") && expression.typeOf(part) instanceof ListType) {
        return together(operands, names);
      }
      if (PASS_ON.contains(function)) {
        operands.stream().skip(1).forEach(each -> all(from(each, names)));
        Set<DocumentField> from = from(operands.getFirst(), names);
        if (function.equals("withParts")) {
          from.forEach(of -> of.field("fields").ifPresent(read::add));
        }
        return from;
      }
      for (CelExpr operand : operands) {
        Set<DocumentField> from = from(operand, names);
        if (OUTSIDE.contains(function)) {
          read.addAll(from);
        } else {
          all(from);
        }
      }
      return Set.of();
    }

    /**
     * Only macros make loops, and none adds to its answer what that already has: one turn tells. So
     * loops inside loops are walked through once.
     */
    private Set<DocumentField> loop(CelExpr part, Map<String, Set<DocumentField>> names) {
      var loop = part.comprehension();
      Set<DocumentField> over = from(loop.iterRange(), names);
      read.addAll(over);
      Map<String, Set<DocumentField>> inside = new HashMap<>(names);
      inside.put(loop.iterVar(), over);
      inside.put(loop.accuVar(), from(loop.accuInit(), names));
      all(from(loop.loopCondition(), inside));
      inside.put(loop.accuVar(), from(loop.loopStep(), inside));
      return from(loop.result(), inside);
    }

    private Set<DocumentField> together(
        List<CelExpr> parts, Map<String, Set<DocumentField>> names) {
      Set<DocumentField> from = new HashSet<>();
      parts.forEach(each -> from.addAll(from(each, names)));
      return from;
    }
  }
}

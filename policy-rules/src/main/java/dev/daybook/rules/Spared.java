package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.daybook.decision.Facts;
import dev.daybook.path.CommandKind;
import dev.daybook.rules.PolicyDocument.Grandfather;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a policy leaves alone because it was there before. A subject is there once something
 * happened to it; what of its document changes is told by the first part of each place, and what a
 * rule reads by the fields it takes of the document, with those of the variables it is made of.
 */
final class Spared {

  /** Stands for the document as a whole, which changes whatever of it does. */
  private static final String WHOLE = "";

  private static final Set<String> DOCUMENTS =
      CommandKind.all().values().stream()
          .flatMap(kind -> kind.documents().keySet().stream())
          .collect(Collectors.toUnmodifiableSet());

  private final Grandfather grandfather;
  private final Map<Expression, Set<String>> reads = new HashMap<>();

  Spared(Grandfather grandfather, List<CompiledPolicy.Rule> rules, Map<String, Expression> made) {
    this.grandfather = grandfather;
    if (grandfather instanceof Grandfather.Unchanged) {
      for (CompiledPolicy.Rule rule : rules) {
        Set<String> fields = new HashSet<>();
        read(rule.expression(), made, fields, new HashSet<>());
        reads.put(rule.expression(), Set.copyOf(fields));
      }
    }
  }

  /** Whether the policy asks nothing of this command at all. */
  boolean all(Facts facts, Instant clock) {
    return switch (grandfather) {
      case Grandfather.Nobody _, Grandfather.Unchanged _ -> false;
      case Grandfather.Existing _ -> isThere(facts);
      case Grandfather.Until until ->
          isThere(facts) && until.ends().filter(clock::isBefore).isPresent();
    };
  }

  /** Whether a rule is not asked, as nothing it reads changes. */
  boolean one(CompiledPolicy.Rule rule, Facts facts) {
    Set<String> fields = reads.getOrDefault(rule.expression(), Set.of());
    if (fields.isEmpty()
        || fields.contains(WHOLE)
        || !(facts.values().get("command") instanceof Map<?, ?> command)
        || !(command.get(CommandKind.CHANGED) instanceof List<?> places)) {
      return false;
    }
    return places.stream().map(Spared::field).noneMatch(fields::contains);
  }

  private static boolean isThere(Facts facts) {
    return facts.values().get("state") instanceof Map<?, ?> state && !state.isEmpty();
  }

  /** {@code outputPorts} of {@code /outputPorts/0/type}. */
  private static String field(Object place) {
    return place instanceof String pointer && pointer.startsWith("/")
        ? pointer.substring(1).split("/", 2)[0]
        : WHOLE;
  }

  private static void read(
      Expression expression,
      Map<String, Expression> made,
      Set<String> fields,
      Set<String> followed) {
    walk(expression.ast().getExpr(), fields);
    for (String name : expression.names()) {
      Expression variable = made.get(name);
      if (variable != null && followed.add(name)) {
        read(variable, made, fields, followed);
      }
    }
  }

  private static void walk(CelExpr part, Set<String> fields) {
    if (part.getKind() == Kind.SELECT && isDocument(part.select().operand())) {
      fields.add(part.select().field());
    } else if (isDocument(part)) {
      fields.add(WHOLE);
    } else {
      Fields.children(part).forEach(child -> walk(child, fields));
    }
  }

  private static boolean isDocument(CelExpr part) {
    return part.getKind() == Kind.IDENT && DOCUMENTS.contains(part.ident().name());
  }
}

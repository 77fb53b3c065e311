package dev.daybook.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import dev.daybook.decision.Finding.Failing;
import dev.daybook.document.Node;
import dev.daybook.document.Place;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One compiled expression: evaluated only ever under a {@link Guard}. */
final class Expression {

  private final CelAbstractSyntaxTree ast;
  private final CelRuntime.Program program;
  private final PersonalParts personal;
  private final Tariff tariff;
  private final int levels;
  private final Turns turns;
  private final Map<Long, CelExpr> byId = new HashMap<>();

  /**
   * @param personalNames the names, like {@code variables.owner}, that hold personal data
   * @param levels how deep it is nested with what it is made of
   */
  Expression(
      CelAbstractSyntaxTree ast,
      CelRuntime.Program program,
      Set<String> personalNames,
      int levels) {
    this.ast = ast;
    this.levels = levels;
    this.program = program;
    collect(ast.getExpr());
    this.personal = new PersonalParts(ast, personalNames);
    this.tariff = new Tariff(byId.values());
    this.turns = new Turns(ast.getExpr(), tariff.size());
  }

  /** What an evaluation came to. */
  sealed interface Answer {
    record Value(Object value) implements Answer {}

    /**
     * No value, and why.
     *
     * @param missing whether a fact was not there, which its document can mend
     */
    record None(String why, boolean missing) implements Answer {}
  }

  CelType type() {
    return ast.getResultType();
  }

  CelType typeOf(CelExpr part) {
    return ast.getType(part.id()).orElse(SimpleType.DYN);
  }

  int levels() {
    return levels;
  }

  CelAbstractSyntaxTree ast() {
    return ast;
  }

  /** For one evaluation. */
  Trace trace() {
    return Trace.of(tariff.size(), turns);
  }

  /** For all evaluations together. */
  Trace traceOfAll() {
    return Trace.ofAll(tariff.size());
  }

  Answer evaluate(Scope scope) {
    return evaluate(scope, scope.trace(this), null);
  }

  /**
   * Evaluates for the record.
   *
   * @param name what it is called in the digest of all steps
   */
  Answer evaluate(String name, Scope scope) {
    TraceDigest digest = scope.digest();
    if (digest == null) {
      return evaluate(scope);
    }
    digest.begin(name);
    Answer answer = evaluate(scope, scope.trace(this), digest);
    digest.end(answer);
    return answer;
  }

  /** Evaluates without guard or trace, only ever to measure what these cost. */
  Object unguarded(CelVariableResolver names) throws CelEvaluationException {
    return program.eval(names);
  }

  /** Evaluates once; with a trace, every sub-expression's value is put into it. */
  Answer evaluate(Scope scope, Trace trace) {
    return evaluate(scope, trace, null);
  }

  private Answer evaluate(Scope scope, @Nullable Trace trace, @Nullable TraceDigest digest) {
    Answer answer = answer(scope, trace, digest);
    if (trace != null) {
      trace.ends(answer);
    }
    return answer;
  }

  private Answer answer(Scope scope, @Nullable Trace trace, @Nullable TraceDigest digest) {
    Deadline deadline = scope.deadline();
    deadline.check();
    Guard guard = new Guard(tariff, scope.policy(), deadline, trace, digest, personal);
    Object value;
    try {
      value = guard.watching(() -> program.trace(scope, guard));
    } catch (CelEvaluationException e) {
      deadline.check();
      String spent = guard.spent();
      return spent == null ? failure(e) : spent(spent);
    }
    deadline.check();
    String spent = guard.spent();
    if (spent != null) {
      return spent(spent);
    }
    return value instanceof CelUnknownSet unknown ? missing(unknown) : new Answer.Value(value);
  }

  /** The calls, fields and loops somebody wrote: not the steps that macros make loops of. */
  List<CelExpr> parts() {
    return byId.values().stream()
        .filter(Expression::isWritten)
        .sorted(Comparator.comparingLong(CelExpr::id))
        .toList();
  }

  private static boolean isWritten(CelExpr part) {
    return switch (part.getKind()) {
      case SELECT, COMPREHENSION -> true;
      case CALL ->
          !part.call().function().startsWith("@")
              && part.call().args().stream().noneMatch(Expression::isOfMacro);
      case NOT_SET, CONSTANT, IDENT, LIST, MAP, STRUCT -> false;
    };
  }

  /** Whether it is what a macro collects its answer in. */
  private static boolean isOfMacro(CelExpr part) {
    return part.getKind() == CelExpr.ExprKind.Kind.IDENT && part.ident().name().startsWith("@");
  }

  /** Where a sub-expression begins in the scalar this was written in. */
  Place place(CelExpr part, Node.Scalar scalar) {
    return ast.getSource()
        .getOffsetLocation(begin(part))
        .map(location -> scalar.at(location.getLine(), location.getColumn() + 1))
        .orElse(scalar.place());
  }

  /** The first character of it: an operator's own place is behind its left side. */
  private int begin(CelExpr part) {
    int begin = ast.getSource().getPositionsMap().getOrDefault(part.id(), Integer.MAX_VALUE);
    for (CelExpr child : Fields.children(part)) {
      begin = Math.min(begin, begin(child));
    }
    return begin;
  }

  /** The smallest part of an expression that answered false, where it stands in its text. */
  Failing failing(Trace trace) {
    Span span = span(SmallestPart.of(ast.getExpr(), trace));
    return new Failing(text(), span.begin(), span.end());
  }

  /** The expression as it is written, but for white space behind it. */
  String text() {
    return ast.getSource().getContent().toString().stripTrailing();
  }

  /** Where a part stands in {@link #text()}. */
  Span span(CelExpr part) {
    String text = text();
    int begin = begin(part);
    return part == ast.getExpr() || begin > text.codePointCount(0, text.length())
        ? Span.whole(text)
        : Span.of(text, text.offsetByCodePoints(0, begin), text(part));
  }

  /** The text of a sub-expression, normalised. */
  String text(CelExpr part) {
    try {
      return CelUnparserFactory.newUnparser()
          .unparse(CelAbstractSyntaxTree.newParsedAst(part, ast.getSource()));
    } catch (RuntimeException e) {
      // The unparser knows macros only where their calls were kept; what is left has no source.
      return part.getKind().toString().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the answer can tell something about a person. */
  boolean isPersonal() {
    return personal.answer();
  }

  /** Whether a sub-expression reaches personal data, other than to ask whether it is there. */
  boolean isPersonal(CelExpr part) {
    return personal.contains(part);
  }

  /** The value of a part as text, without what may name a person: answers are kept and told on. */
  String shown(CelExpr part, Object value) {
    boolean telling = !(value instanceof Boolean) && !(value instanceof Number);
    return telling && isPersonal(part) ? FactTypes.PERSONAL : Rendered.text(typeOf(part), value);
  }

  /** What a part is called if it is a name of its own, {@code params.x}; empty for all else. */
  String nameOf(CelExpr part) {
    return part.getKind() == CelExpr.ExprKind.Kind.SELECT
            || part.getKind() == CelExpr.ExprKind.Kind.IDENT
        ? ast.getReference(part.id()).map(reference -> reference.name()).orElse("")
        : "";
  }

  /** The names it speaks of: {@code product}, {@code variables.owner}. */
  Set<String> names() {
    return byId.values().stream()
        .map(part -> ast.getReference(part.id()))
        .flatMap(Optional::stream)
        .map(reference -> reference.name())
        .collect(Collectors.toSet());
  }

  private static Answer spent(String budget) {
    return new Answer.None(budget + " was spent", false);
  }

  private static Answer missing(String facts) {
    return new Answer.None("the fact `" + facts + "` is missing", true);
  }

  private Answer missing(CelUnknownSet unknown) {
    return missing(
        unknown.unknownExprIds().stream()
            .sorted()
            .map(byId::get)
            .map(part -> part == null ? "?" : text(part))
            .distinct()
            .collect(Collectors.joining("`, `")));
  }

  /**
   * Why an evaluation failed, in words of our own: the library's and the JDK's differ from version
   * to version, and quote values that may name a person.
   */
  private Answer failure(CelEvaluationException e) {
    String words = null;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case Spending.BudgetSpent spent -> {
          return spent(spent.budget());
        }
        case Scope.VariableFailed failed -> {
          return new Answer.None(failed.why(), failed.missing());
        }
        case Functions.Unusable unusable -> words = unusable.words();
        default -> {}
      }
    }
    String place = place(e).orElseGet(() -> text(ast.getExpr()));
    return switch (e.getErrorCode()) {
      case ATTRIBUTE_NOT_FOUND -> missing(place);
      case ITERATION_BUDGET_EXCEEDED -> spent("the budget of " + Bounds.ITERATIONS + " loop turns");
      case INDEX_OUT_OF_BOUNDS -> failed(place, "the list has no such element");
      case DIVIDE_BY_ZERO -> failed(place, "it divides by zero");
      case NUMERIC_OVERFLOW -> failed(place, "the number is too large");
      case BAD_FORMAT, INVALID_ARGUMENT -> failed(place, "the value does not have the right form");
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND ->
          failed(place, "the values are of kinds that do not go together");
      case DUPLICATE_ATTRIBUTE -> failed(place, "the map has a key twice");
      case INTERNAL_ERROR -> failed(place, words == null ? "it cannot be computed" : words);
    };
  }

  private static Answer failed(String place, String why) {
    return new Answer.None("`" + place + "` fails: " + why, false);
  }

  /**
   * The sub-expression an error happened in. The library tells it only inside its message: {@code
   * evaluation error at <input>:7: …}, an offset in Unicode characters.
   */
  private Optional<String> place(CelEvaluationException e) {
    String message = String.valueOf(e.getMessage());
    String before = "evaluation error at <input>:";
    if (!message.startsWith(before)) {
      return Optional.empty();
    }
    int end = message.indexOf(':', before.length());
    if (end < 0) {
      return Optional.empty();
    }
    String digits = message.substring(before.length(), end);
    if (digits.isEmpty() || digits.length() > 6 || !digits.chars().allMatch(Character::isDigit)) {
      return Optional.empty();
    }
    int offset = Integer.parseInt(digits);
    return byId.values().stream()
        .filter(part -> part.getKind() != CelExpr.ExprKind.Kind.COMPREHENSION)
        .filter(part -> part.getKind() != CelExpr.ExprKind.Kind.CONSTANT)
        .filter(
            part ->
                Integer.valueOf(offset).equals(ast.getSource().getPositionsMap().get(part.id())))
        .min(Comparator.comparingLong(CelExpr::id))
        .map(this::text);
  }

  private void collect(CelExpr expression) {
    byId.put(expression.id(), expression);
    Fields.children(expression).forEach(this::collect);
  }
}

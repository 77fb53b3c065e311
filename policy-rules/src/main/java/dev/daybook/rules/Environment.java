package dev.daybook.rules;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.daybook.mesh.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names, types, functions and limits expressions are compiled against: the facts, and one
 * policy's own params and variables, which are names of their own ({@code params.pattern}), so that
 * each has its type.
 */
final class Environment {

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(Bounds.EXPRESSION)
          .maxParseExpressionNodeCount(Bounds.NODES)
          .maxParseRecursionDepth(Bounds.NESTING)
          .comprehensionMaxIterations(Bounds.ITERATIONS)
          .maxRegexProgramSize(Bounds.PATTERN_SIZE)
          .populateMacroCalls(true)
          .enableOptionalSyntax(false)
          .enableHeterogeneousNumericComparisons(true)
          .errorOnIntWrap(true)
          .errorOnDuplicateMapKeys(true)
          .build();

  /**
   * The first-generation runtime, by its name, so that a library update does not switch engines by
   * itself.
   */
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .setStandardEnvironmentEnabled(false)
          .setStandardFunctions(Functions.standardFunctions())
          .addFunctionBindings(Functions.bindings())
          .build();

  private static final CelStandardDeclarations STANDARD = Functions.standardDeclarations();
  private static final List<CelFunctionDecl> DECLARATIONS = Functions.declarations();

  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
  private static final Pattern UNDEFINED = Pattern.compile("undefined field '([^']*)'");

  /** Why names people know from elsewhere are missing here. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "replace", "it can grow a text without bound; compare with matches() instead",
          "lists", "it can create a list of any length; loop over a list of the facts",
          "cel", "nested binds multiply; name the value under spec.variables",
          "format", "it can grow a text without bound; join texts with +",
          "now", "time is a fact; use `clock`");

  private final FactTypes facts;
  private final CelCompiler cel;
  private final SortedMap<String, CelType> own;
  private final Map<String, Object> params;
  private final Set<String> personal;
  private final Map<String, Integer> levels;

  private Environment(
      FactTypes facts,
      CelCompiler cel,
      SortedMap<String, CelType> own,
      Map<String, Object> params,
      Set<String> personal,
      Map<String, Integer> levels) {
    this.facts = facts;
    this.cel = cel;
    this.own = own;
    this.params = params;
    this.personal = personal;
    this.levels = levels;
  }

  /** These facts, and a policy's params. */
  static Environment of(FactTypes facts, Map<String, Object> params) {
    SortedMap<String, CelType> own = new TreeMap<>();
    params.forEach((name, value) -> own.put("params." + name, Params.type(value)));
    return new Environment(facts, compiler(facts, own), own, params, Set.of(), Map.of());
  }

  /** The same with one more variable, which is personal if what it is made of is. */
  Environment with(String variable, Optional<Expression> expression) {
    String name = "variables." + variable;
    SortedMap<String, CelType> more = new TreeMap<>(own);
    // A wrong variable still has a name, or every rule that uses it would be wrong as well.
    more.put(name, expression.<CelType>map(Expression::type).orElse(SimpleType.DYN));
    Set<String> personalToo = new HashSet<>(personal);
    if (expression.filter(Expression::isPersonal).isPresent()) {
      personalToo.add(name);
    }
    Map<String, Integer> deeper = new HashMap<>(levels);
    expression.ifPresent(right -> deeper.put(name, right.levels()));
    return new Environment(facts, compiler(facts, more), more, params, personalToo, deeper);
  }

  /** What compiling one expression came to. */
  sealed interface Compiled {
    record Right(Expression expression) implements Compiled {}

    record Wrong(List<Mistake> mistakes) implements Compiled {}
  }

  /**
   * One thing wrong with an expression.
   *
   * @param line line inside the expression, from 1
   * @param column column inside the expression, from 1, in Unicode characters
   */
  record Mistake(int line, int column, String message, String fix) {}

  /** Compiles {@code text}, which must answer one of {@code wanted} (or what only time tells). */
  Compiled compile(String text, CelType wanted) {
    CelValidationResult parsed = cel.parse(text);
    if (parsed.hasError()) {
      return new Compiled.Wrong(
          parsed.getErrors().stream()
              .map(issue -> mistake(issue, CelWords.of(issue.getMessage()), "write it as CEL"))
              .toList());
    }
    CelAbstractSyntaxTree syntax = tree(parsed);
    List<Mistake> mistakes = new ArrayList<>();
    CelValidationResult checked = cel.check(syntax);
    if (checked.hasError()) {
      Set<Long> explained = new HashSet<>();
      for (CelIssue issue : checked.getErrors()) {
        if (explained.add(issue.getExprId()) || issue.getExprId() == 0) {
          mistakes.add(explain(issue, syntax));
        }
      }
      return new Compiled.Wrong(List.copyOf(mistakes));
    }
    CelAbstractSyntaxTree ast = tree(checked);
    new CallCheck(ast, params).into(mistakes);
    CelType type = ast.getResultType();
    if (!type.equals(wanted) && !type.equals(SimpleType.DYN) && !wanted.equals(SimpleType.DYN)) {
      mistakes.add(
          new Mistake(
              1,
              1,
              "the expression answers %s, wanted is %s".formatted(type.name(), wanted.name()),
              "compare it with something, or test it with has()"));
    }
    int depth = levels(ast.getExpr(), ast);
    if (depth > Bounds.LEVELS) {
      mistakes.add(
          new Mistake(
              1,
              1,
              "the expression and the variables it is made of are %d levels deep, at most %d are allowed"
                  .formatted(depth, Bounds.LEVELS),
              "make it of fewer variables that are made of each other"));
    }
    if (!mistakes.isEmpty()) {
      return new Compiled.Wrong(List.copyOf(mistakes));
    }
    try {
      return new Compiled.Right(new Expression(ast, RUNTIME.createProgram(ast), personal, depth));
    } catch (CelEvaluationException e) {
      return new Compiled.Wrong(
          List.of(new Mistake(1, 1, String.valueOf(e.getMessage()), "write it more simply")));
    }
  }

  /** How deep evaluating it goes, since a variable is evaluated where it is asked for. */
  private int levels(CelExpr part, CelAbstractSyntaxTree ast) {
    int below =
        ast.getReference(part.id())
            .map(variable -> levels.getOrDefault(variable.name(), 0))
            .orElse(0);
    for (CelExpr child : Fields.children(part)) {
      below = Math.max(below, levels(child, ast));
    }
    return 1 + below;
  }

  private Mistake explain(CelIssue issue, CelAbstractSyntaxTree syntax) {
    Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
    if (undeclared.matches()) {
      String name = undeclared.group(1);
      return undeclared(issue, name, syntax);
    }
    Matcher undefined = UNDEFINED.matcher(issue.getMessage());
    if (undefined.matches()) {
      String field = undefined.group(1);
      Optional<Fields.Owner> owner =
          Fields.ownerOf(issue.getExprId(), syntax.getExpr(), facts.variables());
      return mistake(
          issue,
          owner
              .map(o -> "`%s` has no field `%s`".formatted(o.text(), field))
              .orElse("there is no field `%s`".formatted(field)),
          owner
              .map(o -> Nearest.hint(field, o.fields()))
              .orElse("docs/reference/policies.md lists the facts and their fields"));
    }
    return mistake(
        issue,
        CelWords.of(issue.getMessage()),
        "docs/reference/policies.md lists types and functions");
  }

  private Mistake undeclared(CelIssue issue, String name, CelAbstractSyntaxTree syntax) {
    if (name.equals("params") || name.equals("variables")) {
      String prefix = name + ".";
      List<String> known =
          own.keySet().stream()
              .filter(own -> own.startsWith(prefix))
              .map(own -> own.substring(prefix.length()))
              .toList();
      String field = Fields.selectedFrom(issue.getExprId(), syntax.getExpr()).orElse("");
      return mistake(
          issue,
          "`%s` has no `%s`".formatted(name, field),
          known.isEmpty()
              ? "add it under spec.%s".formatted(name)
              : Nearest.hint(field, known) + " (spec.%s)".formatted(name));
    }
    String leftOut = LEFT_OUT.get(name);
    if (leftOut != null) {
      return mistake(issue, "`%s` is left out of policies: %s".formatted(name, leftOut), leftOut);
    }
    if (FactTypes.all().variables().containsKey(name)) {
      return mistake(
          issue,
          "`%s` is no fact of the commands this policy matches".formatted(name),
          "match %s, or ask for what its commands bring".formatted(FactTypes.bringing(name)));
    }
    boolean called = Fields.isCall(issue.getExprId(), syntax.getExpr());
    return mistake(
        issue,
        (called ? "there is no function `%s`" : "there is no fact `%s`").formatted(name),
        called
            ? Nearest.question(name, Functions.ALLOWED)
                .orElse("docs/reference/policies.md lists the functions")
            : Nearest.hint(name, names()));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(facts.variables().keySet());
    names.add("params");
    names.add("variables");
    return names;
  }

  private static Mistake mistake(CelIssue issue, String message, String fix) {
    return new Mistake(
        Math.max(1, issue.getSourceLocation().getLine()),
        Math.max(0, issue.getSourceLocation().getColumn()) + 1,
        message,
        fix);
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("a result without errors has a tree", e);
    }
  }

  private static CelCompiler compiler(FactTypes facts, SortedMap<String, CelType> own) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setStandardDeclarations(STANDARD)
            .addFunctionDeclarations(DECLARATIONS)
            .setTypeProvider(facts.provider());
    facts.variables().forEach(builder::addVar);
    own.forEach(builder::addVar);
    return builder.build();
  }
}

package dev.daybook.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Node;
import dev.daybook.document.ParsedDocument;
import dev.daybook.document.Problem;
import dev.daybook.document.Problems;
import dev.daybook.rules.PolicyDocument.NamedExpression;
import dev.daybook.rules.PolicyDocument.Source;
import dev.daybook.rules.PolicyDocument.Validation;
import dev.daybook.seal.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a policy out of its document: reads it, type-checks every expression against the facts,
 * checks functions and patterns, and runs the policy's own cases. Reports everything that is wrong
 * at once, each with its place.
 */
public final class PolicyCompiler {

  private PolicyCompiler() {}

  /** What compiling a policy document came to. */
  public sealed interface Compilation {

    /** The policy stands, and all of its cases come out as expected. */
    record Compiled(CompiledPolicy policy) implements Compilation {}

    /** Everything that is wrong, in the order of the places. */
    record Rejected(List<Problem> problems) implements Compilation {
      public Rejected {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Compiles the one policy document in {@code bytes}.
   *
   * @param sourceName what the source is called in messages, a file's path for instance
   */
  public static Compilation compile(byte[] bytes, String sourceName) {
    return compile(bytes, sourceName, true);
  }

  /** Compiles a document that was accepted before, so its cases need not run again. */
  static Compilation compileAccepted(byte[] bytes, String sourceName) {
    return compile(bytes, sourceName, false);
  }

  private static Compilation compile(byte[] bytes, String sourceName, boolean runCases) {
    List<ParsedDocument> documents =
        Documents.parse(bytes, Format.UNSAID, sourceName).stream()
            .filter(document -> !document.isEmpty())
            .toList();
    if (documents.size() == 1
        && documents.getFirst().complete()
        && documents.getFirst().root().orElse(null) instanceof Node.Mapping root) {
      return compile(root, bytes, runCases, documents.getFirst().problems());
    }
    List<Problem> problems =
        documents.stream().flatMap(document -> document.problems().stream()).toList();
    return new Compilation.Rejected(
        problems.isEmpty()
            ? List.of(
                new Problem(
                    "these are %d documents".formatted(documents.size()),
                    "",
                    1,
                    1,
                    null,
                    "one policy document",
                    "write one mapping with apiVersion: daybook/v1 and kind: Policy"))
            : problems);
  }

  /**
   * Compiles a policy document that is already parsed.
   *
   * @param bytes the document's own bytes, whose SHA-256 is the policy's identity
   */
  public static Compilation compile(Node.Mapping root, byte[] bytes) {
    return compile(root, bytes, true, List.of());
  }

  /**
   * Each layer looks at what the one before could read: structure, expressions, cases.
   *
   * @param parsing what is wrong with the document as YAML or JSON
   */
  static Compilation compile(
      Node.Mapping root, byte[] bytes, boolean runCases, List<Problem> parsing) {
    Problems problems = new Problems();
    PolicyDocument document = PolicyReader.read(root, problems);
    CompiledPolicy policy = new Run(document, problems).policy(bytes);
    if (runCases) {
      Cases.run(policy, problems);
    }
    problems.precededBy(parsing);
    return problems.isEmpty()
        ? new Compilation.Compiled(policy)
        : new Compilation.Rejected(problems.list());
  }

  /** The compilation of one document. */
  private static final class Run {

    private final PolicyDocument document;
    private final Problems problems;
    private Environment environment;

    Run(PolicyDocument document, Problems problems) {
      this.document = document;
      this.problems = problems;
      this.environment =
          Environment.of(FactTypes.of(document.match().commands()), document.params());
    }

    /** What compiled of it; whole if there are no problems. */
    CompiledPolicy policy(byte[] bytes) {
      Map<String, Expression> variables = new LinkedHashMap<>();
      for (NamedExpression variable : document.variables()) {
        Optional<Expression> expression = expression(variable.expression(), SimpleType.DYN);
        if (!variable.name().isEmpty()) {
          environment = environment.with(variable.name(), expression);
        }
        expression.ifPresent(right -> variables.put("variables." + variable.name(), right));
      }
      List<CompiledPolicy.Named> conditions = new ArrayList<>();
      for (NamedExpression condition : document.matchConditions()) {
        expression(condition.expression(), SimpleType.BOOL)
            .ifPresent(right -> conditions.add(new CompiledPolicy.Named(condition.name(), right)));
      }
      List<CompiledPolicy.Rule> rules = new ArrayList<>();
      for (Validation validation : document.validations()) {
        Optional<Expression> rule = expression(validation.expression(), SimpleType.BOOL);
        Map<String, Expression> messages = new LinkedHashMap<>();
        validation
            .messageExpressions()
            .forEach(
                (tag, source) ->
                    message(source).ifPresent(expression -> messages.put(tag, expression)));
        rule.ifPresent(
            right ->
                rules.add(
                    new CompiledPolicy.Rule(
                        document.name() + "/" + validation.name(), validation, right, messages)));
      }
      return new CompiledPolicy(
          document, Sha256.hex(bytes), bytes.clone(), conditions, variables, rules);
    }

    /** Messages are recorded as they are and nobody can erase them, so they name no person. */
    private Optional<Expression> message(Source source) {
      Optional<Expression> message = expression(source, SimpleType.STRING);
      if (message.filter(Expression::isPersonal).isPresent()) {
        problems.add(
            source.scalar().at(1, 1),
            source.scalar().pointer(),
            "the message would tell personal data, and messages are recorded for good",
            source.text().strip(),
            "facts that name no person",
            "leave owners and contacts out of the message");
      }
      return message;
    }

    private Optional<Expression> expression(Source source, CelType wanted) {
      return switch (environment.compile(source.text(), wanted)) {
        case Environment.Compiled.Right(Expression expression) -> Optional.of(expression);
        case Environment.Compiled.Wrong(var mistakes) -> {
          mistakes.forEach(
              mistake ->
                  problems.add(
                      source.scalar().at(mistake.line(), mistake.column()),
                      source.scalar().pointer(),
                      mistake.message(),
                      source.text().strip(),
                      null,
                      mistake.fix()));
          yield Optional.empty();
        }
      };
    }
  }
}

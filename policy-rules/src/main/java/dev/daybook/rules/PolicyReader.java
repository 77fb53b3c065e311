package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Severity;
import dev.daybook.document.Node;
import dev.daybook.document.Pointer;
import dev.daybook.document.Problem;
import dev.daybook.document.Problems;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.Version;
import dev.daybook.policy.Enforcement;
import dev.daybook.rules.PolicyDocument.Case;
import dev.daybook.rules.PolicyDocument.Grandfather;
import dev.daybook.rules.PolicyDocument.Match;
import dev.daybook.rules.PolicyDocument.NamedExpression;
import dev.daybook.rules.PolicyDocument.ParamsFrom;
import dev.daybook.rules.PolicyDocument.Source;
import dev.daybook.rules.PolicyDocument.Validation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the tree of a {@code daybook/v1 Policy} into a {@link PolicyDocument}. */
final class PolicyReader {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Stands for a version that could not be read. */
  private static final Version UNREAD = new Version("0.0.0");

  private final Problems problems;

  private PolicyReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * What could be read, so that its expressions and cases can be looked at whatever else is wrong.
   * Where {@code problems} say that something is wrong, what stands in its place has no meaning.
   */
  static PolicyDocument read(Node.Mapping root, Problems problems) {
    return new PolicyReader(problems).document(root);
  }

  private PolicyDocument document(Node.Mapping root) {
    DocumentReader top = new DocumentReader(root, "a policy document", problems);
    constant(top, "apiVersion", "daybook/v1");
    constant(top, "kind", "Policy");
    Optional<DocumentReader> metadata = top.inner("metadata");
    Optional<DocumentReader> spec = top.inner("spec");
    missing(top, metadata, "metadata");
    missing(top, spec, "spec");
    top.end();
    return document(
        metadata.orElseGet(() -> nothing(root, "metadata")),
        spec.orElseGet(() -> nothing(root, "spec")));
  }

  /** Reads as if nothing stood there; that nothing does has been said. */
  private static DocumentReader nothing(Node.Mapping root, String field) {
    return new DocumentReader(
        new Node.Mapping(Pointer.ROOT.to(field), root.place(), new LinkedHashMap<>()),
        field,
        new Problems());
  }

  private PolicyDocument document(DocumentReader metadata, DocumentReader spec) {
    String name = metadata.required("name", "my-policy").map(this::name).orElse("");
    Version version = metadata.required("version", "1.0.0").flatMap(this::version).orElse(UNREAD);
    String title = metadata.text("title");
    String description = metadata.text("description");
    String owner = metadata.text("owner");
    String contact = metadata.text("contact");
    String documentation = metadata.text("documentation");
    metadata.end();

    List<String> domains = domains(spec);
    Enforcement enforcement = new StageReader(problems).read(spec);
    Optional<DocumentReader> matching = spec.inner("match");
    missing(spec, matching, "match");
    Match match = matching.map(new MatchReader(problems)::read).orElse(Match.NOTHING);
    Grandfather grandfather = new GrandfatherReader(problems).read(spec);
    List<NamedExpression> conditions = named(spec, "matchConditions", "a matchCondition", NAME);
    List<NamedExpression> variables = named(spec, "variables", "a variable", IDENTIFIER);
    SortedMap<String, Object> params =
        spec.inner("params").map(this::params).orElse(new TreeMap<>());
    ParamsFrom paramsFrom =
        spec.inner("paramsFrom").map(from -> paramsFrom(from, params.keySet())).orElse(null);
    if (paramsFrom != null && params.isEmpty()) {
      spec.problem(
          spec.mapping(),
          "`paramsFrom` says where params come from, and `params` does not say which",
          null,
          "each param with a value of its type, which the cases are judged with",
          "add `params: { pattern: ^[a-z-]+$ }`");
    }
    Set<String> rules = new LinkedHashSet<>();
    List<Validation> validations = validations(spec, enforcement.hardest(), rules);
    List<String> controls = spec.texts("controls");
    List<Case> cases = new CaseReader(rules, params, problems).read(spec);
    spec.end();
    return new PolicyDocument(
        name,
        version,
        title,
        description,
        owner,
        contact,
        documentation,
        domains,
        enforcement,
        match,
        grandfather,
        conditions,
        variables,
        params,
        paramsFrom,
        validations,
        controls,
        cases);
  }

  private void missing(DocumentReader in, Optional<DocumentReader> inner, String field) {
    if (inner.isEmpty() && in.mapping().get(field).isEmpty()) {
      in.problem(
          in.mapping(),
          "`%s` is missing".formatted(field),
          null,
          "`%s:`".formatted(field),
          field.equals("match")
              ? "say which commands are judged: `match: {commands: [PublishProduct]}`"
              : "add `%s:`".formatted(field));
    }
  }

  private void constant(DocumentReader top, String field, String wanted) {
    top.required(field, wanted)
        .filter(scalar -> !scalar.text().equals(wanted))
        .ifPresent(
            scalar ->
                top.problem(
                    scalar,
                    "`%s` is `%s`".formatted(field, scalar.text()),
                    scalar.text(),
                    wanted,
                    "write `%s: %s`".formatted(field, wanted)));
  }

  private String name(Node.Scalar scalar) {
    if (!NAME.matcher(scalar.text()).matches() || scalar.text().length() > 100) {
      problem(
          scalar,
          "`%s` is no name".formatted(scalar.text()),
          "lower-case words with hyphens, at most 100 characters",
          "write it like product-naming");
    }
    return scalar.text();
  }

  private Optional<Version> version(Node.Scalar scalar) {
    if (Version.isValid(scalar.text())) {
      return Optional.of(new Version(scalar.text()));
    }
    problem(
        scalar,
        "`%s` is no version".formatted(scalar.text()),
        "a version such as 1.0.0",
        "count up from 1.0.0");
    return Optional.empty();
  }

  /** None for all: no scope at all, {@code scope: global}, or {@code all} among its domains. */
  private List<String> domains(DocumentReader spec) {
    if (spec.node("scope").orElse(null) instanceof Node.Scalar scalar) {
      Word.SCOPE.read(scalar, problems);
      return List.of();
    }
    return spec.inner("scope").map(this::named).orElse(List.of());
  }

  private List<String> named(DocumentReader scope) {
    List<Node.Scalar> domains = scope.scalars("domains");
    scope.end();
    List<String> names = domains.stream().map(Node.Scalar::text).toList();
    if (names.contains("all") && names.size() > 1) {
      problem(
          domains.getFirst(),
          "`all` stands beside single domains",
          "`all`, or a list of domains",
          "leave out one or the other");
    }
    return names.contains("all") ? List.of() : names;
  }

  private List<NamedExpression> named(
      DocumentReader spec, String field, String each, Pattern form) {
    List<NamedExpression> named = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (DocumentReader entry : spec.mappings(field, each)) {
      Optional<Node.Scalar> name = entry.required("name", "pii");
      Optional<Node.Scalar> expression = entry.required("expression", "product.classification.pii");
      entry.end();
      name.ifPresent(scalar -> unique(scalar, form, names, each));
      expression.ifPresent(
          cel ->
              named.add(
                  new NamedExpression(name.map(Node.Scalar::text).orElse(""), new Source(cel))));
    }
    return List.copyOf(named);
  }

  private void unique(Node.Scalar name, Pattern form, Set<String> names, String each) {
    if (!form.matcher(name.text()).matches()) {
      problem(
          name,
          "`%s` cannot name %s".formatted(name.text(), each),
          form == NAME ? "lower-case words with hyphens" : "letters, digits and _",
          form == NAME ? "write it like has-owner" : "write it like personalFields");
    } else if (!names.add(name.text())) {
      problem(
          name,
          "`%s` names %s twice".formatted(name.text(), each),
          "names that are unique",
          "give one another name");
    }
  }

  private SortedMap<String, Object> params(DocumentReader params) {
    SortedMap<String, Object> values = new TreeMap<>();
    params
        .mapping()
        .entries()
        .forEach(
            (name, entry) -> {
              if (!IDENTIFIER.matcher(name).matches()) {
                problems.add(
                    entry.keyPlace(),
                    entry.value().pointer(),
                    "`%s` cannot name a param".formatted(name),
                    name,
                    "letters, digits and _",
                    "write it like outputPorts");
              }
              values.put(name, NodeValues.of(entry.value()));
            });
    return values;
  }

  private @Nullable ParamsFrom paramsFrom(DocumentReader from, Set<String> params) {
    Optional<Node.Scalar> name = from.scalar("name");
    SortedMap<String, String> labels = new TreeMap<>();
    Optional<DocumentReader> wanted = from.inner("labels");
    wanted.ifPresent(
        inner ->
            inner
                .mapping()
                .entries()
                .keySet()
                .forEach(
                    label ->
                        inner
                            .required(label, "naming")
                            .ifPresent(s -> labels.put(label, s.text()))));
    Optional<DocumentReader> floor = from.inner("floor");
    SortedMap<String, Bound> bounds =
        floor.map(inner -> bounds(inner, params)).orElse(new TreeMap<>());
    from.end();
    if (floor.isPresent() && name.isPresent()) {
      from.problem(
          floor.get().mapping(),
          "`floor` stands beside `name`",
          null,
          "`floor` beside `labels`: a document for all domains, and others for single ones",
          "leave out `floor`: there is only one document to be judged with");
    }
    if (name.isPresent() == !labels.isEmpty()) {
      from.problem(
          from.mapping(),
          name.isPresent()
              ? "`paramsFrom` has a name and labels"
              : "`paramsFrom` names no params document",
          null,
          "`name`, or `labels`",
          "write `paramsFrom: { labels: { rule: naming } }`");
      return null;
    }
    return new ParamsFrom(name.map(Node.Scalar::text).orElse(null), labels, bounds);
  }

  /** Of which params the global document is a floor. */
  private SortedMap<String, Bound> bounds(DocumentReader floor, Set<String> params) {
    SortedMap<String, Bound> bounds = new TreeMap<>();
    floor
        .mapping()
        .entries()
        .forEach(
            (param, entry) -> {
              if (!params.contains(param)) {
                problems.add(
                    entry.keyPlace(),
                    entry.value().pointer(),
                    "there is no param `%s`".formatted(param),
                    param,
                    "one of " + String.join(", ", params),
                    Nearest.hint(param, params));
              }
              floor
                  .required(param, "at_least")
                  .flatMap(scalar -> Word.BOUND.read(scalar, problems))
                  .ifPresent(bound -> bounds.put(param, bound));
            });
    return bounds;
  }

  /** {@code rules} takes in the names, of those too whose expressions are missing. */
  private List<Validation> validations(DocumentReader spec, Effect hardest, Set<String> rules) {
    List<Validation> validations = new ArrayList<>();
    int before = problems.count();
    for (DocumentReader rule : spec.mappings("validations", "a validation")) {
      Optional<Node.Scalar> name = rule.required("name", "has-owner");
      Optional<Node.Scalar> expression = rule.required("expression", "has(product.owner)");
      name.ifPresent(scalar -> unique(scalar, NAME, rules, "a validation"));
      name.ifPresent(scalar -> rules.add(scalar.text()));
      MessageReader.Messages message = new MessageReader(problems).read(rule);
      String reason = rule.text("reason");
      Severity severity =
          rule.scalar("severity")
              .flatMap(scalar -> Word.SEVERITY.read(scalar, problems))
              .orElse(Severity.ERROR);
      Effect effect = rule.scalar("enforcement").map(s -> softer(s, hardest)).orElse(hardest);
      String field = rule.scalar("field").map(this::pointer).orElse("");
      String wanted = rule.text("wanted");
      String fix = rule.text("fix");
      rule.end();
      if (expression.isPresent()) {
        validations.add(
            new Validation(
                name.map(Node.Scalar::text).orElse(""),
                new Source(expression.get()),
                message.texts(),
                message.expressions(),
                reason,
                severity,
                effect,
                field,
                wanted,
                fix));
      }
    }
    if (validations.isEmpty() && problems.count() == before) {
      spec.problem(
          spec.mapping(),
          "the policy has no validation",
          null,
          "at least one entry under `validations`",
          "add `validations: [{name: has-owner, expression: has(product.owner)}]`");
    }
    return List.copyOf(validations);
  }

  private Effect softer(Node.Scalar scalar, Effect hardest) {
    Effect effect = Word.EFFECT.read(scalar, problems).orElse(Effect.DENY);
    if (effect.compareTo(hardest) > 0) {
      problem(
          scalar,
          "a validation with `%s` is harder than its policy".formatted(scalar.text()),
          "at most the policy's `enforcement`",
          "raise spec.enforcement and soften the other validations");
    }
    return effect;
  }

  private String pointer(Node.Scalar scalar) {
    if (!scalar.text().isEmpty() && !scalar.text().startsWith("/")) {
      problem(
          scalar,
          "`%s` is no JSON pointer".formatted(scalar.text()),
          "a JSON pointer into the document, beginning with /",
          "write it like /spec/description");
    }
    return scalar.text();
  }

  private void problem(Node.Scalar at, String message, String wanted, String fix) {
    problems.add(Problem.at(at.place(), at.pointer(), message, at.text(), wanted, fix));
  }
}

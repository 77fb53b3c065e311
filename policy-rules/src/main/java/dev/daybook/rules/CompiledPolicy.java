package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Judgement.PolicyUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.Version;
import dev.daybook.rules.PolicyDocument.Validation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A policy whose document compiled. Immutable; judged by many threads at once. */
public final class CompiledPolicy implements Policy {

  /** The language a message is recorded in where a rule has several and this among them. */
  private static final String FALLBACK = "en";

  private final PolicyDocument document;
  private final String sha256;
  private final byte[] bytes;
  private final Matching matching;
  private final List<Named> conditions;
  private final Map<String, Expression> variables;
  private final List<Rule> rules;
  private final Binding binding;
  private final Spared spared;
  private final List<Rule> ofStanding;

  /** A condition with its name. */
  record Named(String name, Expression expression) {}

  /** An expression and where it stands in the document. */
  record Written(Expression expression, PolicyDocument.Source source) {}

  /** A validation with its compiled expressions. */
  record Rule(
      String name,
      Validation validation,
      Expression expression,
      Map<String, Expression> messages) {}

  CompiledPolicy(
      PolicyDocument document,
      String sha256,
      byte[] bytes,
      List<Named> conditions,
      Map<String, Expression> variables,
      List<Rule> rules) {
    this(document, sha256, bytes, conditions, variables, rules, Binding.own(document));
  }

  private CompiledPolicy(
      PolicyDocument document,
      String sha256,
      byte[] bytes,
      List<Named> conditions,
      Map<String, Expression> variables,
      List<Rule> rules,
      Binding binding) {
    this.document = document;
    this.sha256 = sha256;
    this.bytes = bytes;
    this.matching = new Matching(document.match(), document.domains());
    this.conditions = List.copyOf(conditions);
    this.variables = Map.copyOf(variables);
    this.rules = List.copyOf(rules);
    this.binding = binding;
    this.spared = new Spared(document.grandfather(), this.rules, this.variables);
    AboutAsking aboutAsking = new AboutAsking(this.conditions, this.variables, this.rules);
    this.ofStanding = this.rules.stream().filter(rule -> !aboutAsking.is(rule)).toList();
  }

  /** The same, judged with params documents where it has its params from others. */
  CompiledPolicy boundTo(Collection<ParamsInForce> inForce) {
    if (document.paramsFrom() == null) {
      return this;
    }
    return new CompiledPolicy(
        document,
        sha256,
        bytes,
        conditions,
        variables,
        rules,
        Binding.of(
            document, written().stream().map(each -> each.expression().ast()).toList(), inForce));
  }

  /** The same with some of its own params replaced, of the same types: for its cases. */
  CompiledPolicy withOwn(Map<String, Object> instead) {
    return instead.isEmpty()
        ? this
        : new CompiledPolicy(
            document, sha256, bytes, conditions, variables, rules, Binding.own(document, instead));
  }

  @Override
  public String name() {
    return document.name();
  }

  @Override
  public Version version() {
    return document.version();
  }

  @Override
  public String sha256() {
    return sha256;
  }

  public PolicyDocument document() {
    return document;
  }

  /** The document's own bytes, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  List<Rule> rules() {
    return rules;
  }

  List<Named> conditions() {
    return conditions;
  }

  /** Every expression with the place it is written at. */
  List<Written> written() {
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      written.add(
          new Written(
              conditions.get(i).expression(), document.matchConditions().get(i).expression()));
    }
    for (PolicyDocument.NamedExpression variable : document.variables()) {
      Expression expression = variables.get("variables." + variable.name());
      if (expression != null) {
        written.add(new Written(expression, variable.expression()));
      }
    }
    for (Rule rule : rules) {
      written.add(new Written(rule.expression(), rule.validation().expression()));
      rule.validation()
          .messageExpressions()
          .forEach(
              (tag, source) -> {
                Expression message = rule.messages().get(tag);
                if (message != null) {
                  written.add(new Written(message, source));
                }
              });
    }
    return written;
  }

  Map<String, Expression> variables() {
    return variables;
  }

  /** What its expressions read as params for these facts; nothing where they are missing. */
  Map<String, Object> params(Facts facts) {
    return switch (binding.choose(facts)) {
      case Binding.Chosen.Values(var values, _) -> values;
      case Binding.Chosen.Above(var own, _) -> own.values();
      case Binding.Chosen.Missing _ -> Map.of();
    };
  }

  @Override
  public PolicyUsed used(Facts facts) {
    return switch (binding.choose(facts)) {
      case Binding.Chosen.Values(_, var params) -> used(params, null);
      case Binding.Chosen.Above(var own, var floor) -> used(own.document(), floor.document());
      case Binding.Chosen.Missing _ -> used(null, null);
    };
  }

  private PolicyUsed used(@Nullable ParamsUsed params, @Nullable ParamsUsed floor) {
    return new PolicyUsed(name(), version().text(), sha256, params, floor);
  }

  boolean matches(Facts facts) {
    return matching.matches(facts);
  }

  @Override
  public List<String> controls() {
    return document.controls();
  }

  @Override
  public Verdict judge(Facts facts, Meter meter) {
    return judge(facts, rules, meter);
  }

  @Override
  public Verdict assess(Facts facts, Meter meter) {
    return judge(facts, ofStanding, meter);
  }

  private Verdict judge(Facts facts, List<Rule> asked, Meter meter) {
    if (asked.isEmpty() || !matching.matches(facts)) {
      return new Verdict.Skipped();
    }
    Instant clock = clock(facts);
    Optional<Effect> stage = document.enforcement().at(clock);
    if (stage.isEmpty() || spared.all(facts, clock)) {
      return new Verdict.Skipped();
    }
    return switch (binding.choose(facts)) {
      case Binding.Chosen.Values params -> judge(facts, asked, params, stage.get(), meter);
      case Binding.Chosen.Above(var own, var floor) ->
          Floor.stricter(
              judge(facts, asked, own, stage.get(), meter),
              own,
              judge(facts, asked, floor, stage.get(), meter),
              floor);
      case Binding.Chosen.Missing(String why) ->
          isAboutParams(facts)
              ? new Verdict.Skipped()
              : new Verdict.Judged(
                  asked.stream().map(rule -> withoutParams(rule, why, stage.get())).toList());
    };
  }

  /** Publishing what is missing is the way out, which nothing may stand in. */
  private static boolean isAboutParams(Facts facts) {
    return facts.values().get("command") instanceof Map<?, ?> command
        && command.get("subject") instanceof String subject
        && subject.startsWith(SubjectKind.PARAMS.word() + "/");
  }

  private RuleAnswer withoutParams(Rule rule, String why, Effect stage) {
    Validation validation = rule.validation();
    return Policy.unjudged(
            rule.name(),
            validation.effect(),
            validation.severity(),
            why,
            validation.field(),
            "ask whom the policy names to publish its params")
        .atMost(stage)
        .of(document);
  }

  private Verdict judge(
      Facts facts, List<Rule> asked, Binding.Chosen.Values params, Effect stage, Meter meter) {
    Scope scope = new Scope(facts, params.values(), variables, meter, meter.traces(this, params));
    Expression.Answer.None unclear = null;
    for (Named condition : conditions) {
      switch (condition.expression().evaluate(condition.name(), scope)) {
        case Expression.Answer.Value(Boolean holds) when holds -> {}
        case Expression.Answer.Value _ -> {
          return new Verdict.Skipped();
        }
        case Expression.Answer.None(String why, boolean missing) ->
            unclear =
                new Expression.Answer.None(
                    "matchCondition `" + condition.name() + "`: " + why, missing);
      }
    }
    List<RuleAnswer> answers = new ArrayList<>(asked.size());
    for (Rule rule : asked) {
      if (spared.one(rule, facts)) {
        continue;
      }
      RuleAnswer answer = unclear == null ? judge(rule, scope) : unjudged(rule, unclear);
      answers.add(answer.atMost(stage).of(document));
    }
    return answers.isEmpty() ? new Verdict.Skipped() : new Verdict.Judged(answers);
  }

  /** The time the rules see; without one, whatever has a day has begun. */
  private static Instant clock(Facts facts) {
    return facts.values().get("clock") instanceof Instant clock ? clock : Instant.MAX;
  }

  private RuleAnswer judge(Rule rule, Scope scope) {
    return switch (rule.expression().evaluate(rule.name(), scope)) {
      case Expression.Answer.Value(Object value) ->
          Boolean.TRUE.equals(value)
              ? RuleAnswer.pass(rule.name(), rule.validation().effect())
              : scope.explains() ? failed(rule, scope) : failed(rule);
      case Expression.Answer.None none -> unjudged(rule, none);
    };
  }

  /** That it fails, and nothing of why. */
  private static RuleAnswer failed(Rule rule) {
    Validation validation = rule.validation();
    return RuleAnswer.of(
        new Finding(
            rule.name(),
            Outcome.FAIL,
            validation.effect(),
            validation.severity(),
            "",
            validation.field(),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of()));
  }

  /**
   * Judges the rule a second time, writing down every step. Rules mostly pass, so only those that
   * fail pay for their explanation. What is not {@code true} (nothing at all, say, where no branch
   * matched) has failed too.
   */
  private RuleAnswer failed(Rule rule, Scope scope) {
    Trace trace = rule.expression().trace();
    var _ = rule.expression().evaluate(scope, trace);
    Explanation explanation = Explanation.of(rule.expression(), trace);
    Validation validation = rule.validation();
    SequencedMap<String, String> messages = messages(rule, scope);
    String once = messages.remove(MessageReader.ALL);
    String message =
        messages.getOrDefault(FALLBACK, once == null ? messages.firstEntry().getValue() : once);
    return RuleAnswer.of(
        new Finding(
                rule.name(),
                Outcome.FAIL,
                validation.effect(),
                validation.severity(),
                message,
                validation.field(),
                null,
                null,
                explanation.seen().orElse(null),
                validation.wanted(),
                validation.fix(),
                null,
                explanation.because())
            .because(validation.reason())
            .failing(rule.expression().failing(trace))
            .saying(messages));
  }

  /**
   * What the rule says, by language tag, at least once. Messages are recorded for good and nobody
   * can erase them: they see no names of persons.
   */
  private static SequencedMap<String, String> messages(Rule rule, Scope scope) {
    Validation validation = rule.validation();
    SequencedMap<String, String> messages = new LinkedHashMap<>(validation.messages());
    rule.messages()
        .forEach(
            (tag, expression) -> {
              if (expression.evaluate(scope.impersonal())
                      instanceof Expression.Answer.Value(String text)
                  && !text.isBlank()) {
                messages.put(tag, text.strip());
              }
            });
    if (messages.isEmpty()) {
      messages.put(
          MessageReader.ALL,
          "`%s` does not hold".formatted(validation.expression().text().strip()));
    }
    messages.replaceAll((_, text) -> Rendered.cut(text, Bounds.MESSAGE));
    return messages;
  }

  private RuleAnswer unjudged(Rule rule, Expression.Answer.None none) {
    Validation validation = rule.validation();
    return Policy.unjudged(
        rule.name(),
        validation.effect(),
        validation.severity(),
        none.why(),
        validation.field(),
        none.missing()
            ? "say it in the document, or ask the policy's owner to test it with has() first"
            : "ask the policy's owner to mend the rule");
  }
}

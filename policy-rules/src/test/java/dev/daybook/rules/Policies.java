package dev.daybook.rules;

import dev.daybook.decision.Facts;
import dev.daybook.document.Problems;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Policies and facts for tests, written as their text. */
final class Policies {

  private Policies() {}

  static Compilation compile(String text) {
    return PolicyCompiler.compile(text.getBytes(StandardCharsets.UTF_8), "test");
  }

  /** A policy that has to compile. */
  static CompiledPolicy policy(String text) {
    return switch (compile(text)) {
      case Compilation.Compiled(CompiledPolicy policy) -> policy;
      case Compilation.Rejected(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  /** A policy `test` with these lines below {@code spec}. */
  static CompiledPolicy policyWith(String spec) {
    return policy(text(spec));
  }

  static String text(String spec) {
    return """
    apiVersion: daybook/v1
    kind: Policy
    metadata:
      name: test
      version: 1.0.0
      contact: "#governance"
    spec:
      enforcement: deny
      match:
        commands: [PublishProduct]
    """
        + spec.indent(2);
  }

  /** A policy with the one rule `rule`. */
  static CompiledPolicy rule(String expression) {
    return policyWith(
        """
        validations:
          - name: rule
            expression: |
        """
            + expression.indent(6));
  }

  /** Budgets are looked at, on any machine however busy; the clock only where a test says so. */
  static CelGate gate(Policy... policies) {
    return CelGate.of(PolicySet.of(List.of(policies))).within(Duration.ofMinutes(1));
  }

  /** The facts of publishing this document, as a policy's case sees them. */
  static Facts publishing(String document) {
    CompiledPolicy any =
        policyWith(
            """
            validations: [{name: rule, expression: "true"}]
            cases:
              - name: the document
                document: |
            """
                + document.indent(6)
                + "    expect: {}\n");
    return CaseFacts.of(any.document().cases().getFirst(), any.document(), new Problems())
        .orElseThrow();
  }

  /** The facts of publishing a product. */
  static Facts facts(SortedMap<String, Object> product) {
    return Facts.freeze(factMap(product));
  }

  static SortedMap<String, Object> factMap(SortedMap<String, Object> product) {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("command", map(command()));
    facts.put("clock", Instant.parse("2026-03-01T12:00:00Z"));
    facts.put("domain", map(Map.of("name", "sales", "registered", true)));
    facts.put("product", product);
    return facts;
  }

  static Map<String, Object> command() {
    return Map.of("kind", "PublishProduct", "subject", "product/sales.orders");
  }

  static SortedMap<String, Object> map(Map<String, ?> values) {
    return new TreeMap<>(values);
  }

  /** A product with two output ports. */
  static SortedMap<String, Object> orders() {
    SortedMap<String, Object> product = new TreeMap<>();
    product.put("name", "orders");
    product.put("domain", "sales");
    product.put("version", "2.1.0");
    product.put("governance", new TreeMap<>());
    product.put(
        "outputPorts",
        List.of(
            map(Map.of("name", "a", "type", "sql")),
            map(Map.of("name", "b", "type", "carrier-pigeon"))));
    return product;
  }
}

package dev.daybook.rules;

import dev.daybook.document.Node;
import dev.daybook.document.Problems;
import dev.daybook.mesh.Nearest;
import dev.daybook.rules.PolicyDocument.Case;
import dev.daybook.rules.PolicyDocument.Expected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a policy's own test cases: what is judged, and what each of its rules should answer. */
final class CaseReader {

  private final Set<String> rules;
  private final SortedMap<String, Object> params;
  private final Problems problems;

  /**
   * @param rules names of the policy's validations
   * @param params the policy's own
   */
  CaseReader(Set<String> rules, SortedMap<String, Object> params, Problems problems) {
    this.rules = rules;
    this.params = params;
    this.problems = problems;
  }

  List<Case> read(DocumentReader spec) {
    List<Case> cases = new ArrayList<>();
    for (DocumentReader reader : spec.mappings("cases", "a case")) {
      Optional<Node.Scalar> name = reader.required("name", "a product without an owner");
      Node document = reader.node("document").orElse(null);
      Node.Mapping facts = reader.inner("facts").map(DocumentReader::mapping).orElse(null);
      SortedMap<String, Object> values =
          reader.inner("params").map(this::values).orElse(new TreeMap<>());
      Optional<Node> expect = reader.node("expect");
      reader.end();
      if (document == null && facts == null) {
        reader.problem(
            reader.mapping(),
            "the case has neither `document` nor `facts`",
            null,
            "what is to be judged",
            "add `facts: {product: {name: orders, domain: sales}}`");
      }
      if (expect.isEmpty()) {
        reader.problem(
            reader.mapping(),
            "the case expects nothing",
            null,
            "`expect: {rule: pass}`",
            "name the rules and what they should answer");
      } else {
        Map<String, Expected> expected = expectation(reader, expect.get());
        cases.add(
            new Case(
                name.map(Node.Scalar::text).orElse(""),
                reader.mapping(),
                document,
                facts,
                values,
                expected));
      }
    }
    return List.copyOf(cases);
  }

  /** Values in place of the policy's own, of the same names and types. */
  private SortedMap<String, Object> values(DocumentReader reader) {
    SortedMap<String, Object> values = new TreeMap<>();
    reader
        .mapping()
        .entries()
        .forEach(
            (name, entry) -> {
              Object own = params.get(name);
              if (own == null) {
                problems.add(
                    entry.keyPlace(),
                    entry.value().pointer(),
                    "there is no param `%s`".formatted(name),
                    name,
                    "a param of the policy",
                    params.isEmpty()
                        ? "declare it under `params`"
                        : Nearest.hint(name, params.keySet()));
                return;
              }
              Object written = NodeValues.of(entry.value());
              Params.as(Params.type(own), written)
                  .ifPresentOrElse(
                      value -> values.put(name, value),
                      () ->
                          problems.add(
                              entry.value().place(),
                              entry.value().pointer(),
                              "the param `%s` is %s here, and %s in the policy"
                                  .formatted(
                                      name,
                                      Params.told(Params.type(written)),
                                      Params.told(Params.type(own))),
                              null,
                              Params.told(Params.type(own)),
                              "write it as the policy does"));
            });
    return values;
  }

  /** {@code expect: pass} expects it of every rule, {@code expect: {rule: fail}} of those named. */
  private Map<String, Expected> expectation(DocumentReader reader, Node expect) {
    Map<String, Expected> expected = new LinkedHashMap<>();
    switch (expect) {
      case Node.Scalar scalar ->
          Word.EXPECTED
              .read(scalar, problems)
              .ifPresent(all -> rules.forEach(rule -> expected.put(rule, all)));
      case Node.Mapping mapping ->
          mapping
              .entries()
              .forEach(
                  (rule, entry) -> {
                    if (!rules.contains(rule)) {
                      problems.add(
                          entry.keyPlace(),
                          entry.value().pointer(),
                          "no validation is named `%s`".formatted(rule),
                          rule,
                          "the name of a validation",
                          Nearest.hint(rule, rules));
                    } else if (entry.value() instanceof Node.Scalar scalar) {
                      Word.EXPECTED
                          .read(scalar, problems)
                          .ifPresent(word -> expected.put(rule, word));
                    } else {
                      reader.problem(
                          entry.value(),
                          "`%s` is %s".formatted(rule, entry.value().what()),
                          null,
                          "pass, fail, unjudged or skipped",
                          "write one word");
                    }
                  });
      case Node.Sequence sequence ->
          reader.problem(
              sequence,
              "`expect` is a list",
              null,
              "`expect: pass` or `expect: {rule: fail}`",
              "write one word for all rules, or a mapping from rule to word");
    }
    return expected;
  }
}

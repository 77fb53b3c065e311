package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Severity;
import dev.daybook.document.Node;
import dev.daybook.document.Problem;
import dev.daybook.document.Problems;
import dev.daybook.mesh.Nearest;
import dev.daybook.policy.Enforcement;
import dev.daybook.rules.PolicyDocument.Expected;
import dev.daybook.rules.PolicyDocument.Grandfather;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * A word of a policy document that is one of a few, case aside.
 *
 * @param what what such a word is, for messages
 * @param meanings what each stands for, in the order messages list them
 */
record Word<T>(String what, SequencedMap<String, T> meanings) {

  /** In the words of Kubernetes and of data-mesh documents. */
  static final Word<Effect> EFFECT = new Word<>("enforcement", Enforcement.WORDS);

  static final Word<Severity> SEVERITY = of("severity", Severity.values(), Severity::word);

  /** Where a policy applies that names no domains. */
  static final Word<String> SCOPE = of("scope", new String[] {"global"}, word -> word);

  /** Which values of a param are no looser than the floor's. */
  static final Word<Bound> BOUND = of("bound", Bound.values(), Bound::word);

  /** What a policy applies to that comes to what is there. */
  static final Word<Grandfather> APPLIES_TO = new Word<>("grandfathering", appliesTo());

  /** What a case expects of a rule. */
  static final Word<Expected> EXPECTED =
      of("outcome", Expected.values(), value -> value.name().toLowerCase(Locale.ROOT));

  /** What a scalar stands for; empty where it is none of the words, which is a problem then. */
  Optional<T> read(Node.Scalar scalar, Problems problems) {
    T meaning = meanings.get(scalar.text().toLowerCase(Locale.ROOT));
    if (meaning == null) {
      problems.add(
          Problem.at(
              scalar.place(),
              scalar.pointer(),
              "`%s` is no %s".formatted(scalar.text(), what),
              scalar.text(),
              "one of " + String.join(", ", meanings.keySet()),
              Nearest.hint(scalar.text(), meanings.keySet())));
    }
    return Optional.ofNullable(meaning);
  }

  private static SequencedMap<String, Grandfather> appliesTo() {
    SequencedMap<String, Grandfather> words = new LinkedHashMap<>();
    words.put("new", new Grandfather.Existing());
    words.put("changed", new Grandfather.Unchanged());
    words.put("everything", new Grandfather.Nobody());
    return Collections.unmodifiableSequencedMap(words);
  }

  private static <T> Word<T> of(String what, T[] values, Function<T, String> word) {
    SequencedMap<String, T> meanings = new LinkedHashMap<>();
    for (T value : values) {
      meanings.put(word.apply(value), value);
    }
    return new Word<>(what, Collections.unmodifiableSequencedMap(meanings));
  }
}

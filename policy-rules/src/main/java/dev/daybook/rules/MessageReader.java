package dev.daybook.rules;

import dev.daybook.document.Node;
import dev.daybook.document.Problems;
import dev.daybook.mesh.Nearest;
import dev.daybook.rules.PolicyDocument.Source;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** Reads what a validation says when it fails: once for all, or in several languages. */
final class MessageReader {

  /** The tag of what is said once for all. */
  static final String ALL = "";

  private static final List<String> LANGUAGES = Arrays.asList(Locale.getISOLanguages());

  private final Problems problems;

  MessageReader(Problems problems) {
    this.problems = problems;
  }

  /** Both by language tag, in the document's order. */
  record Messages(SequencedMap<String, String> texts, SequencedMap<String, Source> expressions) {}

  Messages read(DocumentReader rule) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    scalars(rule, "message").forEach((tag, text) -> texts.put(tag, text.text().strip()));
    SequencedMap<String, Source> expressions = new LinkedHashMap<>();
    scalars(rule, "messageExpression").forEach((tag, cel) -> expressions.put(tag, new Source(cel)));
    if (expressions.containsKey(ALL) && !texts.isEmpty() && !texts.containsKey(ALL)) {
      Node at = rule.node("messageExpression").orElseThrow();
      rule.problem(
          at,
          "`message` is said in languages, and `messageExpression` is not",
          null,
          "an expression for each language",
          "write `messageExpression: { %s: … }`".formatted(texts.firstEntry().getKey()));
    }
    return new Messages(texts, expressions);
  }

  private SequencedMap<String, Node.Scalar> scalars(DocumentReader rule, String field) {
    SequencedMap<String, Node.Scalar> found = new LinkedHashMap<>();
    if (rule.node(field).orElse(null) instanceof Node.Mapping) {
      DocumentReader languages = rule.inner(field).orElseThrow();
      languages
          .mapping()
          .entries()
          .forEach(
              (tag, entry) -> {
                language(tag, entry);
                languages.scalar(tag).ifPresent(text -> found.put(tag, text));
              });
    } else {
      rule.scalar(field).ifPresent(text -> found.put(ALL, text));
    }
    return found;
  }

  private void language(String tag, Node.Entry entry) {
    String language = tag.split("-", 2)[0];
    if (LANGUAGES.contains(language) && Locale.forLanguageTag(tag).toLanguageTag().equals(tag)) {
      return;
    }
    problems.add(
        entry.keyPlace(),
        entry.value().pointer(),
        "`%s` is no language".formatted(tag),
        tag,
        "a language tag such as en, de or pt-BR",
        Nearest.question(language, LANGUAGES).orElse("write it as in BCP 47: en, de, pt-BR"));
  }
}

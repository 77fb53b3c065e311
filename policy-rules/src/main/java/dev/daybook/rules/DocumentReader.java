package dev.daybook.rules;

import dev.daybook.document.Node;
import dev.daybook.document.Place;
import dev.daybook.document.Problem;
import dev.daybook.document.Problems;
import dev.daybook.mesh.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads one mapping of a policy document field by field and notes everything that is not as it
 * should be. {@link #end} refuses the fields nobody asked for.
 */
final class DocumentReader {

  private final Node.Mapping mapping;
  private final String what;
  private final Problems problems;
  private final SequencedSet<String> asked = new LinkedHashSet<>();

  /** {@code what} names the mapping in messages: {@code spec}, {@code a validation}. */
  DocumentReader(Node.Mapping mapping, String what, Problems problems) {
    this.mapping = mapping;
    this.what = what;
    this.problems = problems;
  }

  Node.Mapping mapping() {
    return mapping;
  }

  Optional<Node> node(String field) {
    asked.add(field);
    return mapping.value(field);
  }

  Optional<DocumentReader> inner(String field) {
    return node(field)
        .flatMap(
            node -> {
              if (node instanceof Node.Mapping inner) {
                return Optional.of(new DocumentReader(inner, field, problems));
              }
              wrongKind(node, field, "a mapping");
              return Optional.empty();
            });
  }

  Optional<Node.Scalar> scalar(String field) {
    return node(field)
        .flatMap(
            node -> {
              if (node instanceof Node.Scalar scalar) {
                return Optional.of(scalar);
              }
              wrongKind(node, field, "a text");
              return Optional.empty();
            });
  }

  @Nullable String text(String field) {
    return scalar(field).map(scalar -> scalar.text().strip()).orElse(null);
  }

  Optional<Node.Scalar> required(String field, String example) {
    Optional<Node.Scalar> scalar = scalar(field);
    if (mapping.get(field).isEmpty() || scalar.filter(s -> s.text().isBlank()).isPresent()) {
      problems.add(
          scalar.<Place>map(Node::place).orElse(mapping.place()),
          mapping.pointerTo(field),
          "%s has no `%s`".formatted(what, field),
          null,
          "`%s`".formatted(field),
          "add `%s: %s`".formatted(field, example));
      return Optional.empty();
    }
    return scalar;
  }

  List<Node> list(String field) {
    return node(field)
        .map(
            node -> {
              if (!(node instanceof Node.Sequence sequence)) {
                wrongKind(node, field, "a list");
                return List.<Node>of();
              }
              if (sequence.items().size() > Bounds.ENTRIES) {
                problem(
                    node,
                    "`%s` has %d entries".formatted(field, sequence.items().size()),
                    null,
                    "at most %d".formatted(Bounds.ENTRIES),
                    "split the policy");
                return List.<Node>of();
              }
              return sequence.items();
            })
        .orElse(List.of());
  }

  List<DocumentReader> mappings(String field, String each) {
    List<DocumentReader> readers = new ArrayList<>();
    for (Node item : list(field)) {
      if (item instanceof Node.Mapping inner) {
        readers.add(new DocumentReader(inner, each, problems));
      } else {
        wrongKind(item, each, "a mapping");
      }
    }
    return readers;
  }

  List<Node.Scalar> scalars(String field) {
    List<Node.Scalar> scalars = new ArrayList<>();
    for (Node item : list(field)) {
      if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        scalars.add(scalar);
      } else {
        wrongKind(item, "an entry of `%s`".formatted(field), "a text");
      }
    }
    return scalars;
  }

  List<String> texts(String field) {
    return scalars(field).stream().map(Node.Scalar::text).toList();
  }

  /** Refuses every field that was not asked for. */
  void end() {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!asked.contains(key)) {
                unknown(entry.keyPlace(), mapping.pointerTo(key), key);
              }
            });
  }

  void problem(
      Node at, String message, @Nullable String seen, @Nullable String wanted, String fix) {
    problems.add(at.place(), at.pointer(), message, seen, wanted, fix);
  }

  private void unknown(Place place, String pointer, String key) {
    problems.add(
        Problem.at(
            place,
            pointer,
            "%s has no field `%s`".formatted(what, key),
            key,
            "one of " + String.join(", ", asked),
            Nearest.hint(key, asked)));
  }

  private void wrongKind(Node node, String field, String wanted) {
    problem(
        node,
        "`%s` is %s".formatted(field, node.what()),
        node instanceof Node.Scalar scalar ? scalar.text() : null,
        wanted,
        "write %s here".formatted(wanted));
  }
}

package dev.daybook.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.daybook.decision.Facts;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Node;
import dev.daybook.document.Place;
import dev.daybook.document.Problem;
import dev.daybook.document.Problems;
import dev.daybook.document.ReadDocument;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.path.CommandKind;
import dev.daybook.rules.FactTypes.FactField;
import dev.daybook.rules.PolicyDocument.Case;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The facts of a policy's case: what the case says, over a publisher's ordinary command at a fixed
 * moment, so that a case names only what matters to it. Facts are checked against their types, and
 * lists and groups that a real document always has are there, if empty.
 */
final class CaseFacts {

  /** The moment cases happen at unless they say another. */
  private static final Instant CLOCK = Instant.parse("2026-01-01T00:00:00Z");

  /** What a case's product, contract and domain are called where it does not matter. */
  private static final String EXAMPLE = "example";

  private final Problems problems;

  private CaseFacts(Problems problems) {
    this.problems = problems;
  }

  /** Empty when the case's facts are no facts; {@code problems} then say why. */
  static Optional<Facts> of(Case each, PolicyDocument policy, Problems problems) {
    return new CaseFacts(problems).facts(each, policy);
  }

  private Optional<Facts> facts(Case each, PolicyDocument policy) {
    int before = problems.count();
    SortedMap<String, CelType> types = FactTypes.of(policy.match().commands()).variables();
    SortedMap<String, Object> facts = new TreeMap<>();
    Node document = each.document();
    if (document != null) {
      read(document).map(CommandKind::facts).ifPresent(facts::putAll);
    }
    Node.Mapping said = each.facts();
    if (said != null) {
      said.entries()
          .forEach(
              (name, entry) -> {
                CelType type = types.get(name);
                if (type == null) {
                  unknown(entry.keyPlace(), entry.value().pointer(), "facts", name, types.keySet());
                } else {
                  facts.put(name, value(entry.value(), type));
                }
              });
    }
    if (problems.count() > before) {
      return Optional.empty();
    }
    complete(facts, policy);
    return Optional.of(Facts.freeze(facts));
  }

  private Optional<SubjectCommand> read(Node document) {
    boolean inline = !(document instanceof Node.Scalar);
    byte[] bytes =
        document instanceof Node.Scalar scalar
            ? scalar.text().getBytes(StandardCharsets.UTF_8)
            : NodeJson.write(document);
    List<ReadDocument> read =
        Documents.read(bytes, inline ? Format.JSON : Format.UNSAID, "document");
    return switch (read.getFirst()) {
      case ReadDocument.Readable readable when read.size() == 1 -> Optional.of(readable.command());
      case ReadDocument.Unreadable unreadable -> {
        unreadable.problems().forEach(problem -> problems.add(placed(problem, document)));
        yield Optional.empty();
      }
      case ReadDocument.Readable _, ReadDocument.Skipped _ -> {
        problems.add(
            document.place(),
            document.pointer(),
            "the case's `document` is not one document",
            null,
            "one product or contract document",
            "write one document with apiVersion and kind");
        yield Optional.empty();
      }
    };
  }

  /** A problem of the case's document, told where it stands in the policy's. */
  private static Problem placed(Problem problem, Node document) {
    Place place =
        document instanceof Node.Scalar scalar
            ? scalar.at(problem.line(), problem.column())
            : document.nearest(problem.pointer());
    return Problem.at(
        place,
        document.pointer() + problem.pointer(),
        problem.message(),
        problem.seen(),
        problem.wanted(),
        problem.fix());
  }

  /** Puts what every command has under what the case does not say. */
  private static void complete(SortedMap<String, Object> facts, PolicyDocument policy) {
    facts.putIfAbsent("clock", clock(policy));
    facts.putIfAbsent("context", sorted(Map.of("environment", "prod")));
    facts.putIfAbsent("state", new TreeMap<>());
    facts.putIfAbsent(
        "actor",
        sorted(
            Map.of(
                "id", "act_0000000000000000", "kind", "service", "roles", List.of("publisher"))));
    CommandKind kind = kind(facts, policy);
    if (kind.bringsLineage()) {
      facts.putIfAbsent(
          CommandKind.LINEAGE, filled(new TreeMap<>(), FactTypes.fields(FactTypes.lineage())));
    }
    Optional<Map<?, ?>> document =
        kind.documents().keySet().stream()
            .map(facts::get)
            .filter(Map.class::isInstance)
            .<Map<?, ?>>map(fact -> (Map<?, ?>) fact)
            .findFirst();
    String domain =
        text(document, "domain")
            .orElse(policy.domains().isEmpty() ? EXAMPLE : policy.domains().getFirst());
    facts.putIfAbsent("domain", sorted(Map.of("name", domain, "registered", true)));
    String name = text(document, "name").orElse(EXAMPLE);
    SortedMap<String, Object> command = new TreeMap<>();
    command.put("kind", kind.name());
    command.put(
        "subject",
        switch (kind.subject()) {
          case PRODUCT, CONTRACT, SLO -> kind.subject().word() + "/" + domain + "." + name;
          case DOMAIN, CEILING -> kind.subject().word() + "/" + domain;
          case TEAM, POLICY, PARAMS, WAIVER, ACTOR, PERSON, POSTURE, SEAL, TAG, VIEW ->
              kind.subject().word() + "/" + name;
        });
    if (facts.get("command") instanceof Map<?, ?> said) {
      said.forEach((part, value) -> command.put((String) part, value));
    }
    facts.put("command", command);
  }

  /** A policy that is asked nothing yet at that moment is tested as on its first day. */
  private static Instant clock(PolicyDocument policy) {
    return policy.enforcement().begin().filter(begin -> begin.isAfter(CLOCK)).orElse(CLOCK);
  }

  /** The first kind the policy matches that brings a document the case has; else the first. */
  private static CommandKind kind(Map<String, Object> facts, PolicyDocument policy) {
    Collection<CommandKind> matched = matched(policy.match().commands());
    return matched.stream()
        .filter(kind -> kind.documents().keySet().stream().anyMatch(facts::containsKey))
        .findFirst()
        .orElseGet(() -> matched.iterator().next());
  }

  /** In the policy's order; all, publishing a product first, where it does not say. */
  private static Collection<CommandKind> matched(List<String> names) {
    List<CommandKind> matched =
        names.stream()
            .flatMap(name -> Optional.ofNullable(CommandKind.all().get(name)).stream())
            .collect(Collectors.toCollection(ArrayList::new));
    if (matched.isEmpty() || names.contains("*")) {
      matched.clear();
      CommandKind.all().values().stream()
          .sorted(Comparator.comparing(kind -> kind.subject() != SubjectKind.PRODUCT))
          .sorted(Comparator.comparing(kind -> kind.documents().isEmpty()))
          .forEach(matched::add);
    }
    return matched;
  }

  private static Optional<String> text(Optional<Map<?, ?>> document, String field) {
    return document
        .map(fact -> fact.get(field))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private static SortedMap<String, Object> sorted(Map<String, ?> values) {
    return new TreeMap<>(values);
  }

  private Object value(Node node, CelType type) {
    return switch (node) {
      case Node.Mapping mapping -> {
        if (!FactTypes.fields(type).isEmpty()) {
          yield struct(mapping, type);
        }
        yield type instanceof MapType || type.equals(SimpleType.DYN)
            ? NodeValues.map(mapping)
            : wrong(node, type);
      }
      case Node.Sequence sequence -> {
        if (type.equals(SimpleType.DYN)) {
          yield NodeValues.of(sequence);
        }
        if (!(type instanceof ListType list)) {
          yield wrong(node, type);
        }
        List<Object> values = new ArrayList<>();
        sequence.items().forEach(item -> values.add(value(item, list.elemType())));
        yield values;
      }
      case Node.Scalar scalar -> scalar(scalar, type);
    };
  }

  private SortedMap<String, Object> struct(Node.Mapping mapping, CelType type) {
    Map<String, FactField> fields = FactTypes.fields(type);
    SortedMap<String, Object> values = new TreeMap<>();
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              FactField field = fields.get(name);
              if (field == null) {
                unknown(
                    entry.keyPlace(),
                    entry.value().pointer(),
                    FactTypes.nameOf(type),
                    name,
                    fields.keySet());
              } else if (!(entry.value() instanceof Node.Scalar scalar && scalar.isNull())) {
                values.put(name, value(entry.value(), field.type()));
              }
            });
    return filled(values, fields);
  }

  /** Adds the lists, maps and groups that are never absent. */
  private static SortedMap<String, Object> filled(
      SortedMap<String, Object> values, Map<String, FactField> fields) {
    fields.forEach(
        (name, field) -> {
          if (field.optional() || values.containsKey(name)) {
            return;
          }
          if (field.type() instanceof ListType) {
            values.put(name, List.of());
          } else if (field.type() instanceof MapType) {
            values.put(name, new TreeMap<>());
          } else if (field.type().equals(SimpleType.BOOL)) {
            values.put(name, false);
          } else if (!FactTypes.fields(field.type()).isEmpty()) {
            values.put(name, filled(new TreeMap<>(), FactTypes.fields(field.type())));
          }
        });
    return values;
  }

  private Object scalar(Node.Scalar scalar, CelType type) {
    if (type.equals(SimpleType.STRING)) {
      return scalar.text();
    }
    if (type.equals(SimpleType.TIMESTAMP)) {
      try {
        return Instant.parse(scalar.text());
      } catch (DateTimeException e) {
        return wrong(scalar, type);
      }
    }
    Object value = NodeValues.of(scalar);
    if (type.equals(SimpleType.DOUBLE) && value instanceof Long whole) {
      return whole.doubleValue();
    }
    boolean fits =
        type.equals(SimpleType.DYN)
            || (type.equals(SimpleType.BOOL) && value instanceof Boolean)
            || (type.equals(SimpleType.INT) && value instanceof Long)
            || (type.equals(SimpleType.DOUBLE) && value instanceof Double);
    return fits ? value : wrong(scalar, type);
  }

  private Object wrong(Node node, CelType type) {
    String wanted =
        switch (type) {
          case ListType _ -> "a list";
          case MapType _ -> "a mapping";
          default ->
              FactTypes.fields(type).isEmpty()
                  ? FactTypes.nameOf(type).toLowerCase(Locale.ROOT)
                  : "a mapping";
        };
    problems.add(
        Problem.at(
            node.place(),
            node.pointer(),
            "this fact is %s".formatted(node.what()),
            node instanceof Node.Scalar scalar ? scalar.text() : null,
            wanted,
            "write it as %s".formatted(wanted)));
    return "";
  }

  private void unknown(Place place, String pointer, String what, String name, Set<String> known) {
    problems.add(
        place,
        pointer,
        "`%s` has no field `%s`".formatted(what, name),
        name,
        "one of " + String.join(", ", known),
        Nearest.hint(name, known));
  }
}

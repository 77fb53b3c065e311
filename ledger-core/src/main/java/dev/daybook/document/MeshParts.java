package dev.daybook.document;

import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.mesh.TimeSpan;
import dev.daybook.product.ProductSpec.AccessRule;
import dev.daybook.product.ProductSpec.Classification;
import dev.daybook.product.ProductSpec.Governance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The parts that several dialects of the mesh write alike. */
final class MeshParts {

  private MeshParts() {}

  /** {@code classification: {type, tier, pii}}. */
  static Classification classification(Section spec) {
    Section section = spec.sectionIfPresent("classification");
    return new Classification(
        section.oneOf("type", Words.PRODUCT_TYPE).orNull(),
        section.oneOf("tier", Words.TIER).orNull(),
        section.flag("pii").orNull());
  }

  /** {@code governance: {dataClassification, retentionPeriod, …}}. */
  static Governance governance(Section section) {
    TimeSpan retention = section.span("retentionPeriod").orNull();
    return new Governance(
        section.oneOf("dataClassification", Words.SENSITIVITY).orNull(),
        retention == null ? null : retention.text(),
        retention == null ? null : retention.days(),
        section.flag("gdprCompliant").orNull(),
        section.flag("encryptionAtRest").orNull(),
        section.flag("auditLogging").orNull());
  }

  /** {@code accessControl: [{role, permissions}]}. */
  static List<AccessRule> accessControl(Section governance) {
    return governance.sections(
        "accessControl",
        rule -> new AccessRule(rule.text("role").required(), rule.texts("permissions")));
  }

  /**
   * Fields written out one by one: {@code {name, type, description, constraints, fields}}. The
   * constraint {@code null: false}, an unquoted YAML null as a key, is the text {@code null}.
   */
  static List<Field> fields(Section owner) {
    Map<String, Slot> names = new HashMap<>();
    return owner.sections("fields", field -> field(field, names));
  }

  private static Field field(Section field, Map<String, Slot> names) {
    Value<String> name = field.text("name");
    name.slot().countField();
    once(names, name, "field");
    Section constraints = field.sectionIfPresent("constraints");
    constraints.label("timezone", "pattern", "min", "max");
    return new Field(
        name.required(),
        field.text("type").orNull(),
        field.text("description").orNull(),
        constraints.flag("null").orNull(),
        constraints.flag("unique").or(false),
        constraints.flag("primary_key").or(false),
        constraints.flag("pii").orNull(),
        constraints.text("masking").orNull(),
        constraints.text("classification").orNull(),
        constraints.texts("values"),
        fields(field));
  }

  /** Reports a name that stood before. */
  static void once(Map<String, Slot> names, Value<String> name, String what) {
    String text = name.orNull();
    if (text != null) {
      Slot first = names.putIfAbsent(text, name.slot());
      if (first != null) {
        name.slot()
            .problem(
                "the %s `%s` stands twice, first on line %d"
                    .formatted(what, text, first.place().line()),
                "each name once",
                "rename or remove one of the two");
      }
    }
  }

  /**
   * {@code {name?, column, assertion, threshold, severity, value}}, as Great Expectations has it.
   */
  static QualityCheck assertion(Section check) {
    return new QualityCheck(
        check.text("name").orNull(),
        null,
        check.text("column").orNull(),
        check.text("assertion").required(),
        check.ratio("threshold").or(BigDecimal.ONE),
        check.oneOf("severity", Words.same("error", "warning", "info")).orNull(),
        arguments(check.slot("value")));
  }

  /** {@code {name?, column, check, pattern, …}}. */
  static QualityCheck rule(Section rule) {
    String check = rule.text("check").required();
    Map<String, String> arguments = new LinkedHashMap<>();
    Value<String> pattern = rule.text("pattern");
    if (check.equals("regex") && !pattern.slot().isPresent()) {
      pattern.required();
    }
    put(arguments, "pattern", regularExpression(pattern));
    put(arguments, "min", rule.text("min").orNull());
    put(arguments, "max", rule.text("max").orNull());
    List<String> values = rule.texts("values");
    for (int i = 0; i < values.size(); i++) {
      arguments.put("values/" + i, values.get(i));
    }
    return new QualityCheck(
        rule.text("name").orNull(),
        null,
        rule.text("column").orNull(),
        check,
        rule.ratio("threshold").or(BigDecimal.ONE),
        rule.oneOf("severity", Words.same("error", "warning", "info")).orNull(),
        Map.copyOf(arguments));
  }

  private static @Nullable String regularExpression(Value<String> pattern) {
    String text = pattern.orNull();
    if (text != null) {
      try {
        Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        pattern
            .slot()
            .problem(
                "`%s` is no regular expression: %s".formatted(text, e.getDescription()),
                "a regular expression",
                null);
      }
    }
    return text;
  }

  /** Whatever an argument holds, as texts by name: {@code {min_value: 0}}, or {@code value: 0}. */
  static Map<String, String> arguments(Slot slot) {
    Map<String, String> arguments = new LinkedHashMap<>();
    slot.flat()
        .forEach(
            (pointer, text) ->
                arguments.put(pointer.isEmpty() ? "value" : pointer.substring(1), text));
    return Map.copyOf(arguments);
  }

  static void put(Map<String, String> map, String key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  /** Datasets' names, each dataset once whatever its spelling. */
  static List<DatasetName> datasets(Section owner, String key) {
    return distinct(owner.slot(key).items(item -> item.dataset().required()));
  }

  static List<DatasetName> distinct(List<DatasetName> names) {
    Map<String, DatasetName> byIdentity = new LinkedHashMap<>();
    for (DatasetName name : names) {
      byIdentity.putIfAbsent(name.identity(), name);
    }
    return new ArrayList<>(byIdentity.values());
  }
}

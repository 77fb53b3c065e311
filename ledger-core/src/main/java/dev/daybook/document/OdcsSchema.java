package dev.daybook.document;

import dev.daybook.contract.ContractSpec.Model;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.mesh.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ODCS {@code schema}: objects, their properties, and the quality checks of both. */
final class OdcsSchema {

  private static final Map<String, String> LOGICAL_TYPES =
      Words.same(
          "string", "date", "timestamp", "time", "number", "integer", "object", "array", "boolean");

  private static final Map<String, String> DIMENSIONS =
      Words.same(
          "accuracy",
          "completeness",
          "conformity",
          "consistency",
          "coverage",
          "timeliness",
          "uniqueness");

  private static final Map<String, String> METRICS =
      Words.same("nullValues", "missingValues", "invalidValues", "duplicateValues", "rowCount");

  /** Metrics that count rows which are wrong. */
  private static final Set<String> WRONG_ROWS =
      Set.of("nullValues", "missingValues", "invalidValues", "duplicateValues");

  private static final List<String> OPERATORS =
      List.of(
          "mustBe",
          "mustNotBe",
          "mustBeGreaterThan",
          "mustBeGreaterOrEqualTo",
          "mustBeLessThan",
          "mustBeLessOrEqualTo",
          "mustBeBetween",
          "mustNotBeBetween");

  private final OdcsParts parts;
  private final List<QualityCheck> quality;

  /**
   * @param quality takes every check found on the way
   */
  OdcsSchema(OdcsParts parts, List<QualityCheck> quality) {
    this.parts = parts;
    this.quality = quality;
  }

  List<Model> models(Section document) {
    Map<String, Slot> names = new HashMap<>();
    return document.sections("schema", object -> model(object, names));
  }

  private Model model(Section object, Map<String, Slot> names) {
    Value<String> value = object.text("name");
    MeshParts.once(names, value, "object");
    String name = value.required();
    element(object);
    object.oneOf("logicalType", Words.same("object"));
    object.label("logicalType", "physicalType", "dataGranularityDescription");
    parts.sinceNewest(object, "relationships");
    checks(object, name, null);
    return new Model(
        name,
        object.text("physicalName").orNull(),
        object.text("description").orNull(),
        properties(object, name));
  }

  /** What objects and properties have in common and no place for. */
  private void element(Section element) {
    parts.id(element);
    element.label("businessName", "tags");
    parts.definitions(element);
    parts.customProperties(element);
  }

  private List<Field> properties(Section owner, String model) {
    Map<String, Slot> names = new HashMap<>();
    return owner.sections("properties", property -> property(property, model, names));
  }

  private Field property(Section property, String model, Map<String, Slot> names) {
    Value<String> value = property.text("name");
    MeshParts.once(names, value, "property");
    return field(property, model, value.required());
  }

  private Field field(Section property, String model, String name) {
    property.slot("name").countField();
    element(property);
    property.label(
        "physicalName",
        "primaryKeyPosition",
        "partitioned",
        "partitionKeyPosition",
        "encryptedName",
        "transformSourceObjects",
        "transformLogic",
        "transformDescription",
        "examples",
        "criticalDataElement");
    parts.sinceNewest(property, "relationships");
    typeOptions(property.sectionIfPresent("logicalTypeOptions"));
    String logical = property.oneOf("logicalType", LOGICAL_TYPES).orNull();
    String physical = property.text("physicalType").orNull();
    if (logical != null) {
      property.label("physicalType");
    }
    Boolean required = property.flag("required").orNull();
    checks(property, model, name);
    return new Field(
        name,
        logical == null ? physical : logical,
        property.text("description").orNull(),
        required == null ? null : !required,
        property.flag("unique").or(false),
        property.flag("primaryKey").or(false),
        pii(property),
        OdcsParts.custom(property, "masking"),
        property.text("classification").orNull(),
        List.of(),
        parts(property, model));
  }

  private List<Field> parts(Section property, String model) {
    List<Field> fields = new ArrayList<>(properties(property, model));
    Section items = property.sectionIfPresent("items");
    if (items.isPresent()) {
      fields.add(field(items, model, items.text("name").or("items")));
    }
    return List.copyOf(fields);
  }

  private static void typeOptions(Section options) {
    options.label(
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
        "required",
        "timezone",
        "defaultTimezone");
  }

  /** ODCS has no word for personal data: a tag, a custom property or a classification says it. */
  private static @Nullable Boolean pii(Section property) {
    String custom = OdcsParts.custom(property, "pii");
    if (custom != null && !custom.isEmpty()) {
      return custom.equalsIgnoreCase("true");
    }
    boolean tagged =
        property.slot("tags").node() instanceof Node.Sequence tags
            && tags.items().stream()
                .anyMatch(tag -> tag instanceof Node.Scalar scalar && isPii(scalar.text().strip()));
    boolean classified =
        property.slot("classification").node() instanceof Node.Scalar scalar
            && isPii(scalar.text().strip());
    return (tagged || classified) ? true : null;
  }

  private static boolean isPii(String word) {
    return word.equalsIgnoreCase("pii");
  }

  private void checks(Section owner, String model, @Nullable String column) {
    owner.sections(
        "quality",
        check -> {
          quality.add(check(check, model, column));
          return check;
        });
  }

  private QualityCheck check(Section check, String model, @Nullable String column) {
    parts.id(check);
    check.label(
        "description", "businessImpact", "dimension", "method", "schedule", "scheduler", "tags");
    check.oneOf("dimension", DIMENSIONS);
    parts.definitions(check);
    parts.customProperties(check);
    String type = check.oneOf("type", Words.same("text", "library", "sql", "custom")).orNull();
    @Nullable String metric = parts.newest() ? check.oneOf("metric", METRICS).orNull() : null;
    if (!parts.newest()) {
      check.later(parts.newestVersion(), "metric", "arguments");
    }
    @Nullable String rule = check.text("rule").orNull();
    Map<String, String> arguments = new LinkedHashMap<>();
    if (parts.newest()) {
      arguments.putAll(MeshParts.arguments(check.slot("arguments")));
    }
    int operators = operators(check, arguments);
    MeshParts.put(arguments, "unit", check.text("unit").orNull());
    Value<String> query = check.text("query");
    Value<String> engine = check.text("engine");
    Slot implementation = check.slot("implementation");
    MeshParts.put(arguments, "query", query.orNull());
    MeshParts.put(arguments, "engine", engine.orNull());
    implementation.label();
    String kind = type != null ? type : metric == null && rule == null ? "text" : "library";
    switch (kind) {
      case "sql" -> query.required();
      case "custom" -> {
        engine.required();
        if (!implementation.isPresent()) {
          implementation.need();
        }
      }
      case "library" -> {
        if (!check.has("metric") && rule == null) {
          check.text(parts.newest() ? "metric" : "rule").required();
        }
      }
      default -> {}
    }
    if (operators > 1 || (operators == 0 && (kind.equals("sql") || metric != null))) {
      compares(check, operators);
    }
    String name = metric == null ? rule : metric;
    return new QualityCheck(
        check.text("name").orNull(),
        model,
        column,
        name == null ? kind : name,
        threshold(name, arguments),
        check.text("severity").orNull(),
        Map.copyOf(arguments));
  }

  /** The newest version wants exactly one comparison; the older ones let it be none, or several. */
  private void compares(Section check, int operators) {
    String message =
        operators == 0 ? "the check compares with nothing" : "the check compares more than once";
    if (parts.newest()) {
      check.problem(message, "exactly one of " + String.join(", ", OPERATORS), null);
    } else {
      check.note(message);
    }
  }

  private static int operators(Section check, Map<String, String> arguments) {
    int found = 0;
    for (String operator : OPERATORS) {
      Slot slot = check.slot(operator);
      if (slot.isPresent()) {
        found++;
        MeshParts.arguments(slot)
            .forEach(
                (key, text) ->
                    arguments.put(key.equals("value") ? operator : operator + "/" + key, text));
      }
    }
    return found;
  }

  /** At most 1 per cent of wrong rows means that 0.99 must pass; else every row must. */
  private static BigDecimal threshold(@Nullable String metric, Map<String, String> arguments) {
    String most =
        arguments.getOrDefault("mustBeLessThan", arguments.getOrDefault("mustBeLessOrEqualTo", ""));
    if (metric == null
        || !WRONG_ROWS.contains(metric)
        || !"percent".equals(arguments.get("unit"))
        || !most.matches("\\d{1,3}(\\.\\d{1,9})?")) {
      return BigDecimal.ONE;
    }
    return BigDecimal.ONE.subtract(Quantity.fraction(new BigDecimal(most))).max(BigDecimal.ZERO);
  }
}

package dev.daybook.format;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of one event, read off its record: a component is a property, required unless it
 * may be absent; nothing else is allowed. {@code x-personal} marks what may name a person.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema, draft 2020-12</a>
 */
final class EventSchema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Class<?>> INTEGERS =
      Set.of(int.class, long.class, Integer.class, Long.class);

  private final ObjectNode definitions = JSON.createObjectNode();

  private EventSchema() {}

  static String of(Class<?> kind) {
    return new EventSchema().write(kind);
  }

  private String write(Class<?> kind) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", EventKinds.recorded(kind).value());
    schema.put("description", Javadoc.firstSentence(kind));
    schema.put("x-revision", EventKinds.recorded(kind).revision());
    describe(kind, schema);
    if (!definitions.isEmpty()) {
      schema.set("$defs", definitions);
    }
    return schema.toPrettyString() + "\n";
  }

  private void describe(Class<?> type, ObjectNode object) {
    object.put("type", "object");
    ObjectNode properties = object.putObject("properties");
    ArrayNode required = JSON.createArrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode property = schema(component.getGenericType());
      if (component.isAnnotationPresent(Personal.class)) {
        property.put("x-personal", true);
      }
      properties.set(component.getName(), property);
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      }
    }
    object.set("required", required);
    object.put("additionalProperties", false);
  }

  private ObjectNode schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return generic.getRawType() == List.class
          ? typed("array").set("items", schema(last))
          : typed("object").set("additionalProperties", schema(last));
    }
    return schema((Class<?>) type);
  }

  private ObjectNode schema(Class<?> type) {
    if (type == String.class) {
      return typed("string");
    }
    if (type == boolean.class || type == Boolean.class) {
      return typed("boolean");
    }
    if (INTEGERS.contains(type)) {
      return typed("integer");
    }
    if (type == BigDecimal.class) {
      return typed("string").put("pattern", "^-?[0-9]+(\\.[0-9]+)?(E[+-]?[0-9]+)?$");
    }
    if (type == SubjectName.class) {
      return typed("string").put("pattern", "^[a-z]+/\\S+$");
    }
    if (type == UUID.class) {
      return typed("string").put("format", "uuid");
    }
    if (type == Instant.class) {
      return typed("string").put("format", "date-time");
    }
    if (type == LocalDate.class) {
      return typed("string").put("format", "date");
    }
    if (type.isEnum()) {
      ArrayNode words = JSON.createArrayNode();
      Arrays.stream(type.getEnumConstants())
          .forEach(word -> words.add(JSON.valueToTree(word).asText()));
      return typed("string").set("enum", words);
    }
    if (isText(type)) {
      return typed("string");
    }
    if (type.isRecord()) {
      return reference(type);
    }
    throw new AssertionError(
        "%s has no JSON Schema yet; say in EventSchema what it looks like".formatted(type));
  }

  private ObjectNode reference(Class<?> type) {
    String name = type.getSimpleName();
    if (!definitions.has(name)) {
      describe(type, definitions.putObject(name));
    }
    return JSON.createObjectNode().put("$ref", "#/$defs/" + name);
  }

  /** Whether a record is one text in JSON. */
  private static boolean isText(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods()).anyMatch(EventSchema::isValue)
        || Arrays.stream(type.getDeclaredFields()).anyMatch(EventSchema::isValue);
  }

  private static boolean isValue(AnnotatedElement member) {
    return member.isAnnotationPresent(JsonValue.class)
        && (!(member instanceof Method method) || method.getReturnType() == String.class);
  }

  private static ObjectNode typed(String type) {
    return JSON.createObjectNode().put("type", type);
  }
}

package dev.daybook.path;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.daybook.mesh.Personal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a typed record into what policies may hold: sorted maps, lists, {@code Long}, {@code
 * Double}, {@code String}, {@code Boolean}. What is absent in the record is absent in the map,
 * never null.
 */
public final class FactValues {

  private static final JsonMapper MAPPER = mapper().build();

  private static final JsonMapper IMPERSONAL =
      mapper().annotationIntrospector(new WithoutPersons()).build();

  private FactValues() {}

  private static JsonMapper.Builder mapper() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
  }

  /** The record's components as a sorted map, but for those that name persons. */
  static SortedMap<String, Object> withoutPersons(Object typed) {
    return map(IMPERSONAL.valueToTree(typed));
  }

  /** Any value as policies hold it, without what names persons inside it. */
  static Object impersonal(Object typed) {
    return value(IMPERSONAL.valueToTree(typed));
  }

  private static final class WithoutPersons extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean hasIgnoreMarker(AnnotatedMember member) {
      return member.hasAnnotation(Personal.class) || super.hasIgnoreMarker(member);
    }
  }

  /** The record's components as a sorted map. */
  public static SortedMap<String, Object> of(Object typed) {
    return map(MAPPER.valueToTree(typed));
  }

  /**
   * The record that such values were made from.
   *
   * @param values of its components; those that are absent are null in the record
   * @throws IllegalArgumentException when they are none of such a record
   */
  static <T> T typed(Map<String, ? extends @Nullable Object> values, Class<T> record) {
    return MAPPER.convertValue(values, record);
  }

  private static SortedMap<String, Object> map(JsonNode object) {
    SortedMap<String, Object> values = new TreeMap<>();
    object.properties().stream()
        .filter(property -> !property.getValue().isNull())
        .forEach(property -> values.put(property.getKey(), value(property.getValue())));
    return values;
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> map(node);
      case ARRAY -> list(node);
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.isIntegralNumber() ? (Object) node.longValue() : node.doubleValue();
      case STRING, BINARY, MISSING, NULL -> node.asText();
    };
  }

  private static List<Object> list(JsonNode array) {
    List<Object> values = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      if (!element.isNull()) {
        values.add(value(element));
      }
    }
    return values;
  }
}

package dev.daybook.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.daybook.decision.Facts;
import dev.daybook.rules.FactTypes.FactField;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts read back from the bytes they are kept as. JSON knows one kind of number and no times, so
 * what each value was is told by the types of the facts.
 */
public final class FrozenFacts {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private FrozenFacts() {}

  /**
   * The facts of one command.
   *
   * @param command the command's kind, {@code PublishProduct}
   * @return empty where the bytes are no facts that come to the same bytes again
   */
  public static Optional<Facts> read(byte[] bytes, String command) {
    SortedMap<String, CelType> types = FactTypes.of(List.of(command)).variables();
    SortedMap<String, Object> values = new TreeMap<>();
    try {
      JsonNode facts = JSON.readTree(bytes);
      for (Map.Entry<String, JsonNode> fact : facts.properties()) {
        values.put(
            fact.getKey(),
            value(fact.getValue(), types.getOrDefault(fact.getKey(), SimpleType.DYN)));
      }
      Facts frozen = Facts.freeze(values);
      return Arrays.equals(frozen.json(), bytes) ? Optional.of(frozen) : Optional.empty();
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("bytes cannot be read", e);
    }
  }

  private static Object value(JsonNode node, CelType type) {
    return switch (node.getNodeType()) {
      case OBJECT -> map(node, type);
      case ARRAY -> list(node, type);
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          type.equals(SimpleType.DOUBLE) || !node.isIntegralNumber()
              ? (Object) node.doubleValue()
              : node.longValue();
      case STRING ->
          type.equals(SimpleType.TIMESTAMP) ? Instant.parse(node.asText()) : node.asText();
      case NULL, MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("no fact is " + node.getNodeType());
    };
  }

  private static SortedMap<String, Object> map(JsonNode object, CelType type) {
    Map<String, FactField> fields = FactTypes.fields(type);
    CelType inside = type instanceof MapType map ? map.valueType() : SimpleType.DYN;
    SortedMap<String, Object> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      FactField field = fields.get(entry.getKey());
      values.put(entry.getKey(), value(entry.getValue(), field == null ? inside : field.type()));
    }
    return values;
  }

  private static List<Object> list(JsonNode array, CelType type) {
    CelType inside =
        type instanceof ListType list && list.hasElemType() ? list.elemType() : SimpleType.DYN;
    List<Object> values = new ArrayList<>(array.size());
    array.forEach(element -> values.add(value(element, inside)));
    return values;
  }
}

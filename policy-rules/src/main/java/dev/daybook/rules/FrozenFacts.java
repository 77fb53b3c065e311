package dev.daybook.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.daybook.decision.Facts;
import dev.daybook.rules.FactTypes.FactField;
import dev.daybook.seal.Sha256;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
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
   * @param bytes as they are kept, not to be changed any more
   * @param sha256 the digest they were frozen under, lower-case hex
   * @param command the command's kind, {@code PublishProduct}
   * @return empty where the bytes have another digest, or are no facts
   */
  public static Optional<Facts> read(byte[] bytes, String sha256, String command) {
    if (!Sha256.hex(bytes).equals(sha256)) {
      return Optional.empty();
    }
    SortedMap<String, CelType> types = FactTypes.of(List.of(command)).variables();
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      SortedMap<String, Object> values = new TreeMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String fact = json.currentName();
        json.nextToken();
        values.put(fact, value(json, types.getOrDefault(fact, SimpleType.DYN)));
      }
      return Optional.of(Facts.thawed(values, bytes, sha256));
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("bytes cannot be read", e);
    }
  }

  /** The parser stands on the value's first token, and on its last afterwards. */
  private static Object value(JsonParser json, CelType type) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> map(json, type);
      case START_ARRAY -> list(json, type);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT ->
          type.equals(SimpleType.DOUBLE)
              ? (Object) json.getDoubleValue()
              : (Object) json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_STRING ->
          type.equals(SimpleType.TIMESTAMP) ? Instant.parse(json.getText()) : json.getText();
      case null, default -> throw new IllegalArgumentException("no fact is " + json.currentToken());
    };
  }

  private static SortedMap<String, Object> map(JsonParser json, CelType type) throws IOException {
    Map<String, FactField> fields = FactTypes.fields(type);
    CelType inside = type instanceof MapType map ? map.valueType() : SimpleType.DYN;
    SortedMap<String, Object> values = new TreeMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      FactField field = fields.get(name);
      values.put(name, value(json, field == null ? inside : field.type()));
    }
    return values;
  }

  private static List<Object> list(JsonParser json, CelType type) throws IOException {
    CelType inside =
        type instanceof ListType list && list.hasElemType() ? list.elemType() : SimpleType.DYN;
    List<Object> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(json, inside));
    }
    return values;
  }
}

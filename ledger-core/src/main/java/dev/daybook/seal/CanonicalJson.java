package dev.daybook.seal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.erdtman.jcs.NumberToJSON;

/**
 * JSON in the one byte form that is hashed and kept.
 *
 * <p>Jackson writes it in one pass: keys sorted by UTF-16 unit, no white space, the escapes of
 * ECMAScript. Whole numbers beyond ±(2^53−1) are refused, because readers that use doubles would
 * see another number; decimals are written as text, because no double holds {@code 0.1}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785, JSON Canonicalization Scheme</a>
 */
public final class CanonicalJson {

  /** The largest whole number every JSON reader sees as it was written: 2^53 − 1. */
  public static final long LARGEST_INTEGER = (1L << 53) - 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule("canonical")
                  .addSerializer(BigDecimal.class, new As<>(CanonicalJson::decimal))
                  .addSerializer(BigInteger.class, new As<>(CanonicalJson::whole))
                  .addSerializer(Long.class, new As<>(CanonicalJson::whole))
                  .addSerializer(Long.TYPE, new As<>(CanonicalJson::whole))
                  .addSerializer(Double.class, new As<>(CanonicalJson::ecmaDouble))
                  .addSerializer(Double.TYPE, new As<>(CanonicalJson::ecmaDouble))
                  .addSerializer(String.class, new As<>(CanonicalJson::text))
                  .addKeySerializer(String.class, new As<>(CanonicalJson::key))
                  .setSerializerModifier(new TextKeysOnly()))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  /** The same, for JSON that came from elsewhere and says null somewhere. */
  private static final JsonMapper WITH_NULLS =
      MAPPER
          .rebuild()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .build();

  private CanonicalJson() {}

  /**
   * Writes a value (record, map, list, scalar) as canonical JSON in UTF-8.
   *
   * @throws IllegalArgumentException when it has no such form: a whole number too large, half a
   *     surrogate pair, a number that is none
   */
  public static byte[] write(Object value) {
    return write(MAPPER, value);
  }

  static byte[] writeWithNulls(Object value) {
    return write(WITH_NULLS, value);
  }

  private static byte[] write(JsonMapper mapper, Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "cannot be written as canonical JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void requireExact(BigInteger value) {
    if (value.bitLength() > 53 || value.abs().longValueExact() > LARGEST_INTEGER) {
      throw new IllegalArgumentException(
          "whole numbers go up to 9007199254740991 either way; seen " + value);
    }
  }

  /** Half of a surrogate pair has no UTF-8, and writers disagree about what to put instead. */
  private static String requireWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
        continue;
      }
      if (Character.isHighSurrogate(unit)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        throw new IllegalArgumentException(
            "half of a surrogate pair, \\u%04x, stands alone".formatted((int) unit));
      }
    }
    return text;
  }

  private static void text(String value, JsonGenerator json) throws IOException {
    json.writeString(requireWhole(value));
  }

  private static void key(String value, JsonGenerator json) throws IOException {
    json.writeFieldName(requireWhole(value));
  }

  private static void whole(Long value, JsonGenerator json) throws IOException {
    if (value > LARGEST_INTEGER || value < -LARGEST_INTEGER) {
      requireExact(BigInteger.valueOf(value));
    }
    json.writeNumber(value);
  }

  private static void whole(BigInteger value, JsonGenerator json) throws IOException {
    requireExact(value);
    json.writeNumber(value);
  }

  private static void decimal(BigDecimal value, JsonGenerator json) throws IOException {
    json.writeString(value.toPlainString());
  }

  private static void ecmaDouble(Double value, JsonGenerator json) throws IOException {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    json.writeNumber(NumberToJSON.serializeNumber(value));
  }

  /** How the values of one type are written. */
  private interface Writer<T> {
    void write(T value, JsonGenerator json) throws IOException;
  }

  private static final class As<T> extends JsonSerializer<T> {
    private final Writer<T> writer;

    As(Writer<T> writer) {
      this.writer = writer;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      writer.write(value, json);
    }
  }

  /** Jackson sorts keys as the objects they are; only texts sort the way RFC 8785 wants. */
  private static final class TextKeysOnly extends BeanSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSerializer<?> modifyMapSerializer(
        SerializationConfig config,
        MapType valueType,
        BeanDescription beanDesc,
        JsonSerializer<?> serializer) {
      Class<?> key = valueType.getKeyType().getRawClass();
      if (key != String.class && key != Object.class) {
        throw new IllegalArgumentException(
            "keys of canonical JSON are texts; seen a map by " + key.getName());
      }
      return serializer;
    }
  }
}

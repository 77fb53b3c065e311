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
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
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
                  .addSerializer(new DecimalAsText())
                  .addSerializer(new BoundedBigInteger())
                  .addSerializer(Long.class, new BoundedLong())
                  .addSerializer(Long.TYPE, new BoundedLong())
                  .addSerializer(Double.class, new EcmaDouble())
                  .addSerializer(Double.TYPE, new EcmaDouble())
                  .addSerializer(String.class, new WholeText())
                  .addKeySerializer(String.class, new WholeKey())
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
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "cannot be written as canonical JSON: " + e.getOriginalMessage(), e);
    }
  }

  static byte[] writeWithNulls(Object value) {
    try {
      return WITH_NULLS.writeValueAsBytes(value);
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

  private static final class WholeText extends StdSerializer<String> {
    private static final long serialVersionUID = 1L;

    WholeText() {
      super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(requireWhole(value));
    }
  }

  private static final class WholeKey extends StdSerializer<String> {
    private static final long serialVersionUID = 1L;

    WholeKey() {
      super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(requireWhole(value));
    }
  }

  private static final class BoundedLong extends StdSerializer<Long> {
    private static final long serialVersionUID = 1L;

    BoundedLong() {
      super(Long.class);
    }

    @Override
    public void serialize(Long value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (value > LARGEST_INTEGER || value < -LARGEST_INTEGER) {
        requireExact(BigInteger.valueOf(value));
      }
      json.writeNumber(value);
    }
  }

  private static final class BoundedBigInteger extends StdSerializer<BigInteger> {
    private static final long serialVersionUID = 1L;

    BoundedBigInteger() {
      super(BigInteger.class);
    }

    @Override
    public void serialize(BigInteger value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      requireExact(value);
      json.writeNumber(value);
    }
  }

  private static final class DecimalAsText extends StdSerializer<BigDecimal> {
    private static final long serialVersionUID = 1L;

    DecimalAsText() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toPlainString());
    }
  }

  private static final class EcmaDouble extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;

    EcmaDouble() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("JSON has no number for " + value);
      }
      json.writeNumber(NumberToJSON.serializeNumber(value));
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

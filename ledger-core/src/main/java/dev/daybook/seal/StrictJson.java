package dev.daybook.seal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON that means the same to every reader (I-JSON, RFC 7493), read before anything is
 * canonicalised: duplicate keys, whole numbers beyond ±(2^53−1), half surrogate pairs, nesting
 * deeper than {@value #MAX_DEPTH} and texts over {@value #MAX_BYTES} bytes are refused, each of
 * which a lenient reader would turn into something else without a word.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7493">RFC 7493</a>
 */
public final class StrictJson {

  /** Deepest nesting of objects and arrays. */
  public static final int MAX_DEPTH = 64;

  /** Longest text in bytes: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_BYTES)
                  .maxNumberLength(400)
                  .build())
          .build();

  private StrictJson() {}

  /** The text is not JSON every reader understands alike; the message says where and why. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Reads JSON into sorted maps, lists, texts, {@code Boolean}, {@code Long}, {@code Double} and
   * null.
   *
   * @throws Refused when it is not strict JSON in UTF-8
   */
  public static @Nullable Object parse(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new Refused(
          "JSON has at most %d bytes; this one has %d".formatted(MAX_BYTES, json.length));
    }
    try (JsonParser parser = FACTORY.createParser(text(json))) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Refused("an empty text is no JSON");
      }
      Object value = value(parser, first);
      if (parser.nextToken() != null) {
        throw refused(parser, "more follows after the end of the JSON value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new Refused(
          "line %d, column %d: %s"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads JSON strictly and writes it in canonical form.
   *
   * @throws Refused when it is not strict JSON
   */
  public static byte[] canonical(byte[] json) {
    Object value = parse(json);
    if (value == null) {
      return "null".getBytes(StandardCharsets.UTF_8);
    }
    return CanonicalJson.writeWithNulls(value);
  }

  private static String text(byte[] json) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(json))
          .toString();
    } catch (CharacterCodingException _) {
      throw new Refused("JSON is written in UTF-8; these bytes are not");
    }
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> whole(parser, parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> real(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw refused(parser, "unexpected " + token);
    };
  }

  private static SortedMap<String, @Nullable Object> object(JsonParser parser) throws IOException {
    SortedMap<String, @Nullable Object> object = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = whole(parser, parser.currentName());
      object.put(key, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(parser, token));
    }
    return array;
  }

  private static Long integer(JsonParser parser) throws IOException {
    BigInteger value = parser.getBigIntegerValue();
    if (value.bitLength() > 53 || Math.abs(value.longValue()) > CanonicalJson.LARGEST_INTEGER) {
      throw refused(
          parser,
          "whole numbers go up to 9007199254740991 either way, because some readers use doubles; seen `%s`: write it as text"
              .formatted(parser.getText()));
    }
    return value.longValue();
  }

  private static Double real(JsonParser parser) throws IOException {
    double value = new BigDecimal(parser.getText()).doubleValue();
    if (!Double.isFinite(value)) {
      throw refused(parser, "no double holds `%s`: write it as text".formatted(parser.getText()));
    }
    return value;
  }

  private static String whole(JsonParser parser, String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isHighSurrogate(unit)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(unit)) {
        throw refused(
            parser, "half of a surrogate pair, \\u%04x, stands alone".formatted((int) unit));
      }
    }
    return text;
  }

  private static Refused refused(JsonParser parser, String why) {
    return new Refused(
        "line %d, column %d: %s"
            .formatted(
                parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr(), why));
  }
}

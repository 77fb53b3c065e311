package dev.daybook.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a history, taken apart. What it has is asked for by name; what is missing or is
 * something else than was asked for is told with the line's number.
 */
final class Line {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(Lines.LONGEST)
                  .build())
          .build();

  private final long number;
  private final Map<String, Object> fields = new HashMap<>();

  /** An object inside, as the bytes that stand there. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  private record Inside(byte[] json) {}

  private Line(long number) {
    this.number = number;
  }

  /**
   * Takes a line apart.
   *
   * @param number of the line, from 1
   */
  static Line parse(long number, byte[] bytes) {
    Line line = new Line(number);
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw line.refused("it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        line.fields.put(name, line.value(name, parser, bytes));
      }
      if (parser.nextToken() != null) {
        throw line.refused("something follows its object");
      }
      return line;
    } catch (JsonProcessingException e) {
      throw line.refused(
          "column %d: %s".formatted(e.getLocation().getColumnNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw line.refused(String.valueOf(e.getMessage()));
    }
  }

  private Object value(String name, JsonParser parser, byte[] bytes) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case START_ARRAY -> texts(name, parser);
      case START_OBJECT -> {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        yield new Inside(
            Arrays.copyOfRange(bytes, from, (int) parser.currentLocation().getByteOffset()));
      }
      default ->
          throw refused("`%s` is neither text, whole number, list nor object".formatted(name));
    };
  }

  private List<String> texts(String name, JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw refused("`%s` is a list of texts; seen %s".formatted(name, parser.currentToken()));
      }
      texts.add(parser.getText());
    }
    return texts;
  }

  HistoryRefused refused(String what) {
    return HistoryRefused.in(number, what);
  }

  Kind kind() {
    String word = text("kind");
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> refused("there is no kind `%s`".formatted(word)));
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  private <T> T get(String name, Class<T> type, String wanted) {
    @Nullable Object value = fields.get(name);
    if (value == null) {
      throw refused("`%s` is missing".formatted(name));
    }
    if (!type.isInstance(value)) {
      throw refused("`%s` is %s".formatted(name, wanted));
    }
    return type.cast(value);
  }

  String text(String name) {
    return get(name, String.class, "a text");
  }

  /** A whole number of 0 at least. */
  long number(String name) {
    long value = get(name, Long.class, "a whole number");
    if (value < 0) {
      throw refused("`%s` is 0 or more; seen %d".formatted(name, value));
    }
    return value;
  }

  Instant time(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeParseException _) {
      throw refused(
          "`%s` is a time such as 2026-11-20T09:30:00.000125Z; seen `%s`"
              .formatted(name, text(name)));
    }
  }

  byte[] hex(String name) {
    try {
      return HexFormat.of().parseHex(text(name));
    } catch (IllegalArgumentException _) {
      throw refused("`%s` is no hex".formatted(name));
    }
  }

  byte[] base64(String name) {
    try {
      return Base64.getDecoder().decode(text(name));
    } catch (IllegalArgumentException _) {
      throw refused("`%s` is no base64".formatted(name));
    }
  }

  /** Bytes that are there as text or in base64. */
  byte[] textOrBase64() {
    return has("text") ? text("text").getBytes(StandardCharsets.UTF_8) : base64("base64");
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object text : get(name, List.class, "a list of texts")) {
      texts.add((String) text);
    }
    return texts;
  }

  /** An object, byte by byte. */
  byte[] object(String name) {
    return get(name, Inside.class, "an object").json();
  }
}

package dev.daybook.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;

/**
 * JSON text, a {@code jsonb} column in tables and itself in answers. Absent values are left out.
 */
public record Json(@JsonValue @JsonRawValue String text) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private static final String NUL = "\\u0000";

  /** The JSON of a record, map, list or scalar. */
  public static Json of(Object value) {
    try {
      String text = MAPPER.writeValueAsString(value);
      return new Json(text.contains(NUL) ? withoutNul(text) : text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** The same as a tree. */
  JsonNode tree() {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("this is no JSON", e);
    }
  }

  /** Reads a list of records that {@link #of} wrote. */
  static <T> List<T> list(String text, Class<T> element) {
    try {
      return MAPPER.readerForListOf(element).readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view holds no list of " + element, e);
    }
  }

  /** PostgreSQL's text has no NUL character; what a document wrote as one is shown as U+FFFD. */
  private static String withoutNul(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '\\') {
        out.append(c);
        at++;
      } else if (text.startsWith(NUL, at)) {
        out.append('\uFFFD');
        at += NUL.length();
      } else {
        out.append(text, at, at + 2);
        at += 2;
      }
    }
    return out.toString();
  }
}

package dev.daybook.path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * How nodes write to each other: records as JSON, with all their components. What a command leaves
 * out of what is asked ({@code @JsonIgnore}) is part of what it is judged by.
 */
final class RoutedForm {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .annotationIntrospector(new WholeRecords())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  private RoutedForm() {}

  private static final class WholeRecords extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean hasIgnoreMarker(AnnotatedMember member) {
      return super.hasIgnoreMarker(member) && !isComponent(member);
    }

    private static boolean isComponent(AnnotatedMember member) {
      Class<?> type = member.getDeclaringClass();
      return type.isRecord()
          && Stream.of(type.getRecordComponents())
              .anyMatch(part -> part.getName().equals(member.getName()));
    }
  }

  static byte[] write(Object message) {
    try {
      return MAPPER.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /**
   * @throws IllegalArgumentException when the bytes are none
   */
  static <T> T read(byte[] message, Class<T> type) {
    try {
      return MAPPER.readValue(message, type);
    } catch (IOException e) {
      throw new IllegalArgumentException("no %s".formatted(type.getSimpleName()), e);
    }
  }
}

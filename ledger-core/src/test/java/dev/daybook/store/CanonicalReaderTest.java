package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.path.Slices;
import dev.daybook.seal.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read as it is written is what a general parser would have read. */
class CanonicalReaderTest {

  private static final JsonMapper GENERAL =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final int MUTANTS = 3_000;

  private static Stream<EventTypes.Kind> kinds() {
    EventTypes types = Slices.eventTypes();
    return types.names().stream().map(name -> types.named(name).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyEventIsReadAsItIsWritten(EventTypes.Kind kind) throws IOException {
    byte[] json = golden(kind);

    Object event = Objects.requireNonNull(reader(kind.event()).read(json));

    assertThat(event).isEqualTo(GENERAL.readValue(json, kind.event()));
    assertThat(CanonicalJson.write(event)).isEqualTo(json);
  }

  @Test
  void metadataIsReadAsItIsWritten() throws IOException {
    byte[] json = CanonicalJson.write(Note.metadata());

    assertThat(reader(EntryMetadata.class).read(json))
        .isEqualTo(Note.metadata())
        .isEqualTo(GENERAL.readValue(json, EntryMetadata.class));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsReadOfDamagedBytesIsWhatAGeneralParserReads(EventTypes.Kind kind) throws IOException {
    byte[] json = golden(kind);
    CanonicalReader reader = reader(kind.event());
    Random random = new Random(kind.name().hashCode());
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutant(json, random);
      Object event = reader.read(mutant);
      if (event != null) {
        assertThat(general(mutant, kind.event()))
            .as(() -> new String(mutant, StandardCharsets.UTF_8))
            .contains(event);
      }
    }
  }

  private record Written(
      String text, Map<String, String> labels, @org.jspecify.annotations.Nullable Integer number) {}

  @Test
  void textsAreReadWhateverTheyHold() {
    for (String text :
        List.of(
            "",
            "plain",
            "a \"quoted\\ word\"",
            "line\nline\ttab\r\b\f",
            "\u0001\u001f",
            "Zürich, Łódź, 東京, 🙂",
            "mixed ü \" 🙂 \\ \u0000 end")) {
      Written written = new Written(text, Map.of(text, text), text.length());
      assertThat(reader(Written.class).read(CanonicalJson.write(written))).isEqualTo(written);
    }
  }

  @Test
  void itGivesUpOnWhatIsNotCanonical() {
    for (String json :
        List.of(
            "{\"text\":\"a\",\"labels\":{}}",
            "{ \"labels\":{},\"text\":\"a\"}",
            "{\"labels\":{},\"text\":null}",
            "{\"labels\":{},\"more\":1,\"text\":\"a\"}",
            "{\"labels\":{},\"text\":\"a\"} ",
            "{\"labels\":{},\"text\":\"a",
            "{\"labels\":{\"a\":\"1\",\"a\":\"2\"},\"text\":\"a\"}",
            "{\"labels\":{},\"number\":01,\"text\":\"a\"}",
            "{\"labels\":{},\"number\":1.5,\"text\":\"a\"}",
            "{\"labels\":{},\"number\":3000000000,\"text\":\"a\"}",
            "{\"labels\":{},\"text\":\"a\tb\"}",
            "[]",
            "")) {
      assertThat(reader(Written.class).read(json.getBytes(StandardCharsets.UTF_8)))
          .as(json)
          .isNull();
    }
  }

  private record Opaque(Object anything) {}

  @Test
  void itDoesNotReadWhatItDoesNotKnow() {
    assertThat(CanonicalReader.of(Opaque.class)).isEmpty();
  }

  private static CanonicalReader reader(Class<?> type) {
    return CanonicalReader.of(type).orElseThrow();
  }

  private static Optional<Object> general(byte[] json, Class<?> type) throws IOException {
    try {
      return Optional.of(GENERAL.readValue(json, type));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /** One byte changed, dropped, doubled, or two pieces swapped. */
  private static byte[] mutant(byte[] json, Random random) {
    String text = new String(json, StandardCharsets.ISO_8859_1);
    int at = random.nextInt(text.length());
    String before = text.substring(0, at);
    String after = text.substring(at + 1);
    String mutant =
        switch (random.nextInt(5)) {
          case 0 -> before + (char) random.nextInt(256) + after;
          case 1 -> before + "\"\\{}[]:,0123456789-.eZ ".charAt(random.nextInt(23)) + after;
          case 2 -> before + after;
          case 3 -> before + text.charAt(at) + text.charAt(at) + after;
          default -> after + before;
        };
    return mutant.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] golden(EventTypes.Kind kind) throws IOException {
    return Files.readAllBytes(
        Path.of("src/test/resources/golden/events")
            .resolve("%s.v%d.json".formatted(kind.name(), kind.revision())));
  }
}

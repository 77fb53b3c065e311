package dev.daybook.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Differences;
import dev.daybook.seal.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The form of every event as it stands in ledgers: one golden file and one JSON Schema each. These
 * files outlive the code; a difference here is a decision.
 */
class EventFormatTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/events");
  private static final Path SCHEMAS = Path.of("../docs/reference/events");

  private static final JsonMapper READER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          Dialect.builder(Dialects.getDraft202012())
              .keyword(new AnnotationKeyword("x-personal"))
              .keyword(new AnnotationKeyword("x-revision"))
              .build());

  @BeforeAll
  static void writeWhatIsToBeWritten() {
    if (GoldenFile.updates()) {
      kinds().forEach(EventFormatTest::compare);
    }
  }

  private static void compare(Class<?> kind) {
    byte[] json = CanonicalJson.write(EventKinds.example(kind));
    GoldenFile.matches(golden(kind), new String(json, StandardCharsets.UTF_8));
    GoldenFile.matches(schema(kind), EventSchema.of(kind));
  }

  static List<Class<?>> kinds() {
    return EventKinds.all();
  }

  private static Path golden(Class<?> kind) {
    return GOLDEN.resolve(EventKinds.fileName(kind) + ".json");
  }

  private static Path schema(Class<?> kind) {
    return SCHEMAS.resolve(EventKinds.fileName(kind) + ".schema.json");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anEventIsWrittenAsItsGoldenFileAndItsSchemaIsCheckedIn(Class<?> kind) {
    compare(kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aGoldenFileIsCanonical(Class<?> kind) throws IOException {
    String json = GoldenFile.read(golden(kind));

    assertThat(new JsonCanonicalizer(json).getEncodedString()).isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aGoldenFileIsReadAsTheEventItWas(Class<?> kind) throws IOException {
    Object event = READER.readValue(GoldenFile.read(golden(kind)), kind);
    SubjectEvent example = EventKinds.example(kind);

    assertThat(Differences.between((Record) example, (Record) event)).isEmpty();
    assertThat(event).isEqualTo(example);
    assertThat(((SubjectEvent) event).subject()).isEqualTo(example.subject());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aGoldenFileKeepsItsSchema(Class<?> kind) {
    assertThat(problems(kind, GoldenFile.read(golden(kind)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSchemaAllowsNothingUnknownAndMissesWhatIsRequired(Class<?> kind) {
    String json = GoldenFile.read(golden(kind));

    assertThat(problems(kind, "{\"unknown\":1," + json.substring(1))).isNotEmpty();
    assertThat(problems(kind, "{}")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anExampleShowsEverythingItsEventCanSay(Class<?> kind) throws IOException {
    JsonNode properties = READER.readTree(GoldenFile.read(schema(kind))).get("properties");
    JsonNode example = READER.readTree(GoldenFile.read(golden(kind)));

    assertThat(example.propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(
            properties.propertyStream().map(Map.Entry::getKey).toList());
  }

  private static List<?> problems(Class<?> kind, String json) {
    return REGISTRY
        .getSchema(GoldenFile.read(schema(kind)), InputFormat.JSON)
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  @Test
  void everyEventHasANameOfItsOwn() {
    List<String> names = kinds().stream().map(kind -> EventKinds.recorded(kind).value()).toList();

    assertThat(names).doesNotHaveDuplicates();
    assertThat(names).allMatch(name -> name.matches("[a-z]+\\.[a-z]+(-[a-z]+)*"));
  }

  @Test
  void noFileIsLeftOfAnEventThatIsGone() throws IOException {
    assertThat(files(GOLDEN)).isEqualTo(expected(".json"));
    assertThat(files(SCHEMAS)).isEqualTo(expected(".schema.json"));
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> expected(String ending) {
    return kinds().stream()
        .map(kind -> EventKinds.fileName(kind) + ending)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

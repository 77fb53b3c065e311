package dev.daybook.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Differences;
import dev.daybook.path.Slices;
import dev.daybook.store.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.serialization.SimpleSerializedObject;
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

  private static final JsonMapper JSON = new JsonMapper();

  /** The ledger's own reader and writer of events. */
  private static final EventTypes TYPES = Slices.eventTypes();

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
    byte[] json = TYPES.encode(EventKinds.example(kind));
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
  void aGoldenFileIsReadAsTheEventItWas(Class<?> kind) {
    Object event = read(kind, GoldenFile.read(golden(kind)));
    SubjectEvent example = EventKinds.example(kind);

    assertThat(Differences.between((Record) example, (Record) event)).isEmpty();
    assertThat(event).isEqualTo(example);
    assertThat(((SubjectEvent) event).subject()).isEqualTo(example.subject());
  }

  private static Object read(Class<?> kind, String json) {
    Recorded recorded = EventKinds.recorded(kind);
    return TYPES
        .serializer()
        .deserialize(
            new SimpleSerializedObject<>(
                json.getBytes(StandardCharsets.UTF_8),
                byte[].class,
                recorded.value(),
                Integer.toString(recorded.revision())));
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
    JsonNode properties = JSON.readTree(GoldenFile.read(schema(kind))).get("properties");
    JsonNode example = JSON.readTree(GoldenFile.read(golden(kind)));

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
    assertThat(files(GOLDEN)).allMatch(file -> isKnown(file, ".json"));
    assertThat(files(SCHEMAS)).allMatch(file -> isKnown(file, ".schema.json"));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Whether a file is an event's, in this revision or one before it. */
  private static boolean isKnown(String file, String ending) {
    return kinds().stream()
        .map(EventKinds::recorded)
        .flatMap(
            recorded ->
                IntStream.rangeClosed(1, recorded.revision())
                    .mapToObj(revision -> recorded.value() + ".v" + revision + ending))
        .anyMatch(file::equals);
  }
}

package dev.daybook.path;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Actor;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.Context;
import dev.daybook.decision.Finding;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.product.ProductCommand.RetireProduct;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutedCommandTest {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00.123456789Z");
  private static final Actor ANA =
      new Actor(
          "act_00000000000000aa", "ana", Actor.Kind.PERSON, Set.of(Actor.Role.ADMIN), "sales");
  private static final Context CONTEXT =
      new Context("staging", "bo", "why", "T-1", new Context.Source("r", null, "p"));

  @Test
  void everyKindOfCommandArrivesAsItWasSent() {
    for (CommandKind kind : CommandKind.all().values()) {
      SubjectCommand command = (SubjectCommand) filled(kind.command(), kind.subject(), 0);

      assertThat(across(command).command()).isEqualTo(command);
    }
  }

  @Test
  void documentsArriveWithEveryBytePlaceAndField() throws IOException {
    Set<String> kinds = new LinkedHashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("..", "samples"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        for (var document : Documents.read(Files.readAllBytes(file), Format.YAML, "body")) {
          if (document instanceof Readable readable) {
            Submission sent = submission(readable.command(), Original.of(readable));

            Submission arrived = across(sent);

            assertThat(arrived).isEqualTo(sent);
            kinds.add(sent.command().kind());
          }
        }
      }
    }
    assertThat(kinds)
        .contains("RegisterDomain", "RegisterTeam", "PublishProduct", "PublishContract");
  }

  @Test
  void aFindingHasThePlaceInTheSourceOfASecondDocument() {
    byte[] source =
        """
        kind: nothing
        ---
        apiVersion: v1
        owner: nobody
        """
            .getBytes(StandardCharsets.UTF_8);
    var second = Documents.parse(source, Format.YAML, "body").get(1);
    Original original = new Original(second.source(), second.root().orElseThrow());
    Submission sent =
        submission(new RetireProduct(SubjectName.product("sales", "a"), "old"), original);
    Finding finding = BuiltInRule.NOT_REGISTERED.finding("no", "do").at("/owner", null, null);

    Finding located = requireNonNull(across(sent).original()).located(finding);

    assertThat(located.line()).isEqualTo(4);
    assertThat(located).isEqualTo(original.located(finding));
  }

  @Test
  void whereItsSubjectMustStandArrives() {
    for (Precondition precondition :
        List.of(
            new Precondition.Anywhere(),
            new Precondition.Exists(),
            new Precondition.At(Set.of()),
            new Precondition.At(Set.of(3L, 7L)))) {
      Submission sent =
          submission(new RetireProduct(SubjectName.product("sales", "a"), "old"), null)
              .under(precondition);

      assertThat(across(sent)).isEqualTo(sent);
    }
  }

  @Test
  void aCommandOfAnotherVersionIsRefused() {
    RoutedCommand sent =
        RoutedCommand.of(
            submission(new RetireProduct(SubjectName.product("sales", "a"), "old"), null), 0);
    RoutedCommand unknown =
        new RoutedCommand(
            sent.id(),
            "PaintProduct",
            sent.command(),
            sent.actor(),
            sent.context(),
            null,
            sent.clock(),
            false,
            false,
            null,
            0);
    String more =
        new String(RoutedForm.write(sent), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"urgent\":true,");

    assertThatThrownBy(unknown::submission)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`PaintProduct`");
    assertThatThrownBy(
            () -> RoutedForm.read(more.getBytes(StandardCharsets.UTF_8), RoutedCommand.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Lists are empty below: what holds more of itself ends somewhere. */
  private static final int DEEPEST = 6;

  private static Submission submission(SubjectCommand command, @Nullable Original original) {
    return new Submission(UUID.randomUUID(), command, ANA, CONTEXT, original, NOON, true);
  }

  private static Submission across(SubjectCommand command) {
    return across(submission(command, null));
  }

  private static Submission across(Submission sent) {
    byte[] message = RoutedForm.write(RoutedCommand.of(sent, 17));
    return RoutedForm.read(message, RoutedCommand.class).submission();
  }

  /** A record with something in each of its components, texts with what JSON has to escape. */
  private static Object filled(Class<?> record, SubjectKind about, int depth) {
    try {
      RecordComponent[] parts = record.getRecordComponents();
      Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Object[] values = new Object[parts.length];
      for (int i = 0; i < parts.length; i++) {
        values[i] = value(parts[i].getName(), parts[i].getGenericType(), about, depth + 1);
      }
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(record + " cannot be filled", e);
    }
  }

  private static Object value(String name, Type type, SubjectKind about, int depth) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return switch (generic.getRawType().getTypeName()) {
        case "java.util.List" ->
            depth > DEEPEST ? List.of() : List.of(value("part", of[0], about, depth));
        case "java.util.Set" -> Set.of(value("part", of[0], about, depth));
        case "java.util.Map" ->
            Map.of(value("key", of[0], about, depth), value("part", of[1], about, depth));
        default -> throw new AssertionError("no sample of " + type);
      };
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return name.equals("environment") ? "prod" : "ä \"" + name + "\" \n";
    }
    if (plain == SubjectName.class) {
      return new SubjectName(
          name.equals("subject") ? about : SubjectKind.PRODUCT, "sales.customer-360");
    }
    if (plain == Version.class) {
      return new Version("2.1.0");
    }
    if (plain.getSimpleName().equals("Waived")) {
      return RoutedForm.read("\"pii/masked\"".getBytes(StandardCharsets.UTF_8), plain);
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[plain.getEnumConstants().length - 1];
    }
    if (plain.isRecord()) {
      return filled(plain, about, depth);
    }
    Object sample = SAMPLES.get(plain);
    assertThat(sample).as("a sample of %s", plain).isNotNull();
    return requireNonNull(sample);
  }

  private static final Map<Class<?>, Object> SAMPLES =
      Map.of(
          Instant.class,
          NOON,
          LocalDate.class,
          LocalDate.parse("2027-01-31"),
          UUID.class,
          UUID.fromString("0193a7d0-0000-7000-8000-000000000001"),
          BigDecimal.class,
          new BigDecimal("12345678901234567890.10"),
          long.class,
          1L << 52,
          Long.class,
          1L << 52,
          int.class,
          7,
          Integer.class,
          7,
          boolean.class,
          true,
          Boolean.class,
          true);
}

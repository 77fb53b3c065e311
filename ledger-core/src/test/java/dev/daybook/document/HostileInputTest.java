package dev.daybook.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.ReadDocument.Skipped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents may not hold, beside what is on the list of {@link AttackListTest}. */
class HostileInputTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @ParameterizedTest
  @CsvSource({
    "'a: !!java.net.URL [x]', 1:4 YAML tags are refused",
    "'a: !!str 5', 1:4 YAML tags are refused",
    "'a: ! b', 1:4 YAML tags are refused",
    "'!!map {a: b}', 1:1 YAML tags are refused",
    "'<<: {a: b}', 1:1 YAML merge keys are refused",
    "'{[a]: b}', 1:2 a mapping or list cannot be a key",
    "'? {a: b}\n: c', 1:3 a mapping or list cannot be a key",
    "'?\n: x', 1:2 a value without a key stands here",
    "'a: .nan', 1:4 `.nan` is no number that JSON knows",
    "'a: -.inf', 1:4 `-.inf` is no number that JSON knows",
    "'a: \"\\ud800\"', 1:4 the escape \\uD800 is half a character",
    "'a: 1\na: 2', 2:1 `a` is written twice; it already stands on line 1",
    "'a:\n\tb: 1', 2:1 a tab stands where YAML wants spaces",
    "'a: \u0007', 1:4 a control character stands here",
  })
  void whatNoDocumentMayHoldIsToldWithItsPlace(String yaml, String told) {
    assertThat(parse(yaml)).first().asString().startsWith(told);
  }

  @ParameterizedTest
  @CsvSource({
    "'? \n: x', 1:2 a value without a key stands here; write `key: value`",
    "'<<: {a: b}', 1:1 YAML merge keys are refused; write out the merged keys",
    "'%TAG !e! tag:example.org,2026:\n--- {a: b}', 1:1 YAML tags are refused; remove the directive",
  })
  void whatIsWrongIsToldOnceAndWithWhatToDo(String yaml, String told) {
    assertThat(parse(yaml)).extracting(Problem::toString).containsExactly(told);
  }

  @Test
  void brokenYamlIsToldWithWhatWasBeingRead() {
    assertThat(parse("a: [b"))
        .extracting(Problem::toString)
        .containsExactly(
            "1:6 this is not YAML: while parsing a flow sequence, expected ',' or ']', but got"
                + " <stream end>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u001f", "\u007f", "\u0080", "\u009f", "\ufffe", "\uffff"})
  void eachControlCharacterIsToldWhereItStands(String character) {
    assertThat(parse("a: b" + character + "\nc: " + character))
        .extracting(Problem::toString)
        .containsExactly(
            "1:5 a control character stands here; remove it, or write \"\\u%04X\" in double quotes"
                .formatted((int) character.charAt(0)),
            "2:4 a control character stands here; remove it, or write \"\\u%04X\" in double quotes"
                .formatted((int) character.charAt(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", "~", "\u0085", "\u00a0", "\ue000", "\ufffd", "\ud83d\ude00"})
  void otherCharactersAreText(String character) {
    assertThat(parse("a: \"b" + character + "c\"")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: \u0001", "a: [b", "a: !%ff b", "a: {b: {b: ", "a: [[["})
  void whatWasNotReadToTheEndIsNotSaidToMissAnything(String yaml) {
    assertThat(Reads.told(yaml.endsWith(" ") || yaml.endsWith("[[[") ? yaml.repeat(100) : yaml))
        .hasSize(1);
  }

  @Test
  void afterAThousandProblemsReadingIsGivenUp() {
    assertThat(parse("a: b\n".repeat(5_000)).getLast().message())
        .isEqualTo("900 more problems are not listed");
  }

  @Test
  void theLargestIntegerIsStillANumber() {
    assertThat(parse("a: [9007199254740991, -9007199254740991]")).isEmpty();
  }

  @Test
  void emojiInEscapesAreWholeCharacters() {
    assertThat(parse("a: \"\\ud83d\\ude00\"")).isEmpty();
    assertThat(parse("{\"a\": \"\\ud83d\\ude00\"}")).isEmpty();
  }

  @Test
  void everyProblemIsToldInOnePass() {
    assertThat(
            parse(
                """
                a: &x 1
                b: *x
                c: !!int 3
                a: 4
                d: 12345678901234567890
                """))
        .extracting(Problem::place)
        .containsExactly(
            new Place(1, 4), new Place(2, 4), new Place(3, 4), new Place(4, 1), new Place(5, 4));
  }

  @Test
  void sixtyFourLevelsAreFineAndOneMoreIsNot() {
    assertThat(parse("[".repeat(64) + "]".repeat(64))).isEmpty();
    assertThat(parse("[".repeat(65) + "]".repeat(65))).hasSize(1);
  }

  @Test
  void aDocumentOfMoreThanOneMebibyteIsNotParsed() {
    List<Problem> problems = parse("a: " + "x".repeat(2 << 20));
    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly("this document has 2,097,155 bytes");
    assertThat(parse("a: " + "x".repeat((1 << 20) - 3))).isEmpty();
  }

  @Test
  void aMebibyteOfAnythingIsReadInBoundedTime() {
    Assertions.assertTimeout(
        SOON,
        () -> {
          for (String unit :
              List.of("- ", "a: b\n", "? ", "[]", "\"", "#", "%", "---\n", "\t", "| ")) {
            Documents.parse(
                Reads.bytes(unit.repeat((1 << 20) / unit.length())), Format.UNSAID, "test");
          }
        });
  }

  @Test
  void bytesThatAreNotUtf8AreToldOneByOne() {
    byte[] bytes = "a: é\nb: \u00ff x\nc: \u00fe\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Documents.parse(bytes, Format.YAML, "test").getFirst().problems())
        .extracting(Problem::toString)
        .containsExactly(
            "1:4 byte 4 (0xE9) is not UTF-8; save the file as UTF-8",
            "2:4 byte 9 (0xFF) is not UTF-8; save the file as UTF-8",
            "3:4 byte 16 (0xFE) is not UTF-8; save the file as UTF-8");
  }

  @Test
  void utf16IsToldByName() {
    assertThat(
            Documents.parse("\uFEFFa: b".getBytes(StandardCharsets.UTF_16LE), Format.YAML, "test")
                .getFirst()
                .problems())
        .extracting(Problem::message)
        .containsExactly("this is UTF-16, and documents are UTF-8");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void aByteOrderMarkIsReadOverAndKept(Format format) {
    byte[] bytes = Reads.bytes("\uFEFF{\"a\": 1}");
    ParsedDocument parsed = Documents.parse(bytes, format, "test").getFirst();
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.root().orElseThrow().at("/a").orElseThrow().place())
        .isEqualTo(new Place(1, 7));
    assertThat(parsed.source().bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " \n", "# only\n# comments\n", "---", "---\n", "---\n# c\n...\n", "\uFEFF"})
  void nothingIsSkipped(String yaml) {
    assertThat(Reads.one(yaml, Format.YAML)).isInstanceOf(Skipped.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1, 2",
        "{\"a\": 1",
        "{\"a\": \"b",
        "{\"a\": [1, 2}",
        "{\"a\": tr",
        "{a: 1}",
        "[1 2]",
        "{\"a\" 1}"
      })
  void whatIsWrongWithJsonIsToldWithoutTheParsersOwnOptionsAndPlaces(String json) {
    assertThat(Documents.parse(Reads.bytes(json), Format.JSON, "test").getFirst().problems())
        .first()
        .extracting(Problem::message)
        .asString()
        .startsWith("this is not JSON: ")
        .doesNotContain("expecting", "marker", "[Source", "line:", "enable", "Feature");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\": 1, \"a\": 2}', 1:10 `a` is written twice",
    "'{\"a\": NaN}', 1:7 this is not JSON: `NaN` is no value of JSON",
    "'{\"a\": 1} x', 1:10 this is not JSON: `x` is no value of JSON",
    "'{\"a\": 1,}', 1:9 this is not JSON: `}` cannot stand here",
    "'{\"a\": 01}', 1:8 this is not JSON: the number is not written as JSON has it",
    "'{\"a\": \"\\ud800\"}', 1:7 the escape \\uD800 is half a character",
    "'{\"a\": 1e400}', 1:7 `1e400` is more than a number can hold",
    "'{\n  \"a\": {\"b\": [1, 2}', 2:19 this is not JSON: `}` stands where `]` was wanted",
    "'{\"a\": 1', 1:8 this is not JSON: it ends too early: an object is not closed",
    "'nonsense', 1:1 this is not JSON: `nonsense` is no value of JSON",
    "'{\"a\": \"b', 1:9 this is not JSON: it ends too early: a text is not closed",
    "'{\"a\": \"b\tc\"}', 1:9 this is not JSON: the control character \\u0009 stands here as it is",
    "'{\"a\": \"\\d\"}', 1:9 this is not JSON: `\\d` is no escape",
    "'{\"a\": // b\n1}', 1:7 this is not JSON: `/` cannot stand here",
    "'[1, 2', 1:6 this is not JSON: it ends too early: a list is not closed",
  })
  void brokenJsonIsToldWithItsPlace(String json, String told) {
    assertThat(Documents.parse(Reads.bytes(json), Format.JSON, "test").getFirst().problems())
        .first()
        .asString()
        .startsWith(told);
  }

  @Test
  void aListOfTextIsNoDocument() {
    assertThat(Reads.told("- a\n- b\n"))
        .containsExactly("1:1 a document is a mapping; seen a list");
    assertThat(Reads.told("just words\n"))
        .containsExactly("1:1 a document is a mapping; seen a text");
  }

  private static List<Problem> parse(String text) {
    Format format = text.startsWith("{\"") ? Format.JSON : Format.YAML;
    return Documents.parse(Reads.bytes(text), format, "test").getFirst().problems();
  }
}

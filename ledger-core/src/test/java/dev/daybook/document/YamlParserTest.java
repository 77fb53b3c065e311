package dev.daybook.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Node.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlParserTest {

  @Test
  void everyValueKnowsItsPointerAndPlace() {
    Node root = root("a: 1\nb:\n  - x\n  - {c: 'd'}\n");
    assertThat(root.at("/b/1/c").orElseThrow().place()).isEqualTo(new Place(4, 9));
    assertThat(root.nearest("/b/1/c")).isEqualTo(new Place(4, 6));
    assertThat(root.nearest("/b/7/none")).isEqualTo(new Place(2, 1));
    assertThat(scalar(root, "/a").type()).isEqualTo(Scalar.Type.INTEGER);
  }

  @Test
  void columnsCountCharactersNotBytes() {
    assertThat(root("{\"é𝄞\": x}").at("/é𝄞").orElseThrow().place()).isEqualTo(new Place(1, 8));
  }

  @Test
  void anUnquotedNullKeyIsTheTextNull() {
    assertThat(scalar(root("constraints: { null: false }"), "/constraints/null").text())
        .isEqualTo("false");
  }

  @Test
  void aLiteralBlockKnowsWhereEachOfItsLinesStands() {
    Scalar block = scalar(root("a:\n  b: |\n    one\n      two\n    three\n"), "/a/b");
    assertThat(block.text()).isEqualTo("one\n  two\nthree\n");
    assertThat(block.at(block.text().indexOf("two"))).isEqualTo(new Place(4, 7));
    assertThat(block.at(3, 1)).isEqualTo(new Place(5, 5));
  }

  @Test
  void aLiteralBlockThatBeginsWithEmptyLinesAndSpacesKnowsItsLinesToo() {
    Scalar block = scalar(root("a:\n  b: |2\n\n\n      one\n    two\n"), "/a/b");
    assertThat(block.text()).isEqualTo("\n\n  one\ntwo\n");
    assertThat(block.at(block.text().indexOf("one"))).isEqualTo(new Place(5, 7));
    assertThat(block.at(block.text().indexOf("two"))).isEqualTo(new Place(6, 5));
  }

  @Test
  void aFoldedBlockKnowsTheLineItBeginsOn() {
    assertThat(scalar(root("a: >\n  one\n  two\n"), "/a").at(0)).isEqualTo(new Place(2, 1));
  }

  @Test
  void aQuotedTextKnowsItsFirstLine() {
    assertThat(scalar(root("a: \"one two\""), "/a").at(4)).isEqualTo(new Place(1, 9));
  }

  @Test
  void plainScalarsFollowTheCoreSchemaAndJsonsNumbers() {
    assertThat(type("12")).isEqualTo(Scalar.Type.INTEGER);
    assertThat(type("-0.5e3")).isEqualTo(Scalar.Type.DECIMAL);
    assertThat(type("True")).isEqualTo(Scalar.Type.BOOLEAN);
    assertThat(type("~")).isEqualTo(Scalar.Type.NULL);
    for (String text : List.of("yes", "007", "+5", "0x1F", "1_000", "1.", ".5", "1e", "12:30")) {
      assertThat(type(text)).as(text).isEqualTo(Scalar.Type.TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "? {x: {y: 1}, z: [2]}\n: no\n",
        "? [x, {y: *alias}]\n: {no: no}\n",
        "*alias : no\n",
        "*alias : {no: no}\n",
        "? &anchor [!tag x]\n: no\n",
        "<<: {no: no}\n",
        "? \n: no\n"
      })
  void whatStandsUnderARefusedKeyGoesNowhereAndTheRestIsRead(String refused) {
    ParsedDocument parsed = parse("a: 1\n" + refused + "b: 2\n");
    assertThat(parsed.problems()).hasSize(1);
    Node.Mapping root = (Node.Mapping) parsed.root().orElseThrow();
    assertThat(root.entries()).containsOnlyKeys("a", "b");
    assertThat(scalar(root, "/b").text()).isEqualTo("2");
  }

  private static Scalar.Type type(String plain) {
    return scalar(root("a: " + plain), "/a").type();
  }

  private static Node root(String yaml) {
    ParsedDocument parsed = parse(yaml);
    assertThat(parsed.problems()).isEmpty();
    return parsed.root().orElseThrow();
  }

  private static ParsedDocument parse(String yaml) {
    return Documents.parse(Reads.bytes(yaml), Format.YAML, "test").getFirst();
  }

  private static Scalar scalar(Node root, String pointer) {
    return (Scalar) root.at(pointer).orElseThrow();
  }
}

package dev.daybook.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.seal.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitterTest {

  @Test
  void documentsLaidEndToEndAreTheFile() {
    for (String file :
        List.of(
            "a: 1\n---\nb: 2\n",
            "# head\n---\na: 1\n--- # two\nb: 2\n...\n# three\nc: 3",
            "---\n---\na: |\n  text\n  --- no marker\n---\r\nb: 2\r\n",
            "%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n",
            "\uFEFF---\na: 1\r---\rb: 2\r",
            "a: 1\n...\n...\n---\n",
            "---a: 1\n----\n",
            "{\"a\": 1}\n{\"b\": \"}\\\"{\"}\n\n",
            "{\"a\": 1}{\"b\": 2} x")) {
      byte[] bytes = Reads.bytes(file);
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      for (ParsedDocument document : Documents.parse(bytes, Format.UNSAID, "test")) {
        joined.writeBytes(document.source().bytes());
      }
      assertThat(joined.toString(StandardCharsets.UTF_8)).isEqualTo(file);
    }
  }

  @Test
  void anEndMarkerEndsADocumentAndWhatFollowsIsTheNext() {
    assertThat(Documents.parse(Reads.bytes("a: 1\n...\n# b's\nb: 2\n"), Format.YAML, "test"))
        .extracting(document -> new String(document.source().bytes(), StandardCharsets.UTF_8))
        .containsExactly("a: 1\n...\n", "# b's\nb: 2\n");
  }

  @Test
  void everyDocumentHasItsOwnBytesDigestAndLines() {
    String two = Samples.PRODUCT + "---\n" + Samples.CONTRACT + "---\n" + Samples.INLINE;
    List<ReadDocument> documents = Documents.read(Reads.bytes(two), Format.YAML, "mesh.yaml");
    assertThat(documents).hasSize(3).allMatch(Readable.class::isInstance);
    assertThat(documents).extracting(ReadDocument::index).containsExactly(0, 1, 2);
    byte[] second = Reads.bytes("---\n" + Samples.CONTRACT);
    assertThat(documents.get(1).source().bytes()).isEqualTo(second);
    assertThat(documents.get(1).source().sha256()).isEqualTo(Sha256.hex(second));
    int line = (int) Samples.PRODUCT.lines().count() + 1;
    assertThat(documents.get(1).source().begin()).isEqualTo(new Place(line, 1));
    assertThat(((Readable) documents.get(1)).root().nearest("/kind"))
        .isEqualTo(new Place(line + 2, 1));
  }

  @Test
  void aBrokenDocumentLeavesItsNeighboursAlone() {
    List<ReadDocument> documents =
        Documents.read(
            Reads.bytes(Samples.PRODUCT + "---\na: [\n---\n" + Samples.CONTRACT),
            Format.YAML,
            "mesh.yaml");
    assertThat(documents)
        .extracting(document -> document.getClass().getSimpleName())
        .containsExactly("Readable", "Unreadable", "Readable");
  }

  @Test
  void jsonDocumentsMayBeAList() {
    byte[] bytes = Reads.bytes("[ {\"a\": 1},\n  {\"b\": [\"]\"]} ]\n");
    for (Format format : Format.values()) {
      List<ParsedDocument> documents = Documents.parse(bytes, format, "test");
      assertThat(documents)
          .extracting(document -> new String(document.source().bytes(), StandardCharsets.UTF_8))
          .containsExactly("{\"a\": 1}", "{\"b\": [\"]\"]}");
      assertThat(documents.get(1).root().orElseThrow().at("/b/0").orElseThrow().place())
          .isEqualTo(new Place(2, 10));
    }
  }

  @Test
  void aListWithSomethingElseInItIsOneProblem() {
    assertThat(Reads.problems("[{\"a\": 1}, 2]", Format.JSON))
        .extracting(Problem::message)
        .containsExactly("a document is a mapping; seen a list");
  }

  @Test
  void tooManyDocumentsAreRefusedTogether() {
    List<Problem> problems = Reads.problems("a: 1\n---\n".repeat(1_001), Format.YAML);
    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly("2000:1 these are 1002 documents; send them in several requests or files");
  }
}

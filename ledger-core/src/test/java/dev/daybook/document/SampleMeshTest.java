package dev.daybook.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The repository's own sample mesh, as a newcomer applies it. */
class SampleMeshTest {

  private static final Path SAMPLES = samples();

  @Test
  void everyDocumentOfTheSampleMeshIsRead() throws IOException {
    DocumentFolder.Contents contents = DocumentFolder.read(SAMPLES.resolve("mesh"));
    assertThat(contents.documents()).allSatisfy(SampleMeshTest::isReadable);
    assertThat(contents.documents()).hasSizeGreaterThan(30);
    assertThat(contents.skipped())
        .extracting(skipped -> skipped.source().sourceName())
        .containsExactly("sales/dbt_project.yml");
  }

  @Test
  void domainsComeFirstAndContractsLast() throws IOException {
    List<String> kinds =
        DocumentFolder.read(SAMPLES.resolve("mesh")).documents().stream()
            .map(document -> ((Readable) document).command().kind())
            .distinct()
            .toList();
    assertThat(kinds)
        .containsExactly("RegisterDomain", "RegisterTeam", "PublishProduct", "PublishContract");
  }

  @Test
  void theInvalidSampleIsToldEverythingAtOnce() throws IOException {
    ReadDocument document =
        DocumentFolder.read(SAMPLES.resolve("refused/invalid.yaml")).documents().getFirst();
    assertThat(((Unreadable) document).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "7:3 `domain` is written twice; it already stands on line 6; remove one of the two",
            "9:12 `first` is no version",
            "12:3 `descripton` is no field of `spec`; did you mean `description`?",
            "15:11 `platinum` is not known in `tier`",
            "16:15 `inputPorts` should be a list; seen a mapping");
  }

  static void isReadable(ReadDocument document) {
    if (document instanceof Unreadable(_, var source, var problems)) {
      throw new AssertionError(source + " " + problems);
    }
  }

  private static Path samples() {
    Path module = Path.of("").toAbsolutePath();
    Path here = module.resolve("samples");
    return Files.isDirectory(here) ? here : module.resolveSibling("samples");
  }
}

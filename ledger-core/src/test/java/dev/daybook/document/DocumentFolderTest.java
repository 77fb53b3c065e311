package dev.daybook.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFolderTest {

  private final Path folder;

  DocumentFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatOthersLeanOnComesFirst() throws IOException {
    write("a/contract.yaml", Samples.CONTRACT);
    write("b/product.yml", Samples.PRODUCT);
    write("c/policy.yaml", own("Policy", "p", "spec: {enforcement: deny}"));
    write("d/team.yaml", own("Team", "t", ""));
    write(
        "e/domain.json",
        "{\"apiVersion\": \"daybook/v1\", \"kind\": \"Domain\", \"metadata\": {\"name\": \"d\"}}");
    write("f/both.yaml", Samples.INLINE + "---\n" + own("Domain", "e", ""));
    assertThat(DocumentFolder.read(folder).documents())
        .extracting(document -> ((Readable) document).command().subject().toString())
        .containsExactly(
            "domain/d",
            "domain/e",
            "team/t",
            "policy/p",
            "product/sales.customer-360",
            "product/orders.orders-domain.order_events",
            "contract/sales.customer-transactions-contract");
  }

  @Test
  void otherPeoplesFilesAreCountedNotRead() throws IOException {
    write("dbt_project.yml", "name: shop\nversion: 1.0.0\n");
    write("deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\n");
    write("helm.yaml", "{{ if .Values.on }}\nname: {{ .Release.Name }}\n");
    write("package.json", "{\"name\": \"x\"}");
    write("list.json", "[1, 2]");
    write("infra.yaml", "apiVersion: platform/v1\nkind: DataProductInfrastructure\n");
    write("empty.yaml", "# nothing\n");
    write("notes.txt", "apiVersion: datamesh/v1");
    write("product.yaml", Samples.PRODUCT);
    DocumentFolder.Contents contents = DocumentFolder.read(folder);
    assertThat(contents.documents()).hasSize(1);
    assertThat(contents.skipped()).hasSize(7);
  }

  @Test
  void whatClaimsToBeOursAndIsWrongIsTold() throws IOException {
    write("kind.yaml", "apiVersion: datamesh/v1\nkind: DataProdukt\n");
    write("version.yaml", "apiVersion: datacontract/v3\nkind: DataContract\n");
    write("odcs.yaml", "apiVersion: v2.2.2\nkind: DataContract\n");
    write("broken.yaml", "apiVersion: daybook/v1\nkind: [\n");
    write("compact.json", "{\"apiVersion\":\"datamesh/v1\"");
    write("last.json", "{\"kind\":\"Domain\",\"apiVersion\":\"daybook/v1\"");
    DocumentFolder.Contents contents = DocumentFolder.read(folder);
    assertThat(contents.skipped()).isEmpty();
    assertThat(contents.documents())
        .extracting(document -> ((Unreadable) document).problems().getFirst().message())
        .satisfiesExactly(
            message -> assertThat(message).startsWith("this is not JSON: it ends too early"),
            message -> assertThat(message).startsWith("this is not YAML"),
            message -> assertThat(message).startsWith("this is not JSON: it ends too early"),
            message -> assertThat(message).isEqualTo("`DataProdukt` is no kind of `datamesh/v1`"),
            message -> assertThat(message).isEqualTo("`v2.2.2` is no apiVersion known here"),
            message ->
                assertThat(message).isEqualTo("`datacontract/v3` is no apiVersion known here"));
  }

  @Test
  void theBytesTellYamlFromJsonWhateverTheNameSays() throws IOException {
    write("product.json", Samples.PRODUCT);
    write(
        "domain.yaml",
        "{\"apiVersion\": \"daybook/v1\",\n"
            + "\t\"kind\": \"Domain\", \"metadata\": {\"name\": \"d\"}}");
    assertThat(DocumentFolder.read(folder).documents())
        .hasSize(2)
        .allMatch(Readable.class::isInstance);
  }

  @Test
  void oneFileIsReadWhole() throws IOException {
    Path file = write("any.yaml", "name: x\n");
    assertThat(DocumentFolder.read(file).documents())
        .hasSize(1)
        .first()
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void linksAreFollowedOnceAndNeverOut() throws IOException {
    Path inside = write("mesh/product.yaml", Samples.PRODUCT);
    Path outside = write("outside/contract.yaml", Samples.CONTRACT);
    Path mesh = folder.resolve("mesh");
    Files.createDirectories(mesh.resolve("deep"));
    Files.createSymbolicLink(mesh.resolve("deep/loop"), mesh);
    Files.createSymbolicLink(mesh.resolve("again.yaml"), inside);
    Files.createSymbolicLink(mesh.resolve("escape.yaml"), outside);
    Files.createSymbolicLink(mesh.resolve("out"), folder.resolve("outside"));
    Files.createSymbolicLink(mesh.resolve("dangling.yaml"), folder.resolve("none"));
    List<ReadDocument> documents = DocumentFolder.read(mesh).documents();
    assertThat(documents.stream().filter(Readable.class::isInstance))
        .extracting(document -> ((Readable) document).command().kind())
        .containsExactly("PublishProduct");
  }

  @Test
  void aLinkToNothingIsTold() throws IOException {
    Files.createSymbolicLink(folder.resolve("gone.yaml"), folder.resolve("none"));
    Files.createSymbolicLink(folder.resolve("gone.txt"), folder.resolve("none"));
    assertThat(DocumentFolder.read(folder).documents())
        .singleElement()
        .extracting(document -> ((Unreadable) document).problems().getFirst().message())
        .isEqualTo("it is a link to nothing");
  }

  @Test
  void aFileAskedForByNameHoldsADocument() throws IOException {
    Path file = write("empty.yaml", "# later\n");
    assertThat(DocumentFolder.read(file).documents())
        .singleElement()
        .extracting(document -> ((Unreadable) document).problems().getFirst().message())
        .isEqualTo("there is no document in it");
  }

  @Test
  void hiddenFoldersAreNotEntered() throws IOException {
    write(".git/product.yaml", Samples.PRODUCT);
    write("node_modules/x/product.yaml", Samples.PRODUCT);
    assertThat(DocumentFolder.read(folder).documents()).isEmpty();
  }

  @Test
  void aFolderBeyondItsBoundIsToldInsteadOfReadInPart() throws IOException {
    for (int i = 0; i < 4; i++) {
      write("p%d.yaml".formatted(i), Samples.PRODUCT);
    }
    List<ReadDocument> documents = DocumentFolder.read(folder, 3).documents();
    assertThat(documents).hasSize(1);
    assertThat(((Unreadable) documents.getFirst()).problems().getFirst().message())
        .isEqualTo("the folder has more than 3 YAML and JSON files");
  }

  @Test
  void aFileBeyondItsBoundIsTold() throws IOException {
    write("big.yaml", "apiVersion: datamesh/v1\n" + "#".repeat(DocumentFolder.MAX_FILE_BYTES));
    assertThat(((Unreadable) DocumentFolder.read(folder).documents().getFirst()).problems())
        .extracting(Problem::message)
        .containsExactly("the file has more than 16,777,216 bytes (16 MiB)");
  }

  private static String own(String kind, String name, String rest) {
    return "apiVersion: daybook/v1\nkind: %s\nmetadata: {name: %s%s}\n%s\n"
        .formatted(kind, name, kind.equals("Policy") ? ", version: 1.0.0" : "", rest);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}

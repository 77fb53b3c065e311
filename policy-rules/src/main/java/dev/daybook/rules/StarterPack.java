package dev.daybook.rules;

import dev.daybook.rules.PolicyCompiler.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The policies a fresh ledger begins with: ordinary policy documents, which a mesh replaces by its
 * own versions as it learns what it needs.
 */
public final class StarterPack {

  private static final List<String> FILES =
      List.of(
          "product-naming.yaml",
          "product-documentation.yaml",
          "product-output-ports.yaml",
          "pii-encryption.yaml",
          "pii-masking.yaml",
          "pii-gdpr.yaml",
          "pii-access-control.yaml",
          "undeclared-pii.yaml",
          "quality-objectives.yaml",
          "retention.yaml");

  private StarterPack() {}

  /** One document of the pack, as it is published. */
  public static final class Document {
    private final String fileName;
    private final byte[] bytes;

    private Document(String fileName, byte[] bytes) {
      this.fileName = fileName;
      this.bytes = bytes;
    }

    public String fileName() {
      return fileName;
    }

    /** The document's own bytes, a copy. */
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** The documents, in the order they are published. */
  public static List<Document> documents() {
    return FILES.stream().map(StarterPack::read).toList();
  }

  /**
   * The compiled policies of the pack, all in force. Their cases were run when the pack was built.
   */
  public static PolicySet load() {
    // Half of a short command's time is compiling these, so both cores of a small machine help.
    return PolicySet.of(documents().parallelStream().map(StarterPack::compiled).toList());
  }

  private static CompiledPolicy compiled(Document document) {
    return switch (PolicyCompiler.compileAccepted(document.bytes, document.fileName)) {
      case Compilation.Compiled(CompiledPolicy policy) -> policy;
      case Compilation.Rejected(var problems) ->
          throw new IllegalStateException(document.fileName + ": " + problems);
    };
  }

  private static Document read(String fileName) {
    try (InputStream in = StarterPack.class.getResourceAsStream("/starter-pack/" + fileName)) {
      if (in == null) {
        throw new IllegalStateException("the starter pack misses " + fileName);
      }
      return new Document(fileName, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

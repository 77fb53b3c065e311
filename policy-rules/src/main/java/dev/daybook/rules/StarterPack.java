package dev.daybook.rules;

import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policies a fresh ledger begins with, and the params documents they are judged with: ordinary
 * documents, which a mesh replaces by its own versions as it learns what it needs.
 */
public final class StarterPack {

  private static final List<String> FILES =
      List.of(
          "standards/naming.yaml",
          "standards/personal-data.yaml",
          "standards/retention.yaml",
          "standards/quality.yaml",
          "standards/localisation.yaml",
          "standards/deprecation.yaml",
          "standards/access-policies.yaml",
          "standards/versions.yaml",
          "schema-registration.yaml",
          "product-naming.yaml",
          "product-documentation.yaml",
          "product-output-ports.yaml",
          "data-lineage.yaml",
          "table-format.yaml",
          "shared-semantics.yaml",
          "pii-encryption.yaml",
          "pii-masking.yaml",
          "pii-gdpr.yaml",
          "pii-access-control.yaml",
          "undeclared-pii.yaml",
          "encryption-at-rest.yaml",
          "audit-logging.yaml",
          "access-policies-exist.yaml",
          "data-minimisation.yaml",
          "data-localisation.yaml",
          "retention.yaml",
          "quality-objectives.yaml",
          "quality-gate.yaml",
          "contract-compatibility.yaml",
          "deprecation.yaml",
          "marketing-attribution.yaml",
          "sales-quota-alignment.yaml",
          "policy-rollout.yaml");

  private StarterPack() {}

  /** One document of the pack, as it is published. */
  public static final class Document {
    private final String fileName;
    private final byte[] bytes;

    private Document(String fileName, byte[] bytes) {
      this.fileName = fileName;
      this.bytes = bytes;
    }

    /** Where it lies in the pack, {@code standards/naming.yaml}. */
    public String fileName() {
      return fileName;
    }

    /** The document's own bytes, a copy. */
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** The documents, in the order they are published: params before what is judged with them. */
  public static List<Document> documents() {
    return FILES.stream().map(file -> read("starter-pack", file)).toList();
  }

  /**
   * The compiled policies of the pack and its params, all in force. Their cases were run when the
   * pack was built.
   */
  public static PolicySet load() {
    return load(documents());
  }

  static PolicySet load(List<Document> documents) {
    List<Document> policies = new ArrayList<>();
    List<ParamsInForce> params = new ArrayList<>();
    for (Document document : documents) {
      params(document).ifPresentOrElse(params::add, () -> policies.add(document));
    }
    // Half of a short command's time is compiling these, so both cores of a small machine help.
    return PolicySet.of(policies.parallelStream().map(StarterPack::compiled).toList(), params);
  }

  private static Optional<ParamsInForce> params(Document document) {
    return ParamsInForce.of(
        Documents.read(document.bytes, Format.YAML, document.fileName).getFirst());
  }

  private static CompiledPolicy compiled(Document document) {
    return switch (PolicyCompiler.compileAccepted(document.bytes, document.fileName)) {
      case Compilation.Compiled(CompiledPolicy policy) -> policy;
      case Compilation.Rejected(var problems) ->
          throw new IllegalStateException(document.fileName + ": " + problems);
    };
  }

  /** A document that comes with Daybook. */
  static Document read(String folder, String fileName) {
    String resource = "/%s/%s".formatted(folder, fileName);
    try (InputStream in = StarterPack.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + resource);
      }
      return new Document(fileName, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

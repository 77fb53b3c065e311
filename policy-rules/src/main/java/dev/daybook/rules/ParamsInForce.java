package dev.daybook.rules;

import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Node;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Version;
import dev.daybook.params.ParamsCommand.PublishParams;
import dev.daybook.params.ParamsEvent.ParamsPublished;
import dev.daybook.params.ParamsText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A params document in force. Its values are read when a policy first asks for them. */
public final class ParamsInForce {

  private final String name;
  private final Version version;
  private final String sha256;
  private final Set<String> domains;
  private final Map<String, String> selectedBy;
  private final Function<String, Optional<byte[]>> documents;
  private Optional<SortedMap<String, Object>> values = Optional.empty();
  private boolean isRead;

  private ParamsInForce(
      String name,
      Version version,
      String sha256,
      List<String> domains,
      Map<String, String> selectedBy,
      Function<String, Optional<byte[]>> documents) {
    this.name = name;
    this.version = version;
    this.sha256 = sha256;
    this.domains = domains.stream().map(Folded::name).collect(Collectors.toUnmodifiableSet());
    this.selectedBy = Map.copyOf(selectedBy);
    this.documents = documents;
  }

  /** As a ledger put it in force. */
  static ParamsInForce of(ParamsPublished published, Function<String, Optional<byte[]>> documents) {
    return new ParamsInForce(
        published.subject().path(),
        published.version(),
        published.sha256(),
        published.domains(),
        published.selectedBy(),
        documents);
  }

  /** As a document says, apart from any ledger; empty for what is no params document. */
  public static Optional<ParamsInForce> of(ReadDocument document) {
    return document instanceof Readable readable
            && readable.command() instanceof PublishParams(ParamsText text)
        ? Optional.of(
            new ParamsInForce(
                text.name(),
                text.version(),
                text.sha256(),
                text.domains(),
                text.selectedBy(),
                _ -> Optional.of(readable.source().bytes())))
        : Optional.empty();
  }

  public String name() {
    return name;
  }

  public String sha256() {
    return sha256;
  }

  ParamsUsed used() {
    return new ParamsUsed(name, version.text(), sha256);
  }

  boolean isFor(String foldedDomain) {
    return domains.contains(foldedDomain);
  }

  boolean isForAll() {
    return domains.isEmpty();
  }

  boolean isLabelled(Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(
            label -> {
              String text = selectedBy.get(label.getKey());
              return text != null && Folded.same(text, label.getValue());
            });
  }

  /** Its values by name; empty where the document is not in the ledger, or is none any more. */
  synchronized Optional<SortedMap<String, Object>> values() {
    if (!isRead) {
      values = documents.apply(sha256).flatMap(bytes -> read(bytes, name));
      isRead = true;
    }
    return values;
  }

  private static Optional<SortedMap<String, Object>> read(byte[] bytes, String name) {
    List<ReadDocument> read = Documents.read(bytes, Format.UNSAID, name);
    return read.size() == 1
            && read.getFirst() instanceof Readable readable
            && readable.root().at("/spec/values").orElse(null) instanceof Node.Mapping mapping
        ? Optional.of(NodeValues.map(mapping))
        : Optional.empty();
  }
}

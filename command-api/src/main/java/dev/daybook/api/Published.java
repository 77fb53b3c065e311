package dev.daybook.api;

import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The documents that subjects of this ledger were published with. */
@Singleton
final class Published {

  /** Entries of one subject read at once. */
  private static final int PAGE = 200;

  private final Ledger ledger;

  Published(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * The document a subject was published with last.
   *
   * @throws ProblemException where it was never published with one, or its bytes are gone
   */
  Readable document(SubjectName subject) {
    return digest(subject)
        .flatMap(ledger::content)
        .flatMap(bytes -> readable(bytes, subject))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NOT_FOUND,
                    "`%s` was published with no document".formatted(subject),
                    "check the name, or send a `document`"));
  }

  /** The last entry that brought a document, read from the stream's beginning. */
  private Optional<String> digest(SubjectName subject) {
    Optional<String> digest = Optional.empty();
    long from = 0;
    while (true) {
      List<LedgerEntry> entries = ledger.stream(subject.stream(), from, PAGE);
      for (LedgerEntry entry : entries) {
        String brought = entry.metadata().document();
        if (brought != null) {
          digest = Optional.of(brought);
        }
      }
      if (entries.size() < PAGE) {
        return digest;
      }
      from = entries.getLast().sequence() + 1;
    }
  }

  /** A file may hold several; this subject's is the one that names it. */
  private static Optional<Readable> readable(byte[] bytes, SubjectName subject) {
    for (ReadDocument document : Documents.read(bytes, Format.UNSAID, subject.toString())) {
      if (document instanceof Readable readable
          && readable.command().subject().stream().equals(subject.stream())) {
        return Optional.of(readable);
      }
    }
    return Optional.empty();
  }
}

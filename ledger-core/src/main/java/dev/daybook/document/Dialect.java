package dev.daybook.document;

import dev.daybook.decision.SubjectCommand;
import java.util.List;
import java.util.function.Supplier;

/**
 * One format of documents, told by its {@code apiVersion} and {@code kind}. A dialect reads every
 * field through {@link Section} and never throws: what is wrong becomes a problem, and its command
 * is made only where nothing is.
 */
interface Dialect {

  /** The versions of the format it reads, newest last. */
  List<String> apiVersions();

  String kind();

  /** What kind of thing its documents are about, in applying order. */
  Rank rank();

  /**
   * Reads a document.
   *
   * @param document the whole document; {@code apiVersion} and {@code kind} are known already
   * @return makes the command; asked only if nothing is wrong
   */
  Supplier<SubjectCommand> read(Section document);

  /** The order in which a folder's documents are applied: what others lean on comes first. */
  enum Rank {
    DOMAIN,
    TEAM,
    PARAMS,
    POLICY,
    PRODUCT,
    CONTRACT
  }
}

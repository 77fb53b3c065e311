package dev.daybook.document;

import java.util.List;
import java.util.Optional;

/**
 * One document as a tree, before anybody asked what it means.
 *
 * @param root the tree, as far as it could be built; empty where nothing could, and for a document
 *     that says nothing
 * @param complete whether all of it was read, so that what is missing in the tree is missing
 * @param problems what is wrong with it as YAML or JSON, in the order of their places
 */
public record ParsedDocument(
    int index, SourceBytes source, Optional<Node> root, boolean complete, List<Problem> problems) {
  public ParsedDocument {
    problems = List.copyOf(problems);
  }

  /** Whether there is neither content nor anything wrong: only white space and comments. */
  public boolean isEmpty() {
    return root.isEmpty() && problems.isEmpty();
  }
}

package dev.daybook.document;

import java.util.List;

/** Finds the dialect of a document by its {@code apiVersion} and {@code kind}, and reads it. */
final class Dialects {

  private Dialects() {}

  static ReadDocument read(ParsedDocument parsed) {
    if (parsed.isEmpty()) {
      return new ReadDocument.Skipped(parsed.index(), parsed.source(), "it is empty");
    }
    if (!parsed.problems().isEmpty()) {
      return new ReadDocument.Unreadable(parsed.index(), parsed.source(), parsed.problems());
    }
    return new ReadDocument.Unreadable(
        parsed.index(),
        parsed.source(),
        List.of(
            Problem.at(
                parsed.source().begin(),
                "",
                "no dialect reads this document",
                null,
                "a known apiVersion and kind",
                null)));
  }
}

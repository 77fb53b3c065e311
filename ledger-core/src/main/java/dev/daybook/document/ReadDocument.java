package dev.daybook.document;

import dev.daybook.decision.SubjectCommand;
import java.util.List;

/** What became of one document of a source. */
public sealed interface ReadDocument {

  /** The document's place among those of its source, from 0. */
  int index();

  SourceBytes source();

  /**
   * Understood.
   *
   * @param command what the document asks for
   * @param root the document as it was written, for finding the line of a pointer
   * @param notes what its author should know though nothing is wrong
   */
  @SuppressWarnings("JavaLangClash") // always written with its outer name beside `Unreadable`
  record Readable(
      int index, SourceBytes source, SubjectCommand command, Node.Mapping root, List<Note> notes)
      implements ReadDocument {
    public Readable {
      notes = List.copyOf(notes);
    }
  }

  /** Not understood, with everything that is wrong, in the order of their places. */
  record Unreadable(int index, SourceBytes source, List<Problem> problems) implements ReadDocument {
    public Unreadable {
      problems = List.copyOf(problems);
    }
  }

  /** Not meant for this ledger, or empty. */
  record Skipped(int index, SourceBytes source, String why) implements ReadDocument {}

  /** A remark about a place in a document that is otherwise fine. */
  record Note(String message, String pointer, int line, int column) {}
}

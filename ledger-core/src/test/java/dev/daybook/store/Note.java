package dev.daybook.store;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.Slice;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.util.Optional;
import java.util.UUID;

/** A slice that only exists to be stored: notes, and rules that change the policies in force. */
sealed interface Note extends SubjectEvent {

  @Override
  default SubjectName subject() {
    return SubjectName.team("notes");
  }

  /** Something written down. */
  @Recorded("note.taken")
  record NoteTaken(String text, long number) implements Note {}

  /** Something that changes which policies are in force. */
  @Recorded(value = "note.ruled", changesPolicies = true)
  record NoteRuled(String text) implements Note {}

  static EntryMetadata metadata() {
    return metadata(Context.prod());
  }

  static EntryMetadata metadata(Context context) {
    return new EntryMetadata(
        "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(1, 2), context, null);
  }

  static EventTypes types() {
    return EventTypes.of(new Notes());
  }

  static NewEvent taken(String stream, long sequence) {
    return NewEvent.of(stream, sequence, new NoteTaken("note " + sequence, sequence), metadata());
  }

  static NewEvent ruled(String stream, long sequence) {
    return NewEvent.of(stream, sequence, new NoteRuled("rule " + sequence), metadata());
  }

  /** The slice. */
  final class Notes implements Slice<SubjectCommand, Note, String> {
    @Override
    public SubjectKind kind() {
      return SubjectKind.TEAM;
    }

    @Override
    public Class<SubjectCommand> commands() {
      return SubjectCommand.class;
    }

    @Override
    public Class<Note> events() {
      return Note.class;
    }

    @Override
    public String initial() {
      return "";
    }

    @Override
    public String evolve(String state, Note event) {
      return state + event;
    }

    @Override
    public Verdict<Note> decide(String state, SubjectCommand command) {
      return Verdict.unchanged();
    }

    /** Policies see nothing of it. */
    private record NoFacts() {}

    @Override
    public Class<? extends Record> stateFacts() {
      return NoFacts.class;
    }

    @Override
    public Optional<? extends Record> facts(String state) {
      return Optional.empty();
    }
  }
}

package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Progress;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.LeafEntry;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Finds out where the entries stand that a question asks for. */
final class WantedEntries {

  /** Most subjects whose decisions are asked for one by one. */
  private static final int MOST_SUBJECTS = 100;

  private final EvidenceSource source;
  private final Question question;
  private final Checkpoint checkpoint;
  private final Progress progress;

  WantedEntries(
      EvidenceSource source, Question question, Checkpoint checkpoint, Progress progress) {
    this.source = source;
    this.question = question;
    this.checkpoint = checkpoint;
    this.progress = progress;
  }

  /**
   * Those of the streams, decisions about them, and those that rotated the log's keys, by which the
   * checkpoint can be trusted.
   */
  Positions positions() throws IOException {
    Positions positions = new Positions();
    Set<String> streams = new TreeSet<>(question.streams());
    Statements statements = new Statements(source, checkpoint);
    for (long index = statements.firstSince(question.from()); index < question.asOf(); index++) {
      LeafEntry says = statements.at(index + 1);
      if (question.to() != null && says.recordedAt().isAfter(question.to())) {
        break;
      }
      if (question.asksFor(says.stream())) {
        positions.add(index + 1);
        streams.add(says.stream());
      }
      progress.at(index + 1, question.asOf());
    }
    for (long position : source.decisions(question, subjects(streams))) {
      if (position <= question.asOf()
          && question.isInRange(position, statements.at(position).recordedAt())) {
        positions.add(position);
      }
    }
    for (long position : source.rotations()) {
      if (position <= checkpoint.size()) {
        positions.add(position);
      }
    }
    positions.sort();
    return positions;
  }

  /**
   * Whom decisions are looked for by: who is named, and who has entries. None where streams are
   * asked for by how they begin, for who was denied has no entry.
   */
  private Set<String> subjects(Set<String> streams) {
    boolean isOpen =
        question.streams().stream()
            .anyMatch(wanted -> Question.isOpen(wanted) && !wanted.startsWith(Question.OBJECTIVE));
    Set<String> subjects = new TreeSet<>(streams);
    subjects.removeIf(Question::isOpen);
    return isOpen || subjects.size() > MOST_SUBJECTS ? Set.of() : subjects;
  }
}

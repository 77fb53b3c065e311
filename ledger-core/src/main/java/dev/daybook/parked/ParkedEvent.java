package dev.daybook.parked;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;

/** What can happen to a view that parked an entry. The view itself follows it. */
public sealed interface ParkedEvent extends SubjectEvent {

  /** Position of the parked entry. */
  long position();

  /** Why. */
  String reason();

  /**
   * A view was told to take in an entry that it had parked, with those that waited behind it. What
   * it still could not take in is parked again.
   *
   * @param position of the parked entry
   */
  @Recorded("view.entry-retried")
  record EntryRetried(SubjectName subject, long position, String reason) implements ParkedEvent {}

  /**
   * A view was told to go on without an entry that it had parked: its rows lack what that says.
   *
   * @param position of the parked entry
   */
  @Recorded("view.entry-skipped")
  record EntrySkipped(SubjectName subject, long position, String reason) implements ParkedEvent {}
}

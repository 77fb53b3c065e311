package dev.daybook.person;

import dev.daybook.decision.Erasure;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import java.util.List;

/** What can happen to a person, as far as the ledger is concerned. */
public sealed interface PersonEvent extends SubjectEvent {

  /**
   * Somebody asks for the person's erasure.
   *
   * @param basis on which legal ground
   * @param by surrogate id of who asks
   */
  @Recorded("person.erasure-requested")
  record ErasureRequested(SubjectName subject, String basis, String reason, String by)
      implements PersonEvent {}

  /** What was asked for is not done. */
  @Recorded("person.erasure-rejected")
  record ErasureRejected(SubjectName subject, String reason) implements PersonEvent {}

  /**
   * The person is erased: whatever names it, in entries before this one, can never be read again.
   * Commands judged before are judged again, so that nothing is sealed under the key that goes.
   *
   * @param basis on which legal ground
   * @param requestedBy surrogate id of who asked
   * @param by surrogate id of who confirmed, which is another
   */
  @Recorded(value = "person.erased", changesPolicies = true)
  record PersonErased(
      SubjectName subject, String basis, String requestedBy, String by, String reason)
      implements PersonEvent, Erasure {

    @Override
    public String person() {
      return subject.path();
    }
  }

  /**
   * The person's key is gone from the database, and so is what was derived with it.
   *
   * @param left what could not be reached from here, and has to be seen to by whoever runs the
   *     database: {@code wal}, {@code statistics}, {@code free space}; sorted, empty where nothing
   *     is left
   */
  @Recorded("person.key-destroyed")
  record KeyDestroyed(SubjectName subject, List<String> left) implements PersonEvent {
    public KeyDestroyed {
      left = List.copyOf(left);
    }
  }

  /**
   * A bundle of evidence lets others read what names the person. An erasure does not reach it.
   *
   * @param bundle the bundle's digest or name
   */
  @Recorded("person.disclosed")
  record PersonDisclosed(SubjectName subject, String bundle, String reason)
      implements PersonEvent {}

  /**
   * No erasure of the person is done until this is lifted.
   *
   * @param matter what it is for
   */
  @Recorded("person.hold-placed")
  record HoldPlaced(SubjectName subject, String matter, String reason) implements PersonEvent {}

  /**
   * A hold ended.
   *
   * @param matter what it was for
   */
  @Recorded("person.hold-lifted")
  record HoldLifted(SubjectName subject, String matter, String reason) implements PersonEvent {}
}

package dev.daybook.person;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.daybook.decision.Actor;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about a person. The subject is {@code person/<surrogate id>}: what the person
 * is called by must stand nowhere here, for commands are kept.
 */
public sealed interface PersonCommand extends SubjectCommand {

  /**
   * Asks that whatever names the person be made unreadable for good. Another has to confirm it.
   *
   * @param basis on which legal ground: {@code GDPR Art. 17(1)(b)}
   * @param by surrogate id of who asks; no part of what is asked
   */
  record RequestErasure(
      SubjectName subject, String basis, String reason, @JsonIgnore @Nullable String by)
      implements PersonCommand {

    public RequestErasure {
      subject.require(SubjectKind.PERSON);
    }

    public RequestErasure(SubjectName subject, String basis, String reason) {
      this(subject, basis, reason, null);
    }

    private record Asked(SubjectName subject, String basis, String reason) {}

    @Override
    public Object asked() {
      return new RequestErasure.Asked(subject, basis, reason);
    }

    @Override
    public RequestErasure by(Actor actor, Instant clock) {
      return new RequestErasure(subject, basis, reason, actor.id());
    }
  }

  /**
   * Does what was asked for: it cannot be undone.
   *
   * @param by surrogate id of who confirms, which is another than who asked
   */
  record ConfirmErasure(SubjectName subject, String reason, @JsonIgnore @Nullable String by)
      implements PersonCommand {

    public ConfirmErasure {
      subject.require(SubjectKind.PERSON);
    }

    public ConfirmErasure(SubjectName subject, String reason) {
      this(subject, reason, null);
    }

    private record Asked(SubjectName subject, String reason) {}

    @Override
    public Object asked() {
      return new ConfirmErasure.Asked(subject, reason);
    }

    @Override
    public ConfirmErasure by(Actor actor, Instant clock) {
      return new ConfirmErasure(subject, reason, actor.id());
    }
  }

  /** Lets the person stay: what was asked for is not done. */
  record RejectErasure(SubjectName subject, String reason) implements PersonCommand {
    public RejectErasure {
      subject.require(SubjectKind.PERSON);
    }
  }

  /**
   * Holds up any erasure of the person until it is lifted.
   *
   * @param matter what it is for, a case's number say; a person may be held for several
   */
  record PlaceHold(SubjectName subject, String matter, String reason) implements PersonCommand {
    public PlaceHold {
      subject.require(SubjectKind.PERSON);
    }
  }

  /**
   * Notes that a bundle of evidence lets others read what names the person, before it is made.
   *
   * @param bundle the bundle's digest or name
   */
  record RecordDisclosure(SubjectName subject, String bundle, String reason)
      implements PersonCommand {
    public RecordDisclosure {
      subject.require(SubjectKind.PERSON);
    }
  }

  /** Ends a hold. */
  record LiftHold(SubjectName subject, String matter, String reason) implements PersonCommand {
    public LiftHold {
      subject.require(SubjectKind.PERSON);
    }
  }
}

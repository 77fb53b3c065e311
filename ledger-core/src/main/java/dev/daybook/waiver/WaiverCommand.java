package dev.daybook.waiver;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.daybook.decision.Actor;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be asked of a waiver. The subject is {@code waiver/<name>}. */
public sealed interface WaiverCommand extends SubjectCommand {

  /**
   * Asks that a policy or rule does not stop a subject. Nothing is waived until somebody else
   * approves it.
   *
   * @param covers the one subject it is for
   * @param owner who answers for it
   * @param ticket where it is worked on
   * @param expires from when on it is over
   */
  record RequestWaiver(
      SubjectName subject,
      SubjectName covers,
      Waived waives,
      @Personal String owner,
      String reason,
      String ticket,
      Instant expires,
      @JsonIgnore Asker asker)
      implements WaiverCommand {

    public RequestWaiver {
      subject.require(SubjectKind.WAIVER);
    }

    public RequestWaiver(
        SubjectName subject,
        SubjectName covers,
        Waived waives,
        String owner,
        String reason,
        String ticket,
        Instant expires) {
      this(subject, covers, waives, owner, reason, ticket, expires, Asker.UNKNOWN);
    }

    @Override
    public RequestWaiver by(Actor actor, Instant clock) {
      return new RequestWaiver(
          subject, covers, waives, owner, reason, ticket, expires, Asker.of(actor, clock));
    }
  }

  /**
   * Asks that a waiver which was in force goes on, or comes back, until a later day. It has to be
   * approved like the first request; what is in force stays so until its own end.
   *
   * @param ticket where it is worked on
   * @param expires from when on it is over
   */
  record RenewWaiver(
      SubjectName subject, String reason, String ticket, Instant expires, @JsonIgnore Asker asker)
      implements WaiverCommand {

    public RenewWaiver {
      subject.require(SubjectKind.WAIVER);
    }

    public RenewWaiver(SubjectName subject, String reason, String ticket, Instant expires) {
      this(subject, reason, ticket, expires, Asker.UNKNOWN);
    }

    @Override
    public RenewWaiver by(Actor actor, Instant clock) {
      return new RenewWaiver(subject, reason, ticket, expires, Asker.of(actor, clock));
    }
  }

  /** Grants what is requested, by somebody who did not request it. */
  record ApproveWaiver(SubjectName subject, String reason, @JsonIgnore Asker asker)
      implements WaiverCommand {

    public ApproveWaiver {
      subject.require(SubjectKind.WAIVER);
    }

    public ApproveWaiver(SubjectName subject, String reason) {
      this(subject, reason, Asker.UNKNOWN);
    }

    @Override
    public ApproveWaiver by(Actor actor, Instant clock) {
      return new ApproveWaiver(subject, reason, Asker.of(actor, clock));
    }
  }

  /** Refuses what is requested. What is in force stays so until its own end. */
  record RejectWaiver(SubjectName subject, String reason, @JsonIgnore Asker asker)
      implements WaiverCommand {

    public RejectWaiver {
      subject.require(SubjectKind.WAIVER);
    }

    public RejectWaiver(SubjectName subject, String reason) {
      this(subject, reason, Asker.UNKNOWN);
    }

    @Override
    public RejectWaiver by(Actor actor, Instant clock) {
      return new RejectWaiver(subject, reason, Asker.of(actor, clock));
    }
  }

  /** Ends a waiver before its time, for good. */
  record RevokeWaiver(SubjectName subject, String reason, @JsonIgnore Asker asker)
      implements WaiverCommand {

    public RevokeWaiver {
      subject.require(SubjectKind.WAIVER);
    }

    public RevokeWaiver(SubjectName subject, String reason) {
      this(subject, reason, Asker.UNKNOWN);
    }

    @Override
    public RevokeWaiver by(Actor actor, Instant clock) {
      return new RevokeWaiver(subject, reason, Asker.of(actor, clock));
    }
  }

  /**
   * Waives at once, without a second person, for at most 72 hours: by who owns the domain of the
   * subject, and reviewed afterwards.
   *
   * @param expires from when on it is over; absent for 72 hours from now
   * @param entitled why its actor may: {@code owner} of the domain, or {@code team}, one of those
   *     that own it; absent where he may not
   */
  record GrantEmergencyWaiver(
      SubjectName subject,
      SubjectName covers,
      Waived waives,
      @Personal String owner,
      String reason,
      String ticket,
      @Nullable Instant expires,
      @JsonIgnore @Nullable String entitled,
      @JsonIgnore Asker asker)
      implements WaiverCommand {

    public GrantEmergencyWaiver {
      subject.require(SubjectKind.WAIVER);
    }

    public GrantEmergencyWaiver(
        SubjectName subject,
        SubjectName covers,
        Waived waives,
        String owner,
        String reason,
        String ticket,
        @Nullable Instant expires) {
      this(subject, covers, waives, owner, reason, ticket, expires, null, Asker.UNKNOWN);
    }

    @Override
    public GrantEmergencyWaiver by(Actor actor, Instant clock) {
      return new GrantEmergencyWaiver(
          subject,
          covers,
          waives,
          owner,
          reason,
          ticket,
          expires,
          entitled,
          Asker.of(actor, clock));
    }

    /** What its actor's token was issued to. */
    public String actorName() {
      return asker.name();
    }

    /** The same with why its actor may. */
    public GrantEmergencyWaiver entitledAs(@Nullable String why) {
      return new GrantEmergencyWaiver(
          subject, covers, waives, owner, reason, ticket, expires, why, asker);
    }
  }

  /**
   * Says afterwards whether an emergency was one, by somebody who did not grant it.
   *
   * @param upheld whether it was; if not, the waiver ends
   */
  record ReviewWaiver(SubjectName subject, boolean upheld, String reason, @JsonIgnore Asker asker)
      implements WaiverCommand {

    public ReviewWaiver {
      subject.require(SubjectKind.WAIVER);
    }

    public ReviewWaiver(SubjectName subject, boolean upheld, String reason) {
      this(subject, upheld, reason, Asker.UNKNOWN);
    }

    @Override
    public ReviewWaiver by(Actor actor, Instant clock) {
      return new ReviewWaiver(subject, upheld, reason, Asker.of(actor, clock));
    }
  }
}

package dev.daybook.waiver;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import java.time.Instant;

/**
 * What can happen to a waiver. Each names by its surrogate id who did it: what one did, another has
 * to agree with.
 */
public sealed interface WaiverEvent extends SubjectEvent {

  /**
   * Somebody asks that a policy or rule does not stop a subject.
   *
   * @param covers the one subject it is for
   * @param waives the policy, or {@code policy/rule}
   * @param owner who answers for it
   * @param ticket where it is worked on
   * @param expires from when on it would be over
   * @param by surrogate id of who asks
   */
  @Recorded("waiver.requested")
  record WaiverRequested(
      SubjectName subject,
      SubjectName covers,
      Waived waives,
      @Personal String owner,
      String reason,
      String ticket,
      Instant expires,
      String by)
      implements WaiverEvent {}

  /**
   * Somebody asks that a waiver goes on, or comes back.
   *
   * @param term how many times it was asked for with this, from 2
   * @param ticket where it is worked on
   * @param expires from when on it would be over
   * @param by surrogate id of who asks
   */
  @Recorded("waiver.renewal-requested")
  record WaiverRenewalRequested(
      SubjectName subject, int term, String reason, String ticket, Instant expires, String by)
      implements WaiverEvent {}

  /**
   * A waiver is in force until it expires: the rules it names do not stop its subject.
   *
   * @param term which request was granted: 1 for the first, 2 for the first renewal
   * @param covers the one subject it is for
   * @param waives the policy, or {@code policy/rule}
   * @param expires from when on it is over
   * @param requestedBy surrogate id of who asked
   * @param by surrogate id of who agreed, which is another
   */
  @Recorded(value = "waiver.approved", changesPolicies = true)
  record WaiverApproved(
      SubjectName subject,
      int term,
      SubjectName covers,
      Waived waives,
      Instant expires,
      String requestedBy,
      String by,
      String reason)
      implements WaiverEvent {}

  /**
   * A request is refused. A term that is in force stays so until its own end.
   *
   * @param term which request
   * @param by surrogate id of who refused it
   */
  @Recorded("waiver.rejected")
  record WaiverRejected(SubjectName subject, int term, String reason, String by)
      implements WaiverEvent {}

  /**
   * A waiver is over before its time, for good.
   *
   * @param by surrogate id of who ended it
   */
  @Recorded(value = "waiver.revoked", changesPolicies = true)
  record WaiverRevoked(SubjectName subject, String reason, String by) implements WaiverEvent {}

  /**
   * A waiver is in force at once, for at most 72 hours and without a second person.
   *
   * @param covers the one subject it is for
   * @param waives the policy, or {@code policy/rule}
   * @param owner who answers for it
   * @param ticket where it is worked on
   * @param expires from when on it is over
   * @param entitled why its actor might: {@code owner} of the domain, or {@code team}, one of those
   *     that own it
   * @param by surrogate id of who granted it
   */
  @Recorded(value = "waiver.emergency-granted", changesPolicies = true)
  record EmergencyWaiverGranted(
      SubjectName subject,
      SubjectName covers,
      Waived waives,
      @Personal String owner,
      String reason,
      String ticket,
      Instant expires,
      String entitled,
      String by)
      implements WaiverEvent {}

  /**
   * Somebody else looked at an emergency waiver afterwards.
   *
   * @param upheld whether it was an emergency; if not, the waiver is over
   * @param by surrogate id of who looked
   */
  @Recorded(value = "waiver.reviewed", changesPolicies = true)
  record WaiverReviewed(SubjectName subject, boolean upheld, String reason, String by)
      implements WaiverEvent {}
}

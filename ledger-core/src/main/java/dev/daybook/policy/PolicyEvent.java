package dev.daybook.policy;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to a policy. */
public sealed interface PolicyEvent extends SubjectEvent {

  /**
   * A version of a policy is known from here on; nothing is judged by it yet.
   *
   * @param sha256 digest of the document, under which its bytes are kept
   * @param owner the team that answers for it
   * @param contact whom a finding tells people to ask
   * @param documentation a link to more
   * @param enforcement what a failing rule does; of a policy in stages, what it comes to
   * @param stages from when it does what; empty where it is the same for good
   * @param domains the domains it applies to; empty for all
   * @param controls ids of the regulations' controls it serves: {@code GDPR-Art-32}
   * @param publishedBy surrogate id of who published it, who cannot approve it; absent where that
   *     was not recorded yet
   */
  @Recorded("policy.published")
  record PolicyPublished(
      SubjectName subject,
      Version version,
      String sha256,
      @Nullable String title,
      @Nullable String description,
      @Personal @Nullable String owner,
      @Personal @Nullable String contact,
      @Nullable String documentation,
      Effect enforcement,
      List<Stage> stages,
      List<String> domains,
      List<String> controls,
      @Nullable String publishedBy)
      implements PolicyEvent {

    public PolicyPublished {
      stages = List.copyOf(stages);
      domains = List.copyOf(domains);
      controls = List.copyOf(controls);
    }
  }

  /**
   * Somebody who did not publish a version says that it may be put in force.
   *
   * @param sha256 digest of the document approved
   * @param by surrogate id of who approved it
   */
  @Recorded("policy.approved")
  record PolicyApproved(
      SubjectName subject, Version version, String sha256, String by, String reason)
      implements PolicyEvent {}

  /**
   * A version is in force: every command after this is judged by it.
   *
   * @param sha256 digest of the document in force
   * @param previous the version in force until then; absent where none was
   * @param approvedBy surrogate id of the second person who approved it; absent where nobody did
   * @param secondPerson whether somebody had to: {@code wanted}; or why it may be in force without:
   *     {@code setting-off}, {@code first-start}; absent where that was not recorded yet
   */
  @Recorded(value = "policy.activated", changesPolicies = true)
  record PolicyActivated(
      SubjectName subject,
      Version version,
      String sha256,
      @Nullable Version previous,
      String reason,
      @Nullable String approvedBy,
      @Nullable SecondPerson secondPerson)
      implements PolicyEvent {}

  /**
   * A policy judges nothing from here on.
   *
   * @param version the version in force until then
   */
  @Recorded(value = "policy.withdrawn", changesPolicies = true)
  record PolicyWithdrawn(SubjectName subject, Version version, String reason)
      implements PolicyEvent {}
}

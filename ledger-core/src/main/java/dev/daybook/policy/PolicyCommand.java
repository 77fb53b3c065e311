package dev.daybook.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.daybook.decision.Actor;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be asked of a policy. */
public sealed interface PolicyCommand extends SubjectCommand {

  /**
   * Makes a version known. It judges nothing until it is activated.
   *
   * @param publisher surrogate id of who asks; absent until it is known
   */
  record PublishPolicy(PolicyText policy, @JsonIgnore @Nullable String publisher)
      implements PolicyCommand {

    public PublishPolicy(PolicyText policy) {
      this(policy, null);
    }

    @Override
    public SubjectName subject() {
      return policy.subject();
    }

    @Override
    public PublishPolicy by(Actor actor, Instant clock) {
      return new PublishPolicy(policy, actor.id());
    }
  }

  /**
   * Says that a published version may be put in force, by somebody who did not publish it.
   *
   * @param approver surrogate id of who asks; absent until it is known
   */
  record ApprovePolicy(
      SubjectName subject, Version version, String reason, @JsonIgnore @Nullable String approver)
      implements PolicyCommand {

    public ApprovePolicy {
      subject.require(SubjectKind.POLICY);
    }

    public ApprovePolicy(SubjectName subject, Version version, String reason) {
      this(subject, version, reason, null);
    }

    @Override
    public ApprovePolicy by(Actor actor, Instant clock) {
      return new ApprovePolicy(subject, version, reason, actor.id());
    }
  }

  /**
   * Puts a published version in force, in place of the one before.
   *
   * @param secondPerson whether somebody else must have approved it; said by the server, not by who
   *     asks
   */
  record ActivatePolicy(
      SubjectName subject, Version version, String reason, @JsonIgnore SecondPerson secondPerson)
      implements PolicyCommand {

    public ActivatePolicy {
      subject.require(SubjectKind.POLICY);
    }

    /** The same where nothing says that one person is enough. */
    public ActivatePolicy(SubjectName subject, Version version, String reason) {
      this(subject, version, reason, SecondPerson.WANTED);
    }

    /** The same with this said of the second person. */
    public ActivatePolicy with(SecondPerson other) {
      return new ActivatePolicy(subject, version, reason, other);
    }
  }

  /** Takes the policy out of force. Its versions stay published. */
  record WithdrawPolicy(SubjectName subject, String reason) implements PolicyCommand {
    public WithdrawPolicy {
      subject.require(SubjectKind.POLICY);
    }
  }
}

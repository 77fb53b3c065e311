package dev.daybook.policy;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;

/** What can be asked of a policy. */
public sealed interface PolicyCommand extends SubjectCommand {

  /** Makes a version known. It judges nothing until it is activated. */
  record PublishPolicy(PolicyText policy) implements PolicyCommand {
    @Override
    public SubjectName subject() {
      return policy.subject();
    }
  }

  /** Puts a published version in force, in place of the one before. */
  record ActivatePolicy(SubjectName subject, Version version, String reason)
      implements PolicyCommand {
    public ActivatePolicy {
      subject.require(SubjectKind.POLICY);
    }
  }

  /** Takes the policy out of force. Its versions stay published. */
  record WithdrawPolicy(SubjectName subject, String reason) implements PolicyCommand {
    public WithdrawPolicy {
      subject.require(SubjectKind.POLICY);
    }
  }
}

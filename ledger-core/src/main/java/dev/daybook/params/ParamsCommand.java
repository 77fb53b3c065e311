package dev.daybook.params;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;

/** What can be asked of a params document. */
public sealed interface ParamsCommand extends SubjectCommand {

  /** Puts a version in force: every command after it is judged with its values. */
  record PublishParams(ParamsText params) implements ParamsCommand {
    @Override
    public SubjectName subject() {
      return params.subject();
    }
  }

  /** Takes the document out of force. Policies that need its values have none then. */
  record WithdrawParams(SubjectName subject, String reason) implements ParamsCommand {
    public WithdrawParams {
      subject.require(SubjectKind.PARAMS);
    }
  }
}

package dev.daybook.contract;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to a data contract. */
public sealed interface ContractEvent extends SubjectEvent {

  /**
   * A version of a contract is known from here on.
   *
   * @param status where the version begins
   * @param previous the version published last before it; absent for a contract's first
   */
  @Recorded("contract.version-published")
  record ContractVersionPublished(
      ContractSpec spec,
      ContractStatus status,
      @Nullable Version previous,
      ObjectiveChange objectives)
      implements ContractEvent {
    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }

  /**
   * A draft's document says something else.
   *
   * @param status where the version stands now; a draft may be replaced and published in one step
   * @param changed what differs, as JSON pointers into {@code spec}
   */
  @Recorded("contract.draft-replaced")
  record ContractDraftReplaced(
      ContractSpec spec, ContractStatus status, List<String> changed, ObjectiveChange objectives)
      implements ContractEvent {

    public ContractDraftReplaced {
      changed = List.copyOf(changed);
    }

    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }

  /**
   * A version moved along its life.
   *
   * @param reason absent where the document's own status said so
   */
  @Recorded("contract.status-changed")
  record ContractStatusChanged(
      SubjectName subject,
      Version version,
      ContractStatus from,
      ContractStatus to,
      @Nullable String reason,
      ObjectiveChange objectives)
      implements ContractEvent {}

  /**
   * A version was published by mistake and is taken back; the history keeps both.
   *
   * @param position the ledger position of the entry that was the mistake
   */
  @Recorded("contract.version-withdrawn")
  record ContractVersionWithdrawn(
      SubjectName subject,
      Version version,
      long position,
      String reason,
      ObjectiveChange objectives)
      implements ContractEvent {}
}

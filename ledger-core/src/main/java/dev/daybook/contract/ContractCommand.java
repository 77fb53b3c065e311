package dev.daybook.contract;

import dev.daybook.decision.Fact;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.seal.CanonicalJson;

/** What can be asked of a data contract. */
public sealed interface ContractCommand extends SubjectCommand {

  /** Publishes a version, replaces a draft, or moves a version's status, as the document says. */
  record PublishContract(@Fact("contract") ContractSpec spec) implements ContractCommand {
    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }

  /** Moves one version along its life. */
  record ChangeContractStatus(
      SubjectName subject, Version version, ContractStatus to, String reason)
      implements ContractCommand {
    public ChangeContractStatus {
      subject.require(SubjectKind.CONTRACT);
    }
  }

  /**
   * Takes back a version that was published by mistake. Its number stays taken.
   *
   * @param position the ledger position of the entry that was the mistake, from 1
   */
  record WithdrawContract(SubjectName subject, Version version, long position, String reason)
      implements ContractCommand {
    public WithdrawContract {
      subject.require(SubjectKind.CONTRACT);
      if (position > CanonicalJson.LARGEST_INTEGER) {
        throw new IllegalArgumentException(
            "a ledger position is at most %d; seen %d"
                .formatted(CanonicalJson.LARGEST_INTEGER, position));
      }
    }
  }
}

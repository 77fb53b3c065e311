package dev.daybook.domain;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectName;

/** What can be asked of a domain. */
public sealed interface DomainCommand extends SubjectCommand {

  /** Says what a domain is; the first time, or anew. */
  record RegisterDomain(DomainSpec spec) implements DomainCommand {
    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }
}

package dev.daybook.domain;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import java.util.List;

/** What can happen to a domain. */
public sealed interface DomainEvent extends SubjectEvent {

  /** A domain is known from here on. */
  @Recorded("domain.registered")
  record DomainRegistered(DomainSpec spec) implements DomainEvent {
    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }

  /**
   * A domain's document says something else.
   *
   * @param changed what differs, as JSON pointers into {@code spec}
   */
  @Recorded("domain.changed")
  record DomainChanged(DomainSpec spec, List<String> changed) implements DomainEvent {

    public DomainChanged {
      changed = List.copyOf(changed);
    }

    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }
}

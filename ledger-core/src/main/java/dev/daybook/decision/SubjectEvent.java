package dev.daybook.decision;

import dev.daybook.mesh.SubjectName;

/** Something that happened to one subject. Each slice seals its own events under this. */
public interface SubjectEvent {

  /** Whom it happened to, spelled as its document spells it. */
  SubjectName subject();
}

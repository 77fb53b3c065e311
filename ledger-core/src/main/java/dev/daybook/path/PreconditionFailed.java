package dev.daybook.path;

import dev.daybook.mesh.SubjectName;

/** A command's subject does not stand where its sender wants it to; recorded nowhere. */
public final class PreconditionFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SubjectName subject;
  private final long lastSequence;

  PreconditionFailed(SubjectName subject, long lastSequence) {
    super("`%s` stands at %d".formatted(subject, lastSequence), null, false, false);
    this.subject = subject;
    this.lastSequence = lastSequence;
  }

  public SubjectName subject() {
    return subject;
  }

  /** Where it stands: the last sequence of its stream, -1 where nothing happened to it. */
  public long lastSequence() {
    return lastSequence;
  }
}

package dev.daybook.store;

import java.util.UUID;

/** This command was decided before; the recorded decision is its answer. */
public final class DecisionExists extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final UUID id;

  public DecisionExists(UUID id) {
    super("the command %s was decided before".formatted(id), null, false, false);
    this.id = id;
  }

  /** The decision's and the command's id. */
  public UUID id() {
    return id;
  }
}

package dev.daybook.path;

import java.util.UUID;

/** The same command id came with another payload than the first time. */
public final class IdempotencyConflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final UUID decision;

  public IdempotencyConflict(UUID id) {
    super(
        "this idempotency key was used before with another payload (decision %s); send the first"
                .formatted(id)
            + " payload again, or use a new key");
    this.decision = id;
  }

  /** The decision that was made on the other payload. */
  UUID decision() {
    return decision;
  }
}

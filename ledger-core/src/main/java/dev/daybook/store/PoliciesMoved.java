package dev.daybook.store;

/**
 * The policies in force changed after the command was judged: it must be judged again, once the
 * gate has caught up with {@link #position()}.
 */
public final class PoliciesMoved extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long position;

  public PoliciesMoved(long judgedUnder, long position) {
    super(
        "judged under the policies as of position %d; they changed at position %d"
            .formatted(judgedUnder, position),
        null,
        false,
        false);
    this.position = position;
  }

  /** Position of the latest entry that changed policies. */
  public long position() {
    return position;
  }
}

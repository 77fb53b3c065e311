package dev.daybook.decision;

/** Judges frozen facts with every policy in force for their subject. */
public interface Gate {

  /**
   * Judges {@code facts} with the policies in force.
   *
   * @throws DeadlineExceeded when judging took too long by the wall clock; nothing may be recorded
   */
  Judgement judge(Facts facts);

  /**
   * Names and versions of all that judging depends on beside policies and facts, such as {@code
   * cel-java 0.14.0}.
   */
  String engine();

  /** Waits until the policies in force are those as of {@code position} at least. */
  void awaitPolicies(long position) throws InterruptedException;

  /** Judging took longer than its wall-clock deadline; answered 503, recorded nowhere. */
  final class DeadlineExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeadlineExceeded(String message) {
      super(message);
    }
  }
}

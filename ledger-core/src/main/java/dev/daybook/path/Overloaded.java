package dev.daybook.path;

/** Too many callers want one subject at once; answered 503, recorded nowhere. */
public final class Overloaded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Overloaded(String message, Throwable cause) {
    super(message, cause);
  }
}

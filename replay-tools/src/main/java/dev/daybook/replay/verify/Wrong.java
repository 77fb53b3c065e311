package dev.daybook.replay.verify;

/** Verifying ends here: this does not hold. */
public final class Wrong extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Fault fault;

  public Wrong(Place place, String what) {
    super(what, null, false, false);
    this.fault = new Fault(place, what);
  }

  public Fault fault() {
    return fault;
  }
}

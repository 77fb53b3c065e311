package dev.daybook.store;

/**
 * The ledger's tables are not what they were: somebody changed, dropped or restored them. Nothing
 * mends that by itself.
 */
public final class LedgerBroken extends RuntimeException {

  private static final long serialVersionUID = 1;

  public LedgerBroken(String what) {
    super(what);
  }
}

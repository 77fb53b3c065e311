package dev.daybook.sealer;

/**
 * What was sealed and what is there contradict each other, so nothing more is signed: somebody
 * changed or restored the ledger, the seal or the folder of its keys.
 */
public final class SealBroken extends RuntimeException {

  private static final long serialVersionUID = 1;

  SealBroken(String what) {
    super(what);
  }

  SealBroken(String what, Throwable cause) {
    super(what, cause);
  }
}

package dev.daybook.store;

/** A look at Axon Server from this machine, without a ledger. */
public final class AxonServerLook {

  private AxonServerLook() {}

  /**
   * How many events the context holds.
   *
   * @throws StartRefused when it does not answer within ten seconds
   * @throws StoreUnavailable when it ceases to
   */
  public static long events(AxonServerSettings settings) {
    try (AxonServer server = AxonServer.connect(settings)) {
      return server.size();
    }
  }
}

package dev.daybook.edge;

import dev.daybook.store.Ledger;
import io.micronaut.context.ApplicationContext;

/**
 * A server's parts without its HTTP port, for what an operator does in a server's place. Opened on
 * the same ledger as a server would be, and as exclusively: a data folder has one at a time.
 */
public final class Offline implements AutoCloseable {

  private final ApplicationContext context;

  private Offline(ApplicationContext context) {
    this.context = context;
  }

  /**
   * Opens the ledger; its other parts are made when they are asked for.
   *
   * @throws dev.daybook.store.StartRefused when it cannot be opened
   */
  public static Offline open(ServerSettings settings) {
    OpeningLedger opening = OpeningLedger.begin(settings.ledger());
    ApplicationContext context = Server.context(settings, opening);
    try {
      context.start();
      context.getBean(Ledger.class);
      return new Offline(context);
    } catch (RuntimeException e) {
      context.close();
      opening.close();
      throw e;
    }
  }

  /** A part by its type. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}

package dev.daybook.views;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.store.Ledger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The views of a ledger that nobody serves, as they stand: nothing here follows them, and no row of
 * theirs changes.
 */
public final class StandingViews implements AutoCloseable {

  private final Ledger ledger;
  private final ViewTables tables;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, View> views = new LinkedHashMap<>();
  private final ViewRebuilds rebuilds;

  private StandingViews(Ledger ledger) {
    this.ledger = ledger;
    AllViews.views().forEach(view -> views.put(view.name(), view));
    ViewTransactions transactions = new ViewTransactions(ledger.dataSource());
    this.tables = new ViewTables(ledger.dataSource(), transactions, views.values());
    EntryWindow window = new EntryWindow(ledger::entries);
    this.rebuilds =
        new ViewRebuilds(
            views,
            ledger.dataSource(),
            transactions,
            (view, schema) ->
                new ViewApplier(
                    view,
                    schema,
                    window,
                    (types, span) ->
                        new ReadAhead(ledger.scan(types, span.first(), span.last()), readers)),
            new Unfollowed(),
            1);
  }

  /**
   * Those of this ledger. They are taken as they are; only what they are compared with is made, in
   * schemas beside them.
   *
   * @throws dev.daybook.store.StartRefused where another version of Daybook made them, or none did
   */
  public static StandingViews of(Ledger ledger) {
    ledger.requireMigrated(ViewTables.LIVE, "classpath:db/views");
    ShadowTables.prepare(ledger);
    return new StandingViews(ledger);
  }

  private final class Unfollowed implements ViewRebuilds.Followed {

    @Override
    public long head() {
      return ledger.head().position();
    }

    @Override
    public Runnable stop(String view) {
      return () -> {};
    }

    @Override
    public boolean isCurrent(String name) {
      return tables.isCurrent(view(name));
    }

    @Override
    public void follow(String view) {
      // whoever serves it does
    }

    @Override
    public void awaitErasures() {
      ledger.awaitErasures(head());
    }
  }

  /** Names of the views. */
  public List<String> names() {
    return List.copyOf(views.keySet());
  }

  /**
   * How many entries of the ledger a view has yet to take in.
   *
   * @throws ProblemException when there is no such view
   */
  public long behind(String name) {
    return ledger.head().position() - standing(name);
  }

  /**
   * Derives a view from the ledger alone, and compares it with its rows.
   *
   * @param asOf a position it has reached; empty for wherever it stands
   * @throws ProblemException when there is no such view, when it has not reached the position, or
   *     when its rows are none that this version can be compared with
   */
  public Replayed replay(String name, OptionalLong asOf) {
    long standing = standing(name);
    long head = ledger.head().position();
    if (standing > head) {
      throw refused(
          "the view `%s` stands at position %d, and the ledger ends at %d: its rows are of another history"
              .formatted(name, standing, head));
    }
    if (standing > 0 && !tables.isCurrent(view(name))) {
      throw refused("the rows of the view `%s` were made by another version".formatted(name));
    }
    if (asOf.orElse(standing) > standing) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "the view `%s` stands at position %d; wanted %d"
              .formatted(name, standing, asOf.orElse(standing)),
          "ask for a position up to %d, or start a server, which has it follow"
              .formatted(standing));
    }
    return rebuilds.replay(name, OptionalLong.of(asOf.orElse(standing)));
  }

  private static ProblemException refused(String detail) {
    return new ProblemException(
        ProblemType.UNAVAILABLE, detail, "start a server once, which derives it anew");
  }

  private long standing(String name) {
    return tables.positions().getOrDefault(view(name).name(), 0L);
  }

  private View view(String name) {
    rebuilds.require(name);
    return Objects.requireNonNull(views.get(name));
  }

  @Override
  public void close() {
    rebuilds.close();
    readers.close();
  }
}

package dev.daybook.views;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** Views derived once more: to compare them with the ledger, or to put them in place anew. */
public final class ViewRebuilds implements AutoCloseable {

  private final Map<String, View> views;
  private final DataSource dataSource;
  private final ViewTransactions transactions;
  private final Appliers appliers;
  private final Followed followed;
  private final Map<String, ViewRebuild> rebuilds = new ConcurrentHashMap<>();

  /** One after the other: each takes three connections, and a core or more. */
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("views-rebuild").factory());

  /** Makes what applies entries to a set of a view's tables. */
  @FunctionalInterface
  interface Appliers {
    ViewApplier of(View view, String schema);
  }

  /** How the views are followed on this node. */
  interface Followed {

    long head();

    /** Lets a view stand still; what to run to follow it again. */
    Runnable stop(String view);
  }

  ViewRebuilds(
      Map<String, View> views,
      DataSource dataSource,
      ViewTransactions transactions,
      Appliers appliers,
      Followed followed) {
    this.views = views;
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.appliers = appliers;
    this.followed = followed;
  }

  /**
   * Derives a view from the ledger alone, and compares it with the one that answers are read from.
   *
   * @param asOf a position that the view has reached; empty for wherever it stands
   * @throws ProblemException when there is no such view, or it is derived already
   */
  public Replayed replay(String name, OptionalLong asOf) {
    View view = view(name);
    ShadowTables shadow = new ShadowTables(view, ShadowTables.REPLAY);
    try (ViewLock _ = lock(shadow)) {
      return new ViewReplay(
              view,
              shadow,
              new ViewDerivation(shadow, appliers.of(view, shadow.schema()), transactions),
              transactions)
          .replay(asOf.orElseGet(followed::head), asOf.isEmpty());
    }
  }

  /**
   * Begins to derive a view anew, or goes on where another run ended; does nothing where it is
   * under way.
   *
   * @param replace whether the new tables take their place even where they are different
   */
  public RebuildState rebuild(String name, boolean replace) {
    View view = view(name);
    ViewRebuild rebuild =
        rebuilds.compute(
            view.name(),
            (_, running) -> {
              if (running != null && !running.state().phase().isOver()) {
                return running;
              }
              ViewRebuild begun = begun(view, replace);
              thread.execute(begun);
              return begun;
            });
    return rebuild.state();
  }

  private ViewRebuild begun(View view, boolean replace) {
    ShadowTables shadow = new ShadowTables(view, ShadowTables.REBUILD);
    return new ViewRebuild(
        view,
        shadow,
        new ViewDerivation(shadow, appliers.of(view, shadow.schema()), transactions),
        transactions,
        new ViewRebuild.Node() {
          @Override
          public ViewLock lock() {
            return ViewRebuilds.this.lock(shadow);
          }

          @Override
          public Runnable stop() {
            return followed.stop(view.name());
          }

          @Override
          public long head() {
            return followed.head();
          }
        },
        replace);
  }

  private ViewLock lock(ShadowTables shadow) {
    return ViewLock.take(dataSource, shadow.name())
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "`%s` is being derived already".formatted(shadow.name()),
                    "ask again once that is over"));
  }

  /** How far the last rebuild of a view on this node is; empty where there was none. */
  public Optional<RebuildState> state(String name) {
    return Optional.ofNullable(rebuilds.get(view(name).name())).map(ViewRebuild::state);
  }

  /** Lets a rebuild rest. */
  public RebuildState pause(String name) {
    ViewRebuild rebuild = underWay(name);
    rebuild.pause();
    return rebuild.state();
  }

  /** Lets a rebuild go on that rests. */
  public RebuildState resume(String name) {
    ViewRebuild rebuild = underWay(name);
    rebuild.resume();
    return rebuild.state();
  }

  private ViewRebuild underWay(String name) {
    ViewRebuild rebuild = rebuilds.get(view(name).name());
    if (rebuild == null || rebuild.state().phase().isOver()) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "the view `%s` is not being rebuilt on this node".formatted(name),
          "POST /api/v1/views/%s/rebuild begins".formatted(name));
    }
    return rebuild;
  }

  /** The version of a view's tables, and of what an entry does to them. */
  public int version(String name) {
    return view(name).version();
  }

  /**
   * Requires that there is a view of this name.
   *
   * @throws ProblemException when there is none
   */
  public void require(String name) {
    View _ = view(name);
  }

  private View view(String name) {
    View view = views.get(name);
    if (view == null) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "no view is called `%s`".formatted(name),
          "there are " + String.join(", ", views.keySet()));
    }
    return view;
  }

  @Override
  public void close() {
    rebuilds.values().forEach(ViewRebuild::close);
    thread.shutdown();
  }
}

package dev.daybook.views;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.views.RebuildState.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Views derived once more: to compare them with the ledger, or to put them in place anew. */
public final class ViewRebuilds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewRebuilds.class);

  /** How long after a failure, or while another node is at it, a view is looked at again. */
  private static final Duration REST = Duration.ofSeconds(1);

  /** Twice as long after every failure, and so long at most. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final Map<String, View> views;
  private final DataSource dataSource;
  private final ViewTransactions transactions;
  private final Appliers appliers;
  private final Followed followed;
  private final Map<String, ViewRebuild> rebuilds = new ConcurrentHashMap<>();
  private final ScheduledExecutorService threads;
  private volatile boolean closed;

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

    /** Whether the view's rows are of the version that this node has of it. */
    boolean isCurrent(String view);

    /** Begins to follow a view whose rows are of this version at last. */
    void follow(String view);

    /** Waits until the keys are gone on this node of all who are erased by now. */
    void awaitErasures();
  }

  /**
   * @param atOnce most rebuilds under way at a time: each takes three connections and a core
   */
  ViewRebuilds(
      Map<String, View> views,
      DataSource dataSource,
      ViewTransactions transactions,
      Appliers appliers,
      Followed followed,
      int atOnce) {
    this.views = views;
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.appliers = appliers;
    this.followed = followed;
    this.threads =
        Executors.newScheduledThreadPool(
            atOnce, Thread.ofPlatform().daemon().name("views-rebuild-", 0).factory());
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
    try (ViewLock _ = take(shadow)) {
      return new ViewReplay(
              view,
              shadow,
              new ViewDerivation(
                  shadow,
                  appliers.of(view, shadow.schema()),
                  transactions,
                  followed::awaitErasures),
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
              if (running != null
                  && !(running.state().phase().isOver() && followed.isCurrent(view.name()))) {
                return running;
              }
              ViewRebuild begun =
                  begun(
                      view,
                      replace ? RebuildPurpose.REPLACE : RebuildPurpose.SAME,
                      shadow -> Optional.of(take(shadow)));
              threads.execute(begun);
              return begun;
            });
    return rebuild.state();
  }

  /**
   * Has a view derived anew whose rows are of another version, by whichever node gets to it first,
   * until it is done; it is followed on this node from then on.
   */
  void upgrade(String name) {
    View view = view(name);
    begin(
        view, RebuildPurpose.UPGRADE, _ -> !followed.isCurrent(name), () -> followed.follow(name));
  }

  /** Goes on with what the end of a node left, once no other node does. */
  void goOn() {
    for (View view : views.values()) {
      ShadowTables left = new ShadowTables(view, ShadowTables.REBUILD);
      Optional<RebuildPurpose> purpose = leftFor(left);
      if (purpose.isPresent()
          && purpose.get() != RebuildPurpose.UPGRADE
          && followed.isCurrent(view.name())) {
        LOG.info("The rebuild of view {} goes on where it ended", view.name());
        begin(view, purpose.get(), shadow -> leftFor(shadow).isPresent(), () -> {});
      }
    }
  }

  private void begin(
      View view, RebuildPurpose purpose, Predicate<ShadowTables> isWanted, Runnable whenDone) {
    ViewRebuild rebuild =
        begun(
            view,
            purpose,
            shadow ->
                ViewLock.take(dataSource, shadow.name())
                    .filter(lock -> isWanted.test(shadow) || closed(lock)));
    rebuilds.put(view.name(), rebuild);
    ShadowTables shadow = new ShadowTables(view, ShadowTables.REBUILD);
    threads.execute(() -> tryOn(rebuild, () -> isWanted.test(shadow), whenDone, REST));
  }

  /** Gives back what was taken needlessly. */
  private static boolean closed(ViewLock lock) {
    lock.close();
    return false;
  }

  /** Tries until it is done by this node or another, and lets others have their turn meanwhile. */
  private void tryOn(
      ViewRebuild rebuild, BooleanSupplier isWanted, Runnable whenDone, Duration rest) {
    try {
      if (isWanted.getAsBoolean()) {
        rebuild.run();
      } else {
        rebuild.isDoneElsewhere();
      }
      if (rebuild.state().phase() == Phase.DONE) {
        whenDone.run();
        return;
      }
    } catch (StoreUnavailable | ViewWriteException e) {
      LOG.debug("the database is away", e);
    }
    Phase phase = rebuild.state().phase();
    if (!closed && phase != Phase.DIFFERENT) {
      Duration next = phase == Phase.FAILED ? longer(rest) : REST;
      Future<?> _ =
          threads.schedule(
              () -> tryOn(rebuild, isWanted, whenDone, next),
              rest.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private static Duration longer(Duration rest) {
    Duration twice = rest.multipliedBy(2);
    return twice.compareTo(LONGEST_REST) < 0 ? twice : LONGEST_REST;
  }

  private Optional<RebuildPurpose> leftFor(ShadowTables shadow) {
    try (Connection connection = dataSource.getConnection()) {
      return shadow.left(connection).map(ShadowTables.Left::purpose);
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }

  /**
   * Takes away what is derived of a view, as it may have what nobody is to read any more. Whoever
   * derives it fails, and begins anew when asked again.
   */
  void forget(String name) {
    View view = view(name);
    for (String schema : List.of(ShadowTables.REBUILD, ShadowTables.REPLAY)) {
      ShadowTables shadow = new ShadowTables(view, schema);
      new ViewDerivation(shadow, appliers.of(view, schema), transactions, followed::awaitErasures)
          .drop();
    }
  }

  private interface Lock {
    Optional<ViewLock> of(ShadowTables shadow);
  }

  private ViewRebuild begun(View view, RebuildPurpose purpose, Lock lock) {
    ShadowTables shadow = new ShadowTables(view, ShadowTables.REBUILD);
    return new ViewRebuild(
        view,
        shadow,
        new ViewDerivation(
            shadow, appliers.of(view, shadow.schema()), transactions, followed::awaitErasures),
        transactions,
        new ViewRebuild.Node() {
          @Override
          public Optional<ViewLock> lock() {
            return lock.of(shadow);
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
        purpose);
  }

  private ViewLock take(ShadowTables shadow) {
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
    closed = true;
    rebuilds.values().forEach(ViewRebuild::close);
    threads.shutdown();
  }
}

package dev.daybook.views;

import dev.daybook.moment.Timeline;
import dev.daybook.store.Ledger;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.Subscription;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The views of one node, following a ledger. Each view is one Axon processor with one segment,
 * whose token is claimed by one node at a time; another node takes over within {@link #CLAIM} when
 * that one dies.
 */
public final class Views implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Views.class);

  /** How long a node that says nothing keeps a view. It speaks up every third of that. */
  public static final Duration CLAIM = Duration.ofSeconds(3);

  /** How long a stop or a pause waits for what is under way. */
  private static final Duration STOP = Duration.ofSeconds(10);

  /** Spans of positions applied in one transaction; of up to {@value LedgerSpans#SPAN} each. */
  private static final int SPANS_AT_ONCE = 8;

  /** Most threads that apply. Each uses a connection, and a second one while it reads. */
  private static final int MOST_WORKERS = 3;

  /** How long after a failure a view is followed again, and asked where it stands. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final LongSupplier end;
  private final LedgerSpans spans;
  private final ViewTransactions transactions;
  private final ViewTables tables;
  private final Progress progress = new Progress();
  private final ScheduledExecutorService coordinator;
  private final ScheduledExecutorService workers;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, View> views = new LinkedHashMap<>();
  private final Map<String, PooledStreamingEventProcessor> processors = new LinkedHashMap<>();
  private final Subscription appended;
  private final Subscription reconnected;
  private final Moments moments;
  private final ViewRebuilds rebuilds;
  private volatile Map<String, CompletableFuture<Void>> pausing = Map.of();

  /** Views whose rows are of another version; they stand still on this node. */
  private final Set<String> superseded = ConcurrentHashMap.newKeySet();

  private volatile boolean paused;
  private volatile boolean closed;

  private Views(Ledger ledger, List<View> all) {
    this.dataSource = ledger.dataSource();
    this.end = () -> ledger.head().position();
    this.transactions = new ViewTransactions(dataSource);
    this.tables = new ViewTables(dataSource, transactions, all);
    this.coordinator =
        Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().daemon().name("views-coordinator").factory());
    this.workers =
        Executors.newScheduledThreadPool(
            workers(ledger.connections()),
            Thread.ofPlatform().daemon().name("views-", 0).factory());
    this.spans =
        new LedgerSpans(
            ledger.head().position(), moment -> ledger.positionAt(moment).orElse(0), coordinator);
    this.appended = ledger.onAppended(spans::moved);
    this.reconnected = ledger.onReconnected(() -> coordinator.execute(this::lookAgain));
    spans.moved(ledger.head().position());
    EntryWindow window = new EntryWindow(ledger::entries);
    ViewApplier.Stretches stretches =
        (types, span) -> new ReadAhead(ledger.scan(types, span.first(), span.last()), readers);
    JdbcTokenStore tokens = tokens();
    for (View view : all) {
      views.put(view.name(), view);
      processors.put(
          view.name(),
          processor(
              view,
              tokens,
              new ViewFollower(
                  view,
                  new ViewApplier(view, ViewTables.LIVE, window, stretches),
                  transactions,
                  progress,
                  ledger::awaitErasures,
                  () -> comeBackSoon(view.name()),
                  () -> letGo(view.name()))));
    }
    this.moments = new Moments(new Timeline(ledger), this);
    this.rebuilds =
        new ViewRebuilds(
            views,
            dataSource,
            transactions,
            (view, schema) -> new ViewApplier(view, schema, window, stretches),
            new ViewRebuilds.Followed() {
              @Override
              public long head() {
                return spans.head();
              }

              @Override
              public Runnable stop(String view) {
                return stopped(view);
              }

              @Override
              public boolean isCurrent(String view) {
                return tables.isCurrent(view(view));
              }

              @Override
              public void follow(String view) {
                beginToFollow(view);
              }

              @Override
              public void awaitErasures() {
                ledger.awaitErasures(end.getAsLong());
              }
            },
            rebuilds(ledger.connections()));
  }

  /** Follows a view from now on whose rows were of another version. */
  private synchronized void beginToFollow(String name) {
    readProgress(); // which fails where the database is away, to be tried again
    if (superseded.remove(name) && !paused && !closed) {
      processor(name).start();
    }
  }

  /** Leaves a view to the nodes that have the version of it that its rows are of. */
  private void letGo(String name) {
    LOG.warn(
        "View {} has rows of another version than this node has; it answers from them, and leaves"
            + " following them to nodes that have it",
        name);
    CompletableFuture<Void> _ = processor(name).shutdownAsync();
  }

  /** Lets a view stand still; what to run to follow it again, if it was followed. */
  private Runnable stopped(String name) {
    PooledStreamingEventProcessor processor = processor(name);
    if (!processor.isRunning()) {
      return () -> {};
    }
    awaitStopped(Map.of(name, processor.shutdownAsync()), STOP);
    return processor::start;
  }

  /** Derives views once more. */
  public ViewRebuilds rebuilds() {
    return rebuilds;
  }

  /**
   * How many threads apply where the pool has so many connections: were all of these in threads'
   * hands, each would wait for a second one, so that one at least is left for answers.
   */
  static int workers(int connections) {
    return Math.clamp((connections - 1) / 2, 1, MOST_WORKERS);
  }

  /** How many views are derived at once, with as many connections left as {@link #workers} need. */
  static int rebuilds(int connections) {
    return Math.clamp(
        (connections - workers(connections) - 2) / 3,
        1,
        Runtime.getRuntime().availableProcessors());
  }

  /** Starts every view there is. */
  public static Views start(Ledger ledger) {
    return start(ledger, AllViews.views());
  }

  /**
   * Starts {@code views}: their tables are made and filled from the ledger. A view whose rows
   * another version of it made stays as it is until it is derived anew beside itself.
   */
  public static Views start(Ledger ledger, List<View> views) {
    ledger.migrate(ViewTables.LIVE, "classpath:db/views");
    ShadowTables.prepare(ledger);
    Views started = new Views(ledger, views);
    try {
      started.superseded.addAll(started.tables.prepare(started.head()));
      started.resume();
      started.rebuilds.goOn();
      List.copyOf(started.superseded).forEach(started.rebuilds::upgrade);
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** Names of the views, in the order they were given. */
  public List<String> names() {
    return List.copyOf(views.keySet());
  }

  /** The position up to which the ledger is in every view. */
  public long position() {
    return position(views.keySet());
  }

  /** The position up to which the ledger is in all of {@code names}. */
  public long position(Collection<String> names) {
    if (!claimedHere(names) || progress.anew(names).isPresent()) {
      readProgress(); // another node moves it, or did so while this one did not look
    } else if (progress.isDoubted(names)) {
      try {
        readProgress();
      } catch (StoreUnavailable | ViewWriteException e) {
        LOG.debug("where the views stand is looked up later", e);
      }
    }
    return progress.position(names);
  }

  /**
   * The one of {@code names} that is being derived anew and is furthest from where it began; empty
   * where all of them are whole, as far as {@link #position(Collection)} just found out.
   */
  Optional<Anew> anew(Collection<String> names) {
    return progress.anew(names);
  }

  /** Whether a view's rows were taken away at {@code position} or behind it. */
  boolean isAnewSince(String name, long position) {
    return tables.anew().stream()
        .anyMatch(each -> each.view().equals(name) && each.until() >= position);
  }

  /** How often each view's rows were taken away, as far as this node knows. */
  Map<String, Long> times(Collection<String> names) {
    Map<String, Long> times = new HashMap<>();
    names.forEach(name -> times.put(name, progress.times(name)));
    return times;
  }

  /**
   * The one of these views whose rows were taken away since, as the database says; empty for none.
   *
   * @param times what {@link #times} said
   */
  Optional<Anew> takenAway(Map<String, Long> times) {
    Optional<Anew> taken =
        tables.anew().stream()
            .filter(each -> times.getOrDefault(each.view(), Long.MAX_VALUE) < each.times())
            .findFirst();
    taken.ifPresent(progress::found);
    return taken;
  }

  /** The ledger's last position as far as this node knows. */
  public long head() {
    return spans.head();
  }

  /** Entries the slowest view has yet to take in. */
  public long lag() {
    return Math.max(0, head() - position());
  }

  /**
   * Stops following; what is under way is finished first. Reading goes on.
   *
   * @throws StoreUnavailable when that takes more than 10 s, with the views still at work: those
   *     stop as soon as they are through
   */
  public void pause() {
    pause(STOP);
  }

  void pause(Duration within) {
    paused = true;
    pausing = stopping();
    awaitStopped(pausing, within);
  }

  private Map<String, CompletableFuture<Void>> stopping() {
    Map<String, CompletableFuture<Void>> stopping = new LinkedHashMap<>();
    processors.forEach((view, processor) -> stopping.put(view, processor.shutdownAsync()));
    return stopping;
  }

  private static CompletableFuture<Void> all(Map<String, CompletableFuture<Void>> stopping) {
    return CompletableFuture.allOf(stopping.values().toArray(CompletableFuture<?>[]::new));
  }

  private static void awaitStopped(Map<String, CompletableFuture<Void>> stopping, Duration within) {
    try {
      all(stopping).orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
      List<String> atWork = new ArrayList<>();
      stopping.forEach(
          (view, stopped) -> {
            if (!stopped.isDone()) {
              atWork.add(view);
            }
          });
      throw new StoreUnavailable(
          "what is under way is not through after %d ms in: %s; it stops as soon as it is"
              .formatted(within.toMillis(), String.join(", ", atWork)),
          e);
    }
  }

  /**
   * Follows again, from where each view stands.
   *
   * @throws StoreUnavailable when the database is away, or a pause that took too long is not over
   *     10 s later
   */
  public void resume() {
    readProgress();
    awaitStopped(pausing, STOP);
    pausing = Map.of();
    paused = false;
    processors.forEach(
        (view, processor) -> {
          if (!superseded.contains(view)) {
            processor.start();
          }
        });
  }

  /** Waits until every view is at {@code position}; false when that takes longer than allowed. */
  public boolean awaitPosition(long position, Duration atMost) throws InterruptedException {
    return awaitPosition(views.keySet(), position, atMost);
  }

  /** Waits until all of {@code names} are at {@code position}; false when that takes too long. */
  public boolean awaitPosition(Collection<String> names, long position, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      if (position(names) >= position) {
        return true;
      }
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative()) {
        return false;
      }
      spans.hurry();
      // Another node's progress is seen in the database only.
      Duration look = Duration.ofMillis(claimedHere(names) ? 500 : 20);
      if (progress.await(names, position, left.compareTo(look) < 0 ? left : look)) {
        return true;
      }
    }
  }

  /** Turns "as of" into the position an answer is computed at. */
  public Moments moments() {
    return moments;
  }

  /** Where the tables are. */
  public DataSource dataSource() {
    return dataSource;
  }

  /**
   * Drops a view's rows and derives them again from the first entry. It answers nothing about now
   * until it is back where the ledger ends.
   *
   * @param why as {@link Anew} has it
   * @throws StoreUnavailable when what is under way is not through in 10 s; the view then stands
   *     still and as it is, until this is asked once more or the views are resumed
   */
  void rebuild(String name, String why) {
    PooledStreamingEventProcessor processor = processor(name);
    View view = view(name);
    awaitStopped(Map.of(name, processor.shutdownAsync()), STOP);
    tables.empty(view, end.getAsLong(), why);
    superseded.remove(name);
    readProgress();
    processor.start();
  }

  private View view(String name) {
    View view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException(
          "no view is called `%s`; there are %s".formatted(name, String.join(", ", names())));
    }
    return view;
  }

  private PooledStreamingEventProcessor processor(String name) {
    PooledStreamingEventProcessor processor = processors.get(view(name).name());
    if (processor == null) {
      throw new IllegalStateException("the view " + name + " has no processor");
    }
    return processor;
  }

  /** What views could not take in, in order. */
  public List<Parked> parked() {
    return tables.parked();
  }

  /**
   * Stops following, within {@link #STOP}: without a database what is under way never ends, and
   * what is cut off there is followed again.
   */
  @Override
  public void close() {
    closed = true;
    rebuilds.close();
    try {
      all(stopping()).completeOnTimeout(null, STOP.toMillis(), TimeUnit.MILLISECONDS).join();
    } finally {
      reconnected.close();
      appended.close();
      spans.close();
      coordinator.shutdownNow();
      workers.shutdownNow();
      readers.shutdownNow();
    }
  }

  private boolean claimedHere(Collection<String> names) {
    for (String name : names) {
      PooledStreamingEventProcessor processor = processors.get(name);
      if (processor == null || processor.processingStatus().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Looks up where the views stand, which another node may be moving. */
  void readProgress() {
    Set<String> doubted = progress.takeDoubted();
    try {
      lookUp();
    } catch (StoreUnavailable | ViewWriteException e) {
      progress.doubt(doubted);
      throw e;
    }
  }

  private void lookUp() {
    tables.anew().forEach(progress::found);
    Map<String, Long> before = progress.known();
    tables.positions().forEach((view, position) -> progress.found(view, position, before));
  }

  /**
   * After the database was away: a crash takes back commits that did not wait for the disk, so a
   * view may stand further back than it knows. It is then followed again from there.
   */
  private void lookAgain() {
    try {
      Map<String, Long> before = progress.known();
      tables
          .positions()
          .forEach(
              (view, position) -> {
                boolean back = position < progress.position(view);
                progress.found(view, position, before);
                if (back) {
                  LOG.info(
                      "View {} was taken back to position {} and goes on there", view, position);
                  rest(view);
                }
              });
    } catch (StoreUnavailable | ViewWriteException e) {
      LOG.debug("the database is away again", e);
      if (!coordinator.isShutdown()) {
        Future<?> _ = coordinator.schedule(this::lookAgain, REST.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /**
   * A processor that lost its view to a failure claims it again after a second, and after twice
   * that with each of its coordinator's passes until its workers have let go of it: a minute, on a
   * busy node. So it is told here how long to rest, on the coordinator's own thread, where no such
   * pass can come after it. One that was stopped claims nothing until it is started.
   */
  private void comeBackSoon(String view) {
    if (processor(view).isRunning() && !coordinator.isShutdown()) {
      coordinator.execute(() -> rest(view));
    }
  }

  private void rest(String view) {
    processor(view).releaseSegment(0, REST.toMillis(), TimeUnit.MILLISECONDS);
  }

  private PooledStreamingEventProcessor processor(
      View view, JdbcTokenStore tokens, ViewFollower follower) {
    return PooledStreamingEventProcessor.builder()
        .name(view.name())
        .eventHandlerInvoker(follower)
        .messageSource(spans)
        .tokenStore(tokens)
        .transactionManager(transactions)
        .coordinatorExecutor(coordinator)
        .workerExecutor(workers)
        .initialSegmentCount(1)
        .initialToken(source -> source.createTailToken())
        .batchSize(SPANS_AT_ONCE)
        .tokenClaimInterval(CLAIM.toMillis() / 3)
        .claimExtensionThreshold(CLAIM.toMillis() / 3)
        .errorHandler(PropagatingErrorHandler.instance())
        .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
        .build();
  }

  private JdbcTokenStore tokens() {
    return JdbcTokenStore.builder()
        .connectionProvider(transactions)
        .serializer(ViewTables.TOKENS)
        .contentType(byte[].class)
        .claimTimeout(CLAIM)
        .nodeId(node())
        .schema(
            TokenSchema.builder()
                .setTokenTable("views.token")
                .setProcessorNameColumn("processor")
                .setSegmentColumn("segment")
                .setTokenColumn("token")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("claimed_at")
                .setOwnerColumn("owner")
                .build())
        .build();
  }

  private static String node() {
    return ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
  }
}

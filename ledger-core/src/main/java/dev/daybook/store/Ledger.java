package dev.daybook.store;

import dev.daybook.personal.Designation;
import dev.daybook.personal.PersonalData;
import dev.daybook.personal.envelope.Opening;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * The ledger: entries in one order, durable and append-only.
 *
 * <p>An entry that was acknowledged is on disk, at a position no other entry ever gets; positions
 * count 1, 2, 3 without gaps, and become visible in that order. Nothing in it changes or goes away.
 */
public final class Ledger implements AutoCloseable {

  private final Database database;
  private final EntryForm form;
  private final KeyRing keys;
  private final EntryReader reader;
  private final HeadSignal signal;
  private final OwnCommits ownCommits = new OwnCommits();
  private final LatestEntries latest;
  private final RecordedTimes times;
  private final Appender appender;
  private final Recording recording;
  private final @Nullable AxonServer axonServer;
  private final @Nullable AxonServerFollower follower;
  private final @Nullable AwaitedPlaces places;
  private final OtherNodes otherNodes;
  private final Erasures erasures;
  private final String origin;
  private final EventStore eventStore;
  private @Nullable Thread onExit;
  private boolean closed;

  static {
    // Axon calls home otherwise.
    if (System.getProperty("axoniq.update-checker.disabled") == null) {
      System.setProperty("axoniq.update-checker.disabled", "true");
    }
  }

  private Ledger(
      LedgerSettings settings,
      EventTypes types,
      Database database,
      @Nullable AxonServer axonServer,
      Clock clock) {
    this.database = database;
    this.origin = EntryReader.origin(database.pool());
    this.keys = KeyRing.open(database.pool(), settings.keys(), origin);
    this.form = new EntryForm(types, new PersonalData(origin, keys));
    this.latest = new LatestEntries(form);
    this.reader = new EntryReader(database.pool(), form);
    this.times = new RecordedTimes(reader::recordedAt);
    this.signal = new HeadSignal(reader.head().position());
    this.appender = new Appender(database, settings, clock, new ToldByAppender());
    this.otherNodes = new OtherNodes(database, signal, appender::isServedBy);
    this.axonServer = axonServer;
    LedgerEngine engine = new LedgerEngine(reader, this::record);
    if (axonServer == null) {
      this.places = null;
      this.follower = null;
      this.recording =
          Upstream.of(database.pool())
              .<Recording>map(context -> new FollowedElsewhere(context, reader))
              .orElseGet(() -> new OwnOrder(appender, reader));
      this.eventStore = LedgerEventStore.over(engine, reader, signal);
    } else {
      this.places = new AwaitedPlaces(database.pool(), signal);
      this.recording =
          new AxonServerOrder(axonServer, database.pool(), reader, signal, places, origin);
      this.follower =
          new AxonServerFollower(
              axonServer,
              appender,
              reader,
              form,
              origin,
              () -> Turn.take(database, "follow axon server"));
      this.eventStore =
          LedgerEventStore.over(new AxonServerEngine(axonServer, form, engine), reader, signal);
    }
    this.erasures = new Erasures(this, keys);
  }

  /**
   * Starts or finds the database, brings it up to date, and starts appending.
   *
   * @throws StartRefused when the database could not keep what a ledger promises
   */
  public static Ledger open(LedgerSettings settings, EventTypes types) {
    return open(settings, types, Clock.systemUTC());
  }

  /**
   * Opens a ledger that is there, for who only reads it: its database is taken as it is, and not
   * brought up to date.
   *
   * @throws StartRefused also where another version of Daybook made it what it is
   */
  public static Ledger existing(LedgerSettings settings, EventTypes types) {
    return open(Database.existing(settings), settings, types, Clock.systemUTC());
  }

  static Ledger open(LedgerSettings settings, EventTypes types, Clock clock) {
    return open(Database.open(settings), settings, types, clock);
  }

  private static Ledger open(
      Database database, LedgerSettings settings, EventTypes types, Clock clock) {
    AxonServer axonServer = null;
    try {
      AxonServerSettings there = settings.axonServer();
      if (there != null) {
        Upstream.requireNoOther(database.pool(), there);
        axonServer = AxonServer.connect(there);
      }
      Ledger ledger = new Ledger(settings, types, database, axonServer, clock);
      ledger.follow();
      return ledger;
    } catch (RuntimeException e) {
      if (axonServer != null) {
        axonServer.close();
      }
      database.close();
      throw e;
    }
  }

  /** Begins to copy what is in Axon Server, if events live there. */
  private void follow() {
    AxonServerFollower copying = follower;
    if (copying == null) {
      return;
    }
    try {
      copying.requireSameHistory();
      Upstream.choose(database.pool(), copying.settings());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    copying.start();
  }

  private final class ToldByAppender implements Appender.Witness {
    @Override
    public void committed(Attempt attempt) {
      ownCommits.add(attempt);
      latest.add(attempt);
      signal.advance(attempt.after().position());
    }

    @Override
    public void seen(LedgerHead head) {
      signal.advance(head.position());
    }
  }

  /** The name this ledger was born with, {@code daybook/…}; its leaves and checkpoints carry it. */
  public String origin() {
    return origin;
  }

  /** Where the ledger stands, read now. */
  public LedgerHead head() {
    return reader.head();
  }

  /** The last position this node has heard of, without asking the database. */
  public long knownPosition() {
    return signal.head();
  }

  /**
   * Connections as the application: in {@code ledger} it may read, and add through the appender; in
   * schemas made by {@link #migrate} it may do everything.
   */
  public DataSource dataSource() {
    return database.pool();
  }

  /** How many connections {@link #dataSource} hands out at once. */
  public int connections() {
    return database.connections();
  }

  /** Brings {@code schema} up to date from Flyway migrations, {@code classpath:db/views}. */
  public void migrate(String schema, String classpathLocation) {
    database.migrate(schema, classpathLocation);
  }

  /**
   * Requires that {@code schema} has seen these Flyway migrations and no others, for who only reads
   * it.
   *
   * @throws StartRefused where it has not
   */
  public void requireMigrated(String schema, String classpathLocation) {
    database.requireMigrated(schema, classpathLocation);
  }

  /** The events this ledger can hold. */
  public EventTypes types() {
    return form.types();
  }

  /** The ledger behind Axon's interface. */
  public EventStore eventStore() {
    return eventStore;
  }

  /**
   * Records all of the events, or none, and returns once they are durable. {@link Append} in a unit
   * of work does the same for what is published in it.
   *
   * @throws DecisionExists when a decision among them was recorded before
   * @throws PoliciesMoved when the policies in force changed after the append was judged
   * @throws org.axonframework.modelling.command.ConcurrencyException when a stream does not end
   *     where it should
   * @throws StoreUnavailable when the database cannot be reached in time, or what was recorded in
   *     Axon Server was not followed in time
   */
  public Receipt append(List<NewEvent> events, Append append) {
    return record(events, append)
        .orElseThrow(
            () ->
                new StoreUnavailable(
                    "it is recorded in Axon Server, and the ledger has not come to it in time"));
  }

  private Optional<Receipt> record(List<NewEvent> events, Append append) {
    long judgedUnder = append.policyPosition().orElse(Proposal.UNJUDGED);
    if (judgedUnder != Proposal.UNJUDGED) {
      awaitErasures(judgedUnder);
    }
    return recording.append(Proposal.of(origin, form, events, append));
  }

  /**
   * Entries from position {@code from}, at most {@code limit} and never more than 10,000. There may
   * be fewer before the ledger's end, for a page ends at 8 MiB; there are none only behind it.
   */
  public List<LedgerEntry> entries(long from, int limit) {
    return reader.entries(from, limit).entries();
  }

  public Optional<LedgerEntry> entry(long position) {
    return entries(position, 1).stream().filter(entry -> entry.position() == position).findFirst();
  }

  /** A stream's entries from {@code fromSequence}, in order; pages end as in {@link #entries}. */
  public List<LedgerEntry> stream(String stream, long fromSequence, int limit) {
    return reader.stream(stream, fromSequence, limit).entries();
  }

  /** Streams whose names begin so, in their order, at most {@code limit} and never over 10,000. */
  public List<String> streams(String prefix, int limit) {
    return reader.streams(prefix, limit);
  }

  /** Where a stream and the ledger stand, read now and in one. */
  public Standing standing(String stream) {
    return recording.standing(stream);
  }

  /** A stream's last sequence as of {@code position}; empty while nothing had happened to it. */
  public OptionalLong lastSequenceAt(String stream, long position) {
    return reader.lastSequenceAt(stream, position);
  }

  /**
   * Entries of these wire names from position {@code from}, in order; pages end as in {@link
   * #entries}.
   */
  public List<LedgerEntry> entriesOfTypes(Set<String> names, long from, int limit) {
    return reader.entriesOfTypes(names, from, Long.MAX_VALUE, limit).entries();
  }

  /**
   * Whether it is known without asking the database that no entry of these types stands in ({@code
   * after}, {@code through}].
   */
  boolean surelyHasNoneOf(Set<String> names, long after, long through) {
    return ownCommits.haveNoneOf(names, after, through);
  }

  /**
   * Entries of these wire names from {@code first} to {@code last}, both included, streamed in
   * order; for long stretches. The scan must be closed.
   */
  public EntryScan scan(Set<String> names, long first, long last) {
    return EntryScan.open(database.pool(), form, names, first, last);
  }

  /** Leaf statements from {@code first} to {@code last}, both included; to be closed. */
  public LeafScan leaves(long first, long last) {
    return LeafScan.open(database.pool(), first, last);
  }

  /** Every entry from position {@code first}, with its leaf, streamed in order; to be closed. */
  public WholeScan whole(long first) {
    return WholeScan.open(database.pool(), form, first);
  }

  /** Everything that is kept by its digest, streamed; to be closed. */
  public ContentScan contents() {
    return ContentScan.open(database.pool(), form.personal());
  }

  /** All of the ledger as it is now, whatever is recorded meanwhile; to be closed. */
  public LedgerSnapshot snapshot() {
    return LedgerSnapshot.open(database.pool(), form);
  }

  /**
   * Entries of these wire names between two positions, both included and known to be written, for
   * who follows; without leaves where they are from memory.
   */
  EntryPage entriesOfTypes(Set<String> names, long from, long to, int limit) {
    return latest
        .between(from, to)
        .map(
            entries ->
                entries.stream()
                    .filter(entry -> names.contains(entry.type()))
                    .limit(limit)
                    .toList())
        .map(entries -> new EntryPage(entries, false))
        .orElseGet(() -> reader.entriesOfTypes(names, from, to, limit));
  }

  /** When the entry at {@code position} was recorded; empty where there is none. */
  public Optional<Instant> recordedAt(long position) {
    if (position < 1) {
      return Optional.empty();
    }
    return latest
        .between(position, position)
        .map(entries -> entries.getFirst().recordedAt())
        .or(() -> times.at(position));
  }

  /** Position of the last entry recorded at or before {@code time}; empty before the first. */
  public OptionalLong positionAt(Instant time) {
    return reader.positionAt(time);
  }

  /**
   * Whether {@code time} is past for good: no entry will be recorded at or before it any more, so
   * {@link #positionAt} answers the same from now on. It is once something was recorded after it,
   * else a second after, when no append is under way; {@link Settled} says what that cannot see.
   */
  public boolean isSettled(Instant time) {
    return Settled.is(database.pool(), time);
  }

  /**
   * The bytes with this SHA-256 in lower-case hex; empty where the ledger keeps none, or a person
   * they name was erased.
   */
  public Optional<byte[]> content(String sha256) {
    return reader.content(sha256).readable();
  }

  /** What is kept under this SHA-256, in lower-case hex. */
  public Kept kept(String sha256) {
    return reader.content(sha256);
  }

  /**
   * The same of several, for who reads many: by each digest what is kept under it. What is larger
   * than 64 KiB is left out, so that many together have a bound; it is asked for by itself.
   *
   * @param sha256 at most 1,000
   */
  public Map<String, Kept> kept(Collection<String> sha256) {
    return reader.contents(sha256);
  }

  /** What opens each text of an entry's payload that is sealed for persons. */
  public List<Opening> payloadOpenings(LedgerEntry entry) {
    return form.personal().eventOpenings(entry.eventId(), entry.payload());
  }

  /**
   * Whether a text of an entry's payload is sealed for one of these persons, who may be erased.
   *
   * @param persons surrogate ids
   */
  public boolean names(LedgerEntry entry, Collection<String> persons) {
    return payloadOpenings(entry).stream()
        .anyMatch(opening -> opening.persons().stream().anyMatch(persons::contains));
  }

  /** What opens each text of an entry's metadata that is sealed for persons. */
  public List<Opening> metadataOpenings(LedgerEntry entry) {
    return form.personal().metadataOpenings(entry.metadata().decision(), entry.metadataJson());
  }

  /**
   * The surrogate id of whoever is called so, by mail address or name, if the ledger names such a
   * person.
   */
  public Optional<String> person(String called) {
    return keys.idOf(Designation.of(called));
  }

  /** Whether a person of this id is named in the ledger and not erased, or was erased. */
  public boolean knowsPerson(String id) {
    return erasures.isErased(id) || keys.byId(id).isPresent();
  }

  /**
   * Waits until the keys of all who were erased up to {@code position} are destroyed, and nothing
   * is sealed under them any more.
   *
   * @throws StoreUnavailable when that takes too long, or the thread is interrupted
   */
  public void awaitErasures(long position) {
    erasures.await(position);
  }

  /** Calls {@code forget} with the surrogate id of whoever was erased, once the key is gone. */
  public void onErased(Consumer<String> forget) {
    erasures.onErased(forget);
  }

  /**
   * Erased persons whose keys were there again when this node started, and were destroyed again.
   */
  public Set<String> foundAgain() {
    return erasures.foundAgain();
  }

  /**
   * Takes out of the database's files what was overwritten or deleted in them.
   *
   * @return what could not be reached, sorted: {@code free space}, {@code statistics}, {@code wal}
   */
  public List<String> scrub() {
    return database.scrub();
  }

  /**
   * Calls {@code newHead} with the last position whenever the ledger grew, on this node or another;
   * several appends may be told as one. Calls come one at a time and should be short.
   */
  public Subscription onAppended(LongConsumer newHead) {
    return signal.onAdvance(newHead);
  }

  /**
   * Calls {@code again} whenever the database is there again after this node lost it. It may have
   * crashed meanwhile, and what was written without waiting for the disk may be gone.
   */
  public Subscription onReconnected(Runnable again) {
    return otherNodes.onReconnected(again);
  }

  /**
   * The right to do what one node does for all of them; empty while another one has it.
   *
   * @param name what it is the right to
   * @throws StoreUnavailable when the database cannot be reached in time
   */
  public Optional<Turn> turn(String name) {
    return Turn.take(database, name);
  }

  /** Commits this node has made since it started; entries per commit tell how appends pile up. */
  public long commits() {
    return appender.commits();
  }

  /** Why nothing can be appended any more, if so: for health checks. */
  public Optional<String> stopped() {
    @Nullable String reason = appender.stopped();
    AxonServerFollower copying = follower;
    return reason == null && copying != null ? copying.stopped() : Optional.ofNullable(reason);
  }

  /** Where events live; empty where that is PostgreSQL. */
  public Optional<AxonServerSettings> axonServer() {
    return axonServer == null ? Optional.empty() : Optional.of(axonServer.settings());
  }

  /**
   * How many events Axon Server holds. Those past {@link #head} have no positions yet.
   *
   * @throws StoreUnavailable when it does not answer
   * @throws IllegalStateException where events live in PostgreSQL
   */
  public long eventsInAxonServer() {
    if (axonServer == null) {
      throw new IllegalStateException("events live in PostgreSQL");
    }
    return axonServer.size();
  }

  /** The way of commands between nodes; empty where each node judges those that reach it. */
  public Optional<CommandRoute> commandRoute() {
    return axonServer == null || !axonServer.settings().routesCommands()
        ? Optional.empty()
        : Optional.of(
            axonServer.commands(new NodeSeal(keys.shared("commands between nodes"), origin)));
  }

  /** What is wanted to record, where events live in Axon Server and this was opened without. */
  public Optional<String> upstreamMissing() {
    return recording instanceof FollowedElsewhere(var context, _)
        ? Optional.of(Upstream.wanted(context))
        : Optional.empty();
  }

  /**
   * This ledger, closed when the process is told to end: for who uses nothing but a ledger. A
   * server must not ask for it, as its ledger closes after everything that works on it, and hooks
   * run all at once.
   */
  public synchronized Ledger closedOnExit() {
    if (onExit == null) {
      onExit = Thread.ofPlatform().name("daybook-ledger-close").unstarted(this::close);
      Runtime.getRuntime().addShutdownHook(onExit);
    }
    return this;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (onExit != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(onExit);
      } catch (IllegalStateException _) {
        // the machine is shutting down already
      }
    }
    erasures.close();
    if (follower != null) {
      follower.close();
    }
    if (places != null) {
      places.close();
    }
    if (axonServer != null) {
      axonServer.close();
    }
    appender.close();
    otherNodes.close();
    signal.close();
    database.close();
  }
}

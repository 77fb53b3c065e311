package dev.daybook.sealer;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.ConsistencyProof;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.Hash;
import dev.daybook.seal.InclusionProof;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TiledTree;
import dev.daybook.seal.TlogProof;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.LeafScan;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.StartRefused;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The seal over a ledger: signed checkpoints of the tree over its leaf statements, the tree's
 * tiles, and proofs. Started by {@link #start}, it signs what is recorded within a second.
 */
public final class Seal implements AutoCloseable {

  private static final String SCHEMA = "seal";

  /** How often whoever waits looks whether another node sealed. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Ledger ledger;
  private final SealTables tables;
  private final Sealer sealer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grew = lock.newCondition();
  private final AtomicLong checkpoints = new AtomicLong();
  private long size;

  private Seal(Ledger ledger, SealSettings settings, Clock clock, int mostAtOnce) {
    this.ledger = ledger;
    ledger.migrate(SCHEMA, "classpath:db/seal");
    this.tables = new SealTables(ledger.dataSource());
    SealKeys keys = SealKeys.of(settings, ledger.origin());
    tables.begin(keys.first().lines());
    requireKeysInForce(keys);
    this.sealer =
        new Sealer(
            ledger,
            tables,
            keys,
            new LastSigned(settings.folder()),
            clock,
            mostAtOnce,
            this::reached);
  }

  /**
   * Begins to seal.
   *
   * @throws StartRefused when the keys are none, another ledger's, or such as gave way to others
   */
  public static Seal start(Ledger ledger, SealSettings settings, Clock clock) {
    return start(ledger, settings, clock, Sealer.MOST_AT_ONCE);
  }

  /**
   * @param mostAtOnce leaves between two checkpoints at most
   */
  static Seal start(Ledger ledger, SealSettings settings, Clock clock, int mostAtOnce) {
    Seal seal = new Seal(ledger, settings, clock, mostAtOnce);
    seal.sealer.start();
    return seal;
  }

  /** Who starts with keys that gave way means to seal, and has an older copy of them. */
  private void requireKeysInForce(SealKeys keys) {
    if (keys.holding(tables.head().keys()).isEmpty()) {
      new Rotations(ledger, tables)
          .whyGone(keys)
          .ifPresent(
              why -> {
                throw new StartRefused(why);
              });
    }
  }

  private void reached(long now) {
    checkpoints.incrementAndGet();
    lock.lock();
    try {
      size = Math.max(size, now);
      grew.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What others verify the ledger's checkpoints with, the Ed25519 key first. */
  public List<VerifierKey> keys() {
    return tables.head().keys().lines().map(VerifierKey::parse).toList();
  }

  /**
   * Keys of the seal and the checkpoints they signed.
   *
   * @param from size of the first, 0 for the keys the ledger was born with
   * @param to size of the last; absent for those in force
   * @param keys the Ed25519 key first
   */
  public record Held(long from, OptionalLong to, List<VerifierKey> keys) {
    public Held {
      keys = List.copyOf(keys);
    }
  }

  /** Who sealed and seals, in order. Where one gives way to the next, both sign. */
  public List<Held> keyHistory() {
    List<SealTables.Keys> all = tables.keys();
    List<Held> history = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      history.add(
          new Held(
              all.get(i).from(),
              i + 1 < all.size() ? OptionalLong.of(all.get(i + 1).from()) : OptionalLong.empty(),
              all.get(i).keys().lines().map(VerifierKey::parse).toList()));
    }
    return history;
  }

  /**
   * The payload of the sealed entry at {@code position}, if that handed the seal over to other
   * keys: it is for everybody, as it names nobody.
   */
  public Optional<byte[]> rotation(long position) {
    boolean isOne = position > 0 && tables.keys().stream().anyMatch(k -> k.from() == position);
    return isOne ? ledger.entry(position).map(LedgerEntry::payload) : Optional.empty();
  }

  /** Why this node signs nothing any more, if so. */
  public Optional<Standstill> standstill() {
    return sealer.standstill();
  }

  /** How far the ledger is sealed, witnessed and stamped by now. */
  public SealState state() {
    SealTables.Marks marks = tables.marks();
    long recorded = Math.max(ledger.head().position(), marks.signed().size());
    return new SealState(
        recorded,
        ledger.entry(marks.signed().size() + 1).map(LedgerEntry::recordedAt),
        marks.signed(),
        marks.witnessed(),
        marks.stamped(),
        standstill());
  }

  /** How many checkpoints this node signed and published since it started. */
  public long checkpoints() {
    return checkpoints.get();
  }

  /** How many entries are sealed. */
  public long size() {
    return tables.head().size();
  }

  /**
   * How many entries this node knows to be sealed, without asking the database: all of them as long
   * as it is this node that seals.
   */
  public long knownSize() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the entry at {@code position} is sealed, and has it sealed at once.
   *
   * @return false when that took too long, or nothing is sealed any more
   */
  public boolean await(long position, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    sealer.demand(position);
    lock.lockInterruptibly();
    try {
      while (size < position) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || standstill().filter(Standstill::isAlarm).isPresent()) {
          return false;
        }
        if (grew.awaitNanos(Math.min(left, LOOK_EVERY.toNanos())) <= 0 && size < position) {
          size = Math.max(size, tables.head().size());
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until more than {@code size} entries are sealed, without having them sealed at once.
   *
   * @return false when that took too long
   */
  public boolean awaitMore(long size, Duration within) throws InterruptedException {
    long left = within.toNanos();
    lock.lockInterruptibly();
    try {
      while (this.size <= size && left > 0) {
        left = grew.awaitNanos(left);
      }
      if (this.size <= size) {
        this.size = Math.max(this.size, tables.head().size());
      }
      return this.size > size;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the entry at {@code position} is in a checkpoint that enough witnesses cosigned.
   *
   * @return false when that took too long
   */
  public boolean awaitWitnessed(long position, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (tables.marks().witnessed().size() < position) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_EVERY.toNanos()));
    }
    return true;
  }

  /** The latest checkpoint with the cosignatures it has, if there is one: a signed note. */
  public Optional<byte[]> checkpoint() {
    return tables.latest();
  }

  /** The latest checkpoint that enough witnesses cosigned, if there is one: a signed note. */
  public Optional<byte[]> witnessed() {
    return tables.witnessed();
  }

  /**
   * The bytes of a tile or bundle, exactly as wide as its name says; empty where the sealed tree
   * has no such tile.
   */
  public Optional<byte[]> tile(TileId tile) {
    if (!tile.isIn(size())) {
      return Optional.empty();
    }
    if (tile.level() == TileId.ENTRIES) {
      return Optional.of(bundle(tile));
    }
    try {
      byte[] hashes = tables.hashes(tile);
      int length = tile.width() * Hash.LENGTH;
      return hashes.length < length ? Optional.empty() : Optional.of(Arrays.copyOf(hashes, length));
    } catch (MissingTile _) {
      return Optional.empty();
    }
  }

  private byte[] bundle(TileId tile) {
    long first = tile.index() * TileId.WIDTH + 1;
    List<byte[]> leaves = new ArrayList<>(tile.width());
    try (LeafScan scan = ledger.leaves(first, first + tile.width() - 1)) {
      for (byte[] leaf = scan.next(); leaf != null; leaf = scan.next()) {
        leaves.add(leaf);
      }
    }
    return EntryBundle.write(leaves);
  }

  /**
   * The proof that a leaf stands in the sealed tree of {@code size} leaves.
   *
   * @throws IllegalArgumentException unless it is one of them
   */
  public InclusionProof inclusion(long index, long size) {
    try {
      return tree(size).inclusion(index);
    } catch (MissingTile e) {
      throw new SealBroken("a tile is gone: " + e.getMessage(), e);
    }
  }

  /**
   * The proof that the sealed tree of {@code second} leaves begins with that of {@code first}.
   *
   * @throws IllegalArgumentException unless {@code 1 ≤ first ≤ second}
   */
  public ConsistencyProof consistency(long first, long second) {
    try {
      return tree(second).consistency(first);
    } catch (MissingTile e) {
      throw new SealBroken("a tile is gone: " + e.getMessage(), e);
    }
  }

  private TiledTree tree(long size) {
    return new TiledTree(size, tables::hashes);
  }

  /** The root over the first {@code size} leaves, from the tiles. */
  static Hash rootOf(SealTables tables, long size) {
    try {
      return new TiledTree(size, tables::hashes).root();
    } catch (MissingTile e) {
      throw new SealBroken("a tile is gone: " + e.getMessage(), e);
    }
  }

  /** That the entry at {@code position} stands in the latest checkpoint; empty until it does. */
  public Optional<TlogProof> proof(long position) {
    return proof(position, checkpoint());
  }

  /** The same for the latest checkpoint that enough witnesses cosigned. */
  public Optional<TlogProof> witnessedProof(long position) {
    return proof(position, witnessed());
  }

  private Optional<TlogProof> proof(long position, Optional<byte[]> checkpoint) {
    return checkpoint
        .map(SignedNote::parse)
        .filter(note -> position >= 1 && position <= size(note))
        .map(note -> TlogProof.of(inclusion(position - 1, size(note)), note));
  }

  private static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).size();
  }

  @Override
  public void close() {
    sealer.close();
  }
}

package dev.daybook.sealer;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.SignedNote;
import dev.daybook.store.LeafScan;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger on one thread and signs a checkpoint of what was added, half a second after
 * the one before at the earliest unless somebody waits for it, or that one took not all there was.
 *
 * <p>A checkpoint goes three places, in this order: beside the keys, where it stays whatever
 * becomes of the database; into the database, together with the tiles it covers; to whoever asks. A
 * crash between the first and the second leaves a signed checkpoint that was never published, and
 * its tree is signed before any other: the sealer stops there on its way, and compares.
 *
 * <p>Where the ledger is to go over to other keys, it is told so by an entry of its own. Whoever
 * comes to such an entry seals up to the one before it, and then it alone with the keys before and
 * after; so a crash at any moment leaves the entry, or the checkpoint, or neither.
 */
final class Sealer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

  private static final Duration AT_MOST_EVERY = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration THIN_EVERY = Duration.ofMinutes(1);

  /** Leaves between two checkpoints where many are to be caught up with. */
  static final int MOST_AT_ONCE = 65_536;

  private final Ledger ledger;
  private final SealTables tables;
  private final SealKeys keys;
  private final Rotations rotations;
  private final LastSigned lastSigned;
  private final Clock clock;
  private final int mostAtOnce;
  private final LongConsumer sealed;
  private final Subscription subscription;
  private final Thread thread;

  private @Nullable Standing standing;
  private long next = System.nanoTime();
  private Instant thinned = Instant.EPOCH;
  private final AtomicLong demanded = new AtomicLong();
  private volatile boolean closed;
  private volatile @Nullable Standstill standstill;

  /** The seal as this node believes it to be, who signs it, and the tree under it. */
  private record Standing(
      SealTables.Head head, KeyPair inForce, GrowingTree tree, @Nullable Checkpoint signed) {}

  /**
   * @param mostAtOnce leaves between two checkpoints at most
   * @param sealed told the size of each tree once its checkpoint is published
   */
  Sealer(
      Ledger ledger,
      SealTables tables,
      SealKeys keys,
      LastSigned lastSigned,
      Clock clock,
      int mostAtOnce,
      LongConsumer sealed) {
    this.ledger = ledger;
    this.tables = tables;
    this.keys = keys;
    this.rotations = new Rotations(ledger, tables);
    this.lastSigned = lastSigned;
    this.clock = clock;
    this.mostAtOnce = mostAtOnce;
    this.sealed = sealed;
    this.thread = Thread.ofPlatform().daemon().name("daybook-seal").unstarted(this::run);
    this.subscription = ledger.onAppended(_ -> LockSupport.unpark(thread));
  }

  void start() {
    thread.start();
  }

  /**
   * Asks for a checkpoint as soon as it can have the entry at {@code position}, which this node may
   * not have heard of yet.
   */
  void demand(long position) {
    demanded.accumulateAndGet(position, Math::max);
    LockSupport.unpark(thread);
  }

  /** Why nothing is signed any more, if so. */
  Optional<Standstill> standstill() {
    return Optional.ofNullable(standstill);
  }

  private void run() {
    boolean complained = false;
    while (!closed && standstill == null) {
      try {
        step();
        complained = false;
      } catch (SealBroken | LedgerBroken e) {
        standstill = new Standstill(String.valueOf(e.getMessage()), true);
        LOG.error("nothing is sealed any more: {}", e.getMessage());
      } catch (StoreUnavailable e) {
        if (!closed && !complained) {
          LOG.warn("not sealing until the database answers again: {}", e.getMessage());
          complained = true;
        }
        again();
      } catch (RuntimeException e) {
        if (!closed && !complained) {
          LOG.error("not sealing; it is tried again twice a second", e);
          complained = true;
        }
        again();
      }
    }
  }

  /** From what the database has, after a pause. */
  private void again() {
    standing = null;
    LockSupport.parkNanos(AT_MOST_EVERY.toNanos());
  }

  private void step() {
    Standing now = standing;
    if (now == null) {
      now = find();
      if (now == null) {
        return;
      }
      standing = now;
    }
    keys.look();
    Optional<KeyPair> after = keys.after(now.inForce());
    if (after.isPresent()) {
      rotations.record(now.head(), now.inForce(), after.get());
    }
    long there = ledger.knownPosition();
    if (there <= now.tree().size()) {
      LockSupport.parkNanos(LONGEST_WAIT.toNanos());
      return;
    }
    long wait = next - System.nanoTime();
    boolean isDemanded = demanded.get() > now.tree().size();
    if (wait > 0 && !isDemanded) {
      LockSupport.parkNanos(wait);
      return;
    }
    Standing reached = advance(now);
    standing = reached;
    boolean isBehind = reached != null && reached.tree().size() < there;
    next = System.nanoTime() + (isBehind ? 0 : AT_MOST_EVERY.toNanos());
    thin();
  }

  /**
   * What is sealed, as the database has it, if nothing that was signed contradicts it; null where
   * others seal.
   */
  private @Nullable Standing find() {
    Checkpoint signed = lastSigned.read(rotations.everybody(keys)).orElse(null);
    if (signed != null) {
      long end = ledger.head().position();
      if (signed.size() > end) {
        throw new SealBroken(
            "a checkpoint of %d entries was signed and the ledger has %d: an older copy of the"
                    .formatted(signed.size(), end)
                + " database was restored, or entries were deleted");
      }
    }
    SealTables.Head head = tables.head();
    KeyPair inForce = keys.holding(head.keys()).orElse(null);
    if (inForce == null) {
      return leaveToOthers(
          rotations
              .whyGone(keys)
              .orElse(
                  "this ledger is sealed by who has its keys; for this node to seal too, give it"
                      + " the same as DAYBOOK_SEAL_KEY and DAYBOOK_SEAL_COSIGNER_KEY"));
    }
    keys.keepOnly(inForce);
    GrowingTree tree = tables.tree(head);
    if (signed != null && signed.size() <= head.size()) {
      compare(signed, tree);
      signed = null;
    }
    return new Standing(head, inForce, tree, signed);
  }

  /** Ends sealing on this node. */
  private @Nullable Standing leaveToOthers(String why) {
    standstill = new Standstill(why, false);
    LOG.info(why);
    return null;
  }

  private void compare(Checkpoint signed, GrowingTree tree) {
    // A smaller tree's root is read from the tiles; the tree's own was just compared to the head.
    var root = signed.size() == tree.size() ? tree.root() : Seal.rootOf(tables, signed.size());
    if (!root.equals(signed.root())) {
      throw contradiction(signed, root.base64());
    }
  }

  private static SealBroken contradiction(Checkpoint signed, String root) {
    return new SealBroken(
        "the first %d entries have the root %s now; %s was signed: history was changed"
            .formatted(signed.size(), root, signed.root().base64()));
  }

  /** Adds what the ledger has more, signs, and publishes. */
  private @Nullable Standing advance(Standing from) {
    GrowingTree tree = from.tree();
    Checkpoint signed = from.signed();
    long end = Math.min(ledger.knownPosition(), tree.size() + mostAtOnce);
    if (signed != null) {
      end = Math.min(end, signed.size());
    }
    boolean isHandover = add(tree, end);
    if (signed != null && tree.size() == signed.size()) {
      if (!tree.root().equals(signed.root())) {
        throw contradiction(signed, tree.root().base64());
      }
      signed = null;
    }
    Instant time = clock.instant();
    List<KeyPair> signers = new ArrayList<>(List.of(from.inForce()));
    if (isHandover) {
      Optional<KeyRotation> says = rotations.at(tree.size(), from.head());
      if (says.isEmpty()) {
        return null;
      }
      Optional<KeyPair> held = keys.holding(KeyPair.lines(says.get().after()));
      if (held.isEmpty()) {
        return leaveToOthers(
            "position %d hands the seal over to keys this node does not have; give it those"
                .formatted(tree.size()));
      }
      signers.add(held.get());
    }
    String keysFromHere = signers.getLast().lines();
    Checkpoint checkpoint = new Checkpoint(ledger.origin(), tree.size(), tree.root());
    boolean moved =
        tables.move(
            from.head(),
            tree,
            keysFromHere,
            time,
            () -> {
              SignedNote note = SignedNote.of(checkpoint.text());
              for (KeyPair signer : signers) {
                note = signer.sign(note, time);
              }
              lastSigned.write(note.bytes());
              return note.bytes();
            });
    if (!moved) {
      return null; // another node sealed meanwhile: what it did is looked at, and built on
    }
    sealed.accept(tree.size());
    if (isHandover) {
      LOG.info(
          "position {} handed the seal over to {}",
          tree.size(),
          KeyRotation.names(signers.getLast().verifiers()));
      return null; // looked for anew, with the keys that are in force now
    }
    return new Standing(
        new SealTables.Head(tree.size(), tree.root(), keysFromHere), from.inForce(), tree, signed);
  }

  /**
   * Adds leaves up to {@code end}, or up to one that hands the seal over, which is added alone.
   *
   * @return whether it was
   */
  private boolean add(GrowingTree tree, long end) {
    long begun = tree.size();
    try (LeafScan leaves = ledger.leaves(tree.size() + 1, end)) {
      for (byte[] leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
        boolean isHandover = KeyRotation.isAt(leaf);
        if (isHandover && tree.size() > begun) {
          return false;
        }
        tree.add(Merkle.leafHash(leaf));
        if (isHandover) {
          return true;
        }
      }
    }
    if (tree.size() != end) {
      throw new LedgerBroken(
          "the ledger's head stands at %d, its entries end at %d".formatted(end, tree.size()));
    }
    return false;
  }

  private void thin() {
    Instant now = clock.instant();
    if (thinned.plus(THIN_EVERY).isBefore(now)) {
      thinned = now;
      tables.thin(now);
    }
  }

  @Override
  public void close() {
    closed = true;
    subscription.close();
    LockSupport.unpark(thread);
    try {
      thread.join(5_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.daybook.replay.tables;

import dev.daybook.replay.verify.Derivation;
import dev.daybook.replay.verify.KeyChain;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Rotated;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.SealScan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was signed of the ledger, by size: every checkpoint that is kept, and the one that was
 * signed last. Each is compared once the derived tree is as large as it.
 */
final class Marks {

  private static final Place KEYS = new Place.Named("seal.keys");

  /**
   * Who seals, as the tables have it.
   *
   * @param from size of the first checkpoint they signed
   */
  private record Held(long from, List<VerifierKey> keys) {}

  private static final Place LAST_SIGNED = new Place.Named("last-signed, beside the keys");

  private final SealScan seal;
  private final String origin;
  private final long sealed;
  private final List<Held> held;
  private final Deque<SealScan.Kept> page = new ArrayDeque<>();
  private final @Nullable Checkpoint lastSigned;
  private long asked;
  private boolean ended;

  private Marks(
      SealScan seal,
      String origin,
      long sealed,
      List<Held> held,
      @Nullable Checkpoint lastSigned,
      long after) {
    this.seal = seal;
    this.origin = origin;
    this.sealed = sealed;
    this.held = held;
    this.lastSigned = lastSigned;
    this.asked = after;
  }

  /**
   * Those of more than {@code after} entries.
   *
   * @param origin the ledger's name
   * @param note what was signed last, where it is known
   */
  static Marks of(
      SealScan seal, SealScan.Head head, String origin, Optional<byte[]> note, long after)
      throws Wrong {
    List<Held> held = new ArrayList<>();
    for (SealScan.Keys each : seal.keys()) {
      try {
        held.add(new Held(each.from(), each.vkeys().lines().map(VerifierKey::parse).toList()));
      } catch (SealRefused e) {
        throw new Wrong(KEYS, "it names a key that is none: %s".formatted(e.getMessage()));
      }
    }
    if (held.isEmpty() || held.getFirst().from() != 0) {
      throw new Wrong(KEYS, "it does not say who sealed first: somebody deleted that");
    }
    List<VerifierKey> everybody = held.stream().flatMap(each -> each.keys().stream()).toList();
    @Nullable Checkpoint last = note.isEmpty() ? null : open(note.get(), everybody, LAST_SIGNED);
    if (last != null && !last.origin().equals(origin)) {
      throw new Wrong(LAST_SIGNED, "it is of `%s`; this is `%s`".formatted(last.origin(), origin));
    }
    return new Marks(seal, origin, head.size(), held, last, after);
  }

  private static Checkpoint open(byte[] note, List<VerifierKey> keys, Place place) throws Wrong {
    try {
      return Checkpoint.open(note, keys).checkpoint();
    } catch (SealRefused e) {
      throw new Wrong(place, String.valueOf(e.getMessage()));
    }
  }

  /** Compares what was signed of as many entries as there are now. */
  void compare(Derivation derivation) throws Wrong {
    long size = derivation.size();
    for (SealScan.Kept kept = next(); kept != null && kept.size() <= size; kept = next()) {
      page.remove();
      compare(kept, derivation);
    }
    if (lastSigned != null
        && lastSigned.size() == size
        && !lastSigned.root().equals(derivation.root())) {
      throw new Wrong(
          LAST_SIGNED,
          "the root %s of %d entries was signed; from the entries follows %s"
              .formatted(lastSigned.root().base64(), size, derivation.root().base64()));
    }
  }

  private void compare(SealScan.Kept kept, Derivation derivation) throws Wrong {
    Place place = new Place.Checkpoint(kept.size());
    Checkpoint checkpoint = open(kept.note(), inForce(kept.size()), place);
    if (!checkpoint.origin().equals(origin)) {
      throw new Wrong(place, "it is of `%s`; this is `%s`".formatted(checkpoint.origin(), origin));
    }
    if (checkpoint.size() != kept.size()) {
      throw new Wrong(
          place,
          "its note is of %d entries; it is kept as one of another size"
              .formatted(checkpoint.size()));
    }
    if (!Arrays.equals(checkpoint.root().bytes(), kept.root())) {
      throw new Wrong(place, "its note says another root than stands beside it");
    }
    if (kept.size() > sealed) {
      throw new Wrong(place, "only %d entries are sealed according to seal.head".formatted(sealed));
    }
    derivation.require(checkpoint);
  }

  /** Who signs checkpoints of that size; of two pairs, where one hands over to the other. */
  private List<VerifierKey> inForce(long size) {
    List<VerifierKey> inForce = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      boolean isOver = i + 1 < held.size() && held.get(i + 1).from() < size;
      if (held.get(i).from() <= size && !isOver) {
        inForce.addAll(held.get(i).keys());
      }
    }
    return inForce;
  }

  /**
   * Requires that who seals is whom the ledger's own entries say.
   *
   * @param rotated those that are sealed
   */
  void requireKeys(List<Rotated> rotated, KeyChain chain) throws Wrong {
    for (int i = 1; i < Math.max(held.size(), rotated.size() + 1); i++) {
      @Nullable Rotated entry = i > rotated.size() ? null : rotated.get(i - 1);
      if (entry == null || i == held.size() || held.get(i).from() != entry.position()) {
        throw new Wrong(
            KEYS,
            "it hands over to other keys at %s; entries do at %s"
                .formatted(
                    held.stream().skip(1).map(Held::from).toList(),
                    rotated.stream().map(Rotated::position).toList()));
      }
    }
    for (int i = 0; i < held.size(); i++) {
      List<VerifierKey> says = chain.after(i);
      if (!says.isEmpty() && !says.equals(held.get(i).keys())) {
        throw new Wrong(
            KEYS,
            "it names %s from size %d on; by the ledger's entries they are %s"
                .formatted(
                    KeyRotation.names(held.get(i).keys()),
                    held.get(i).from(),
                    KeyRotation.names(says)));
      }
    }
  }

  private SealScan.@Nullable Kept next() {
    if (page.isEmpty() && !ended) {
      List<SealScan.Kept> more = seal.checkpointsAfter(asked);
      page.addAll(more);
      ended = more.isEmpty();
      if (!ended) {
        asked = more.getLast().size();
      }
    }
    return page.peek();
  }

  /** Requires that nothing was signed of more entries than there are. */
  void requireNoneLeft(long size) throws Wrong {
    SealScan.Kept kept = next();
    if (kept != null) {
      throw new Wrong(
          new Place.Checkpoint(kept.size()), "the ledger has only %d entries".formatted(size));
    }
    if (lastSigned != null && lastSigned.size() > size) {
      throw new Wrong(
          LAST_SIGNED,
          "%d entries were signed; the ledger has %d: entries were dropped, or an older copy was put in place"
              .formatted(lastSigned.size(), size));
    }
  }

  /** What cannot be told. */
  List<String> remarks() {
    return lastSigned == null
        ? List.of(
            "no `last-signed` lies beside the keys here, so an older copy of the database could not"
                + " be told")
        : List.of();
  }
}

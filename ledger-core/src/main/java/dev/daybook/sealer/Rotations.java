package dev.daybook.sealer;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SystemActors;
import dev.daybook.rotation.RotationEvent.KeysRotated;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TimeOrderedIds;
import dev.daybook.store.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the seal's keys are rotated: as entries of the ledger, each signed by the keys before. */
final class Rotations {

  /** One node records at a time; which of them sees first what the other recorded. */
  private static final String TURN = "seal-keys";

  private final Ledger ledger;
  private final SealTables tables;

  Rotations(Ledger ledger, SealTables tables) {
    this.ledger = ledger;
    this.tables = tables;
  }

  /**
   * Tells the ledger that others seal from here on, unless it was told so after what is sealed.
   *
   * @param sealed what the keys before sealed
   */
  void record(SealTables.Head sealed, KeyPair before, KeyPair after) {
    Optional<Turn> turn = ledger.turn(TURN);
    if (turn.isEmpty()) {
      return;
    }
    try (Turn _ = turn.get()) {
      String stream = KeysRotated.subject(ledger.origin()).stream();
      long next = ledger.standing(stream).lastSequence() + 1;
      boolean isTold = next >= tables.keys().size();
      if (isTold || !tables.head().equals(sealed)) {
        return;
      }
      KeyRotation rotation =
          before.handOver(new Checkpoint(ledger.origin(), sealed.size(), sealed.root()), after);
      Actor daybook = SystemActors.DAYBOOK;
      EntryMetadata metadata =
          new EntryMetadata(
              daybook.id(), daybook.kind(), TimeOrderedIds.next(), Context.prod(), null);
      ledger.append(
          List.of(NewEvent.of(stream, next, KeysRotated.of(rotation), metadata)), Append.alone());
    }
  }

  /**
   * What the entry at {@code position} says, which is the next to be sealed; empty where another
   * node sealed meanwhile.
   *
   * @throws SealBroken when it is not what the keys in force signed of this ledger
   */
  Optional<KeyRotation> at(long position, SealTables.Head sealed) {
    List<SealTables.Keys> keys = tables.keys();
    if (!tables.head().equals(sealed)) {
      return Optional.empty(); // and these keys may be those after it
    }
    LedgerEntry entry =
        ledger
            .entry(position)
            .orElseThrow(() -> new SealBroken("position %d is gone".formatted(position)));
    try {
      KeyRotation rotation = KeyRotation.parse(entry.payload());
      rotation.requireAt(
          position, ledger.origin(), keys.getLast().from(), verifiers(sealed.keys()));
      Hash root = Seal.rootOf(tables, Math.min(rotation.size(), sealed.size()));
      if (rotation.size() > sealed.size() || !rotation.root().equals(root)) {
        throw new SealBroken(
            "position %d rotates keys and says that it follows %d entries with the root %s; it does not"
                .formatted(position, rotation.size(), rotation.root().base64()));
      }
      return Optional.of(rotation);
    } catch (SealRefused e) {
      throw new SealBroken(
          "position %d rotates keys, and must not: %s".formatted(position, e.getMessage()), e);
    }
  }

  /** All keys there were and are, and those this node has. */
  List<VerifierKey> everybody(SealKeys own) {
    List<VerifierKey> all = new ArrayList<>(own.verifiers());
    tables.keys().forEach(each -> all.addAll(verifiers(each.keys())));
    return all;
  }

  /** Why this node's keys are in force no more, where they were. */
  Optional<String> whyGone(SealKeys own) {
    List<SealTables.Keys> keys = tables.keys();
    for (int i = 0; i + 1 < keys.size(); i++) {
      if (own.holding(keys.get(i).keys()).isPresent()) {
        return Optional.of(
            ("this node's keys of the seal gave way to others at position %d; in force are %s:"
                    + " give it those, or leave sealing to the node that has them")
                .formatted(
                    keys.get(i + 1).from(), KeyRotation.names(verifiers(keys.getLast().keys()))));
      }
    }
    return Optional.empty();
  }

  private static List<VerifierKey> verifiers(String lines) {
    return lines.lines().map(VerifierKey::parse).toList();
  }
}

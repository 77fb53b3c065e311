package dev.daybook.replay.verify;

import dev.daybook.rotation.RotationEvent.KeysRotated;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TileId;
import dev.daybook.seal.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A log in a folder, of leaves a test chooses, sealed as the sealer seals. */
final class OwnLog {

  static final String ORIGIN = "daybook/test";
  private static final Instant FIRST = Instant.parse("2026-11-30T12:00:00Z");

  private static final byte[] METADATA =
      "{\"actor\":\"act_0123456789abcdef\"}".getBytes(StandardCharsets.UTF_8);

  private final Path folder;
  private Keys keys = Keys.fresh();
  private final List<Keys> signers = new ArrayList<>(List.of(keys));
  private final List<byte[]> leaves = new ArrayList<>();
  private boolean isCosigned;
  private int rotations;
  private Checkpoint sealed = new Checkpoint(ORIGIN, 0, Merkle.EMPTY_ROOT);

  /** The two keys a log has at a time. */
  record Keys(SignerKey key, SignerKey cosigner) {
    static Keys fresh() {
      return new Keys(
          SignerKey.generate(ORIGIN, KeyAlgorithm.ED25519),
          SignerKey.generate(ORIGIN, KeyAlgorithm.ML_DSA_44_COSIGNATURE));
    }

    List<VerifierKey> verifiers() {
      return List.of(key.verifier(), cosigner.verifier());
    }

    Trust trusted() {
      return new Trust.Keys(verifiers());
    }
  }

  OwnLog(Path folder) {
    this.folder = folder;
  }

  /** A statement as it should be: two streams in turn. */
  static LeafEntry statement(long position) {
    long index = position - 1;
    return new LeafEntry(
        ORIGIN,
        index,
        new UUID(7, position),
        index % 2 == 0 ? "team/sales" : "team/öl",
        index / 2,
        "team.registered",
        1,
        FIRST.plusMillis(index),
        "act_0123456789abcdef",
        LeafEntry.Content.of(payload(position)),
        LeafEntry.Content.of(METADATA));
  }

  private static byte[] payload(long position) {
    return ("{\"n\":" + position + "}").getBytes(StandardCharsets.UTF_8);
  }

  /** The whole entry of {@link #statement}. */
  static StoredEntry stored(long position) {
    LeafEntry leaf = statement(position);
    return new StoredEntry(
        position,
        leaf.event(),
        leaf.stream(),
        leaf.sequence(),
        leaf.type(),
        leaf.revision(),
        leaf.recordedAt(),
        payload(position),
        METADATA.clone(),
        leaf.json());
  }

  /** Adds entries up to {@code size} and seals them. */
  byte[] growTo(int size) throws IOException {
    return growTo(size, leaf -> leaf);
  }

  /** The same, with statements that are otherwise before they are sealed. */
  byte[] growTo(int size, UnaryOperator<LeafEntry> otherwise) throws IOException {
    for (int position = leaves.size() + 1; position <= size; position++) {
      leaves.add(otherwise.apply(statement(position)).json());
    }
    return seal();
  }

  /** Seals a leaf that is no statement. */
  byte[] add(byte[] leaf) throws IOException {
    leaves.add(leaf);
    return seal();
  }

  byte[] leaf(long position) {
    return leaves.get((int) position - 1);
  }

  private byte[] seal() throws IOException {
    GrowingTree tree = new GrowingTree();
    leaves.forEach(leaf -> tree.add(Merkle.leafHash(leaf)));
    List<GrowingTree.Full> tiles = new ArrayList<>(tree.takeFull());
    tiles.addAll(tree.edge());
    for (GrowingTree.Full tile : tiles) {
      put(tile.tile().path(), tile.bytes());
      if (tile.tile().level() == 0) {
        int first = (int) tile.tile().index() * TileId.WIDTH;
        put(
            new TileId(TileId.ENTRIES, tile.tile().index(), tile.tile().width()).path(),
            EntryBundle.write(leaves.subList(first, first + tile.tile().width())));
      }
    }
    return sign(tree.root());
  }

  /** Publishes a checkpoint of all leaves with this root. */
  byte[] sign(Hash root) throws IOException {
    String text = new Checkpoint(ORIGIN, leaves.size(), root).text();
    SignedNote note = SignedNote.of(text);
    for (Keys each : signers) {
      note = note.signed(each.key());
      note = isCosigned ? note.cosigned(each.cosigner(), FIRST) : note;
    }
    put("checkpoint", note.bytes());
    sealed = Checkpoint.parse(text);
    return note.bytes();
  }

  private void put(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  Trust trusted() {
    return new Trust.Keys(List.of(keys.key().verifier()));
  }

  /** This log, whose ML-DSA-44 key signs as well from now on. */
  OwnLog cosigned() {
    isCosigned = true;
    return this;
  }

  Keys keys() {
    return keys;
  }

  /** Goes over to other keys, as the sealer does; the checkpoint both signed. */
  byte[] rotate() throws IOException {
    return rotate(KeyRotation.of(sealed, keys.key(), keys.cosigner(), next().verifiers()));
  }

  /** The keys that the next rotation goes over to. */
  Keys next() {
    if (signers.size() == 1) {
      signers.add(Keys.fresh());
    }
    return signers.getLast();
  }

  /** Goes over to the next keys, and says this. */
  byte[] rotate(KeyRotation says) throws IOException {
    return rotate(CanonicalJson.write(KeysRotated.of(says)));
  }

  /** Goes over to the next keys, with an entry of this payload. */
  byte[] rotate(byte[] payload) throws IOException {
    keys = next();
    LeafEntry like = statement(leaves.size() + 1L);
    LeafEntry statement =
        new LeafEntry(
            ORIGIN,
            like.index(),
            like.event(),
            "seal/" + ORIGIN,
            rotations++,
            KeyRotation.TYPE,
            1,
            like.recordedAt(),
            like.actor(),
            LeafEntry.Content.of(payload),
            like.metadata());
    put("rotation/" + (leaves.size() + 1), payload);
    byte[] both = add(statement.json());
    signers.removeFirst();
    return both;
  }

  /** What was sealed last. */
  Checkpoint sealed() {
    return sealed;
  }

  /** Has these sign from now on, whoever is in force. */
  void signedBy(Keys... others) {
    signers.clear();
    signers.addAll(List.of(others));
  }
}

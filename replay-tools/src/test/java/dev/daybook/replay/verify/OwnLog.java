package dev.daybook.replay.verify;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TileId;
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
  private final SignerKey key;
  private final List<byte[]> leaves = new ArrayList<>();

  OwnLog(Path folder) {
    this.folder = folder;
    this.key = SignerKey.generate(ORIGIN, KeyAlgorithm.ED25519);
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
    byte[] note = SignedNote.of(text).signed(key).bytes();
    put("checkpoint", note);
    return note;
  }

  private void put(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  Trust trusted() {
    return new Trust.Keys(List.of(key.verifier()));
  }
}

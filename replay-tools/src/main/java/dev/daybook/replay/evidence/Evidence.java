package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Stamps;
import dev.daybook.replay.verify.Statement;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Hash;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TimestampToken;
import dev.daybook.seal.TlogPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What reports tell of: a bundle's entries in their order, and what proves them. */
final class Evidence {

  private final BundleFiles files;
  private final Manifest manifest;
  private final Reading reading;

  /**
   * @param files everything but the reports
   */
  Evidence(BundleFiles files, Manifest manifest) {
    this.files = files;
    this.manifest = manifest;
    this.reading = new Reading(files, manifest);
  }

  /** Takes one entry after the other. */
  @FunctionalInterface
  interface Each {
    void entry(CarriedEntry entry) throws IOException;
  }

  /** Tells all entries, in their order. */
  void each(Each each) throws IOException {
    try (InputStream in = files.open(BundleNames.LEAVES)) {
      LeafLines lines = new LeafLines(in == null ? InputStream.nullInputStream() : in);
      for (byte[] leaf = lines.next(); leaf != null; leaf = lines.next()) {
        LeafEntry says = Statement.read(leaf, 0);
        each.entry(new CarriedEntry(this, says, leaf));
      }
    } catch (Wrong e) {
      throw new IOException(e.fault().toString(), e);
    }
  }

  /** What a statement digests; empty where it is not there. */
  byte[] content(String folder, LeafEntry.Content content) throws IOException {
    return cited(folder + content.sha256());
  }

  /** What an entry cites; empty where it is not there. */
  byte[] cited(String name) throws IOException {
    byte[] bytes = files.read(name, Carried.LONGEST);
    return bytes == null ? new byte[0] : bytes;
  }

  /** An entry's payload as people read it. */
  byte[] read(LeafEntry says, byte[] payload) throws IOException {
    try {
      return reading.payload(says, payload);
    } catch (Wrong e) {
      throw new IOException(e.fault().toString(), e);
    }
  }

  /** An entry's metadata as people read it. */
  byte[] readMetadata(LeafEntry says, byte[] metadata) throws IOException {
    try {
      return reading.metadata(says, metadata);
    } catch (Wrong e) {
      throw new IOException(e.fault().toString(), e);
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /** The signed checkpoint. */
  String note() throws IOException {
    return new String(
        required(BundleNames.CHECKPOINT, SignedNote.MAX_BYTES), StandardCharsets.UTF_8);
  }

  /** What the ledger itself says to trust. */
  TlogPolicy trust() throws IOException {
    return TlogPolicy.parse(required(BundleNames.TRUST, TlogPolicy.MAX_BYTES));
  }

  /** What timestamp authorities said, by the names of the files. */
  SortedMap<String, TimestampToken> timestamps() throws IOException {
    SortedMap<String, TimestampToken> tokens = new TreeMap<>();
    for (String name : files.below(BundleNames.TIMESTAMP)) {
      if (!name.endsWith("/" + Stamps.CHECKPOINT)) {
        tokens.put(name, TimestampToken.parse(required(name, TimestampToken.MAX_BYTES)));
      }
    }
    return tokens;
  }

  /** The tiles that prove the entries, and no others. */
  Map<TileId, byte[]> tiles() throws IOException {
    Map<TileId, byte[]> tiles = new LinkedHashMap<>();
    long size =
        Checkpoint.parse(
                SignedNote.parse(required(BundleNames.CHECKPOINT, SignedNote.MAX_BYTES)).text())
            .size();
    for (TileId tile : TileId.edge(size)) {
      add(tiles, tile);
    }
    each(
        entry -> {
          TileId tile = TileId.ofLeaf(entry.says().index(), size);
          while (add(tiles, tile) && tile.isFull() && tile.level() < TileId.MAX_LEVEL) {
            tile = tile.above(size);
          }
        });
    return tiles;
  }

  /** Whether it was not there before. */
  private boolean add(Map<TileId, byte[]> tiles, TileId tile) throws IOException {
    if (tiles.containsKey(tile)) {
      return false;
    }
    tiles.put(tile, required(tile.path(), TileId.WIDTH * Hash.LENGTH));
    return true;
  }

  private byte[] required(String name, int longest) throws IOException {
    byte @Nullable [] bytes = files.read(name, longest);
    if (bytes == null) {
      throw new IOException("`%s` is not in the bundle".formatted(name));
    }
    return bytes;
  }
}

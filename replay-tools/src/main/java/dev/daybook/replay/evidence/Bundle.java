package dev.daybook.replay.evidence;

import dev.daybook.seal.Hash;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.TileId;
import dev.daybook.seal.Tiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a bundle by their names, none of them believed. */
final class Bundle implements Tiles, BundleFiles {

  private final ZipReader zip;

  Bundle(ZipReader zip) {
    this.zip = zip;
  }

  Set<String> names() {
    return zip.members().keySet();
  }

  /** How long a file is; empty where there is none. */
  Optional<Long> length(String name) {
    return Optional.ofNullable(zip.members().get(name)).map(ZipForm.Member::size);
  }

  ZipForm.@Nullable Member member(String name) {
    return zip.members().get(name);
  }

  @Override
  public @Nullable InputStream open(String name) {
    ZipForm.Member member = zip.members().get(name);
    return member == null ? null : new MemberStream(zip, member);
  }

  @Override
  public byte @Nullable [] read(String name, int longest) throws IOException {
    ZipForm.Member member = zip.members().get(name);
    return member == null || member.size() > longest
        ? null
        : zip.read(member, 0, (int) member.size());
  }

  @Override
  public List<String> below(String folder) {
    return names().stream().filter(name -> name.startsWith(folder)).sorted().toList();
  }

  List<TileId> tiles() {
    return names().stream().map(TileId::parse).flatMap(Optional::stream).toList();
  }

  @Override
  public byte[] hashes(TileId tile) throws MissingTile {
    byte[] hashes;
    try {
      hashes = read(tile.path(), TileId.WIDTH * Hash.LENGTH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (hashes == null) {
      throw new MissingTile(tile, "it is not in the bundle");
    }
    return hashes;
  }
}

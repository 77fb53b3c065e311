package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trees of all shapes against RFC 9162's own definition, written down as it stands there. */
class TiledTreeTest {

  /** Two full tiles of level 1 and some: three levels. */
  private static final int LEAVES = 2 * 65_536 + 600;

  private static final List<Hash> HASHES =
      IntStream.range(0, LEAVES)
          .mapToObj(i -> Merkle.leafHash(("leaf " + i).getBytes(StandardCharsets.UTF_8)))
          .toList();

  /** What a log with all the leaves keeps. */
  private static final Map<String, byte[]> KEPT = new HashMap<>();

  @BeforeAll
  static void keepTiles() {
    GrowingTree tree = new GrowingTree();
    HASHES.forEach(tree::add);
    tree.takeFull().forEach(full -> KEPT.put(place(full.tile()), full.bytes()));
    tree.edge().forEach(full -> KEPT.put(place(full.tile()), full.bytes()));
  }

  private static String place(TileId tile) {
    return tile.level() + "/" + tile.index();
  }

  private static byte[] kept(TileId tile) throws MissingTile {
    byte[] hashes = KEPT.get(place(tile));
    if (hashes == null) {
      throw new MissingTile(tile, "not there");
    }
    return hashes;
  }

  /** MTH of RFC 9162, 2.1.1. */
  private static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Merkle.EMPTY_ROOT;
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = 1;
    while (k * 2 < leaves.size()) {
      k *= 2;
    }
    return Merkle.nodeHash(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  private static List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>(IntStream.rangeClosed(1, 70).boxed().toList());
    sizes.addAll(
        List.of(255, 256, 257, 511, 512, 513, 769, 4096, 65_535, 65_536, 65_537, 65_792, LEAVES));
    Random random = new Random(20261130);
    random.ints(20, 1, LEAVES).forEach(sizes::add);
    return sizes;
  }

  @Test
  void theRootReadFromTilesIsTheRootAsDefined() throws MissingTile {
    assertThat(new TiledTree(0, TiledTreeTest::kept).root()).isEqualTo(Merkle.EMPTY_ROOT);
    for (int size : sizes()) {
      assertThat(new TiledTree(size, TiledTreeTest::kept).root())
          .as("root of %d", size)
          .isEqualTo(root(HASHES.subList(0, size)));
    }
  }

  @Test
  void aTreeGoesOnFromItsEdgeAsIfItHadNeverStopped() throws MissingTile {
    for (int size : sizes()) {
      GrowingTree tree = GrowingTree.of(size, TiledTreeTest::kept);
      assertThat(tree.root()).as("root of %d", size).isEqualTo(root(HASHES.subList(0, size)));
      int more = Math.min(LEAVES, size + 700);
      HASHES.subList(size, more).forEach(tree::add);
      assertThat(tree.size()).isEqualTo(more);
      assertThat(tree.root()).as("%d to %d", size, more).isEqualTo(root(HASHES.subList(0, more)));
      for (GrowingTree.Full full : tree.takeFull()) {
        assertThat(full.bytes()).as("%s", full.tile()).isEqualTo(KEPT.get(place(full.tile())));
      }
      assertThat(tree.takeFull()).isEmpty();
      assertThat(tree.edge().stream().map(GrowingTree.Full::tile)).isEqualTo(TileId.edge(more));
    }
  }

  @Test
  void everyLeafIsProvedAndNoOtherInItsPlace() throws MissingTile {
    Random random = new Random(9162);
    for (int size : sizes()) {
      TiledTree tree = new TiledTree(size, TiledTreeTest::kept);
      Hash root = tree.root();
      for (int index : List.of(0, size / 2, size - 1, random.nextInt(size))) {
        InclusionProof proof = tree.inclusion(index);
        assertThat(proof.proves(HASHES.get(index), root)).as("%d of %d", index, size).isTrue();
        assertThat(proof.proves(HASHES.get((index + 1) % LEAVES), root)).isFalse();
        assertThat(proof.path().size()).isLessThanOrEqualTo(18);
        if (size > 1) {
          assertThat(
                  new InclusionProof((index + 1) % size, size, proof.path())
                      .proves(HASHES.get(index), root))
              .isFalse();
        }
      }
    }
  }

  @Test
  void everySmallerTreeIsProvedToBeTheBeginningOfALarger() throws MissingTile {
    Random random = new Random(6962);
    for (int size : sizes()) {
      TiledTree tree = new TiledTree(size, TiledTreeTest::kept);
      Hash root = tree.root();
      for (int old : List.of(1, (size + 1) / 2, size, 1 + random.nextInt(size))) {
        Hash oldRoot = root(HASHES.subList(0, old));
        ConsistencyProof proof = tree.consistency(old);
        assertThat(proof.proves(oldRoot, root)).as("%d in %d", old, size).isTrue();
        assertThat(proof.proves(HASHES.get(LEAVES - 1), root)).isFalse();
        assertThat(proof.proves(oldRoot, HASHES.get(LEAVES - 1))).isFalse();
      }
    }
  }

  @Test
  void aTileThatIsMissingOrShortIsNamed() {
    assertThatThrownBy(
            () ->
                new TiledTree(
                        300,
                        tile -> {
                          throw new MissingTile(tile, "not there");
                        })
                    .root())
        .isInstanceOf(MissingTile.class)
        .hasMessage("`tile/1/000.p/1`: not there");
    assertThatThrownBy(() -> new TiledTree(300, _ -> new byte[43 * 32]).root())
        .hasMessage("`tile/0/001.p/44`: 1376 bytes; wanted 1408");
    assertThatThrownBy(() -> GrowingTree.of(300, _ -> new byte[43 * 32]))
        .hasMessage("`tile/0/001.p/44`: 1376 bytes; wanted 1408");
  }
}

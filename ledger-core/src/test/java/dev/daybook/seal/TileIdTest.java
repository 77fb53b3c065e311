package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileIdTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 256, tile/0/000",
    "0, 0, 1, tile/0/000.p/1",
    "2, 999, 256, tile/2/999",
    "0, 1000, 256, tile/0/x001/000",
    "0, 1234067, 256, tile/0/x001/x234/067",
    "1, 1234067, 255, tile/1/x001/x234/067.p/255",
    "-1, 1234067, 17, tile/entries/x001/x234/067.p/17"
  })
  void aTileHasThePathTheSpecificationGivesIt(int level, long index, int width, String path) {
    TileId tile = new TileId(level, index, width);
    assertThat(tile.path()).isEqualTo(path);
    assertThat(TileId.parse(path)).contains(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile/0/0",
        "tile/00/000",
        "tile/8/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/001/000",
        "tile/0/x000/001",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../000",
        "tile/data/000",
        "tile/0/x999/x999/x999/x999/x999/x999/999"
      })
  void nothingElseIsATile(String path) {
    assertThat(TileId.parse(path)).isEmpty();
  }

  @Test
  void theEdgeOfATreeIsItsPartialTiles() {
    // The examples of tlog-tiles: 70,000 leaves, and 256.
    assertThat(TileId.edge(70_000))
        .containsExactly(new TileId(0, 273, 112), new TileId(1, 1, 17), new TileId(2, 0, 1));
    assertThat(TileId.edge(256)).containsExactly(new TileId(1, 0, 1));
    assertThat(TileId.edge(0)).isEmpty();
  }

  @Test
  void aTileIsInATreeThatHasAllItsHashes() {
    assertThat(new TileId(0, 273, 112).isIn(70_000)).isTrue();
    assertThat(new TileId(0, 273, 113).isIn(70_000)).isFalse();
    assertThat(new TileId(0, 272, 256).isIn(70_000)).isTrue();
    assertThat(new TileId(0, 272, 5).isIn(70_000)).isTrue();
    assertThat(new TileId(0, 274, 1).isIn(70_000)).isFalse();
    assertThat(new TileId(TileId.ENTRIES, 273, 112).isIn(70_000)).isTrue();
    assertThat(new TileId(2, 0, 2).isIn(70_000)).isFalse();
    assertThat(new TileId(0, Long.MAX_VALUE / 2, 1).isIn(70_000)).isFalse();
  }

  @Test
  void aBundleKeepsEveryByteAndTellsWhereItEnds() {
    List<byte[]> leaves = List.of(new byte[] {1, 2, 3}, new byte[0], new byte[4096]);
    byte[] bundle = EntryBundle.write(leaves);
    assertThat(bundle).hasSize(3 * 2 + 3 + 4096).startsWith(0, 3, 1, 2, 3, 0, 0, 16, 0);
    assertThat(EntryBundle.read(bundle)).usingRecursiveComparison().isEqualTo(leaves);
    assertThatThrownBy(() -> EntryBundle.read(new byte[] {0, 3, 1, 2}))
        .hasMessage("the bundle ends in the middle of its entry 0");
    assertThatThrownBy(() -> EntryBundle.read(new byte[] {0, 1, 9, 0}))
        .hasMessage("the bundle ends in the middle of its entry 1");
    assertThatThrownBy(() -> EntryBundle.read(new byte[2 * 257]))
        .hasMessage("a bundle has at most 256 entries; this one has more");
    assertThatThrownBy(() -> EntryBundle.write(List.of(new byte[65_536])))
        .hasMessage("an entry has at most 65535 bytes; seen 65536");
  }
}

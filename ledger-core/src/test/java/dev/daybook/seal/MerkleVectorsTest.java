package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Trees and proofs of others; {@code vectors/SOURCES.md} says whose. */
class MerkleVectorsTest {

  @TestFactory
  Stream<DynamicTest> inclusionProofsHoldOrDoNotAsTheirAuthorsSay() throws IOException {
    List<JsonNode> vectors = vectors("merkle-inclusion.json");
    assertThat(vectors).hasSize(98);
    return vectors.stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("file").asText(),
                    () ->
                        assertThat(
                                new InclusionProof(
                                        number(vector, "leafIdx"),
                                        number(vector, "treeSize"),
                                        path(vector))
                                    .proves(hash(vector, "leafHash"), hash(vector, "root")))
                            .isNotEqualTo(vector.get("wantErr").asBoolean())));
  }

  @TestFactory
  Stream<DynamicTest> consistencyProofsHoldOrDoNotAsTheirAuthorsSay() throws IOException {
    List<JsonNode> vectors = vectors("merkle-consistency.json");
    assertThat(vectors).hasSize(98);
    return vectors.stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("file").asText(),
                    () ->
                        assertThat(
                                new ConsistencyProof(
                                        number(vector, "size1"),
                                        number(vector, "size2"),
                                        path(vector))
                                    .proves(hash(vector, "root1"), hash(vector, "root2")))
                            .isNotEqualTo(vector.get("wantErr").asBoolean())));
  }

  /** Whoever makes up a root could otherwise put any leaf, or any smaller tree, below it. */
  @Test
  void aProofForALargerTreeThanItNamesShowsNothing() {
    Hash one = Merkle.leafHash(new byte[] {1});
    Hash two = Merkle.leafHash(new byte[] {2});
    Hash both = Merkle.nodeHash(one, two);
    assertThat(new InclusionProof(1, 2, List.of(one)).proves(two, both)).isTrue();
    assertThat(new InclusionProof(0, 1, List.of(one)).proves(two, both)).isFalse();
    assertThat(new ConsistencyProof(3, 2, List.of(one, two)).proves(one, both)).isFalse();
  }

  @Test
  void theReferenceTreeHasItsRoots() throws IOException {
    JsonNode reference = read("rfc6962-reference-tree.json");
    JsonNode roots = reference.get("roots_hex_by_size");
    GrowingTree tree = new GrowingTree();
    assertThat(tree.root().hex()).isEqualTo(roots.get(0).asText());
    for (int i = 0; i < 8; i++) {
      Hash leaf =
          Merkle.leafHash(
              HexFormat.of().parseHex(reference.get("leaf_inputs_hex").get(i).asText()));
      assertThat(leaf.hex()).isEqualTo(reference.get("leaf_hashes_hex").get(i).asText());
      tree.add(leaf);
      assertThat(tree.root().hex()).as("root of %d", i + 1).isEqualTo(roots.get(i + 1).asText());
    }
  }

  @Test
  void aLogOfTesseraHasTheRootsItsCheckpointsSign() throws IOException, MissingTile {
    List<byte[]> leaves = EntryBundle.read(bytes("tessera/entries-000.p-15"));
    byte[] tile = bytes("tessera/tile-0-000.p-15");
    GrowingTree tree = new GrowingTree();
    for (int size = 1; size <= 15; size++) {
      tree.add(Merkle.leafHash(leaves.get(size - 1)));
      String root =
          new String(bytes("tessera/checkpoint." + size), StandardCharsets.UTF_8)
              .lines()
              .toList()
              .get(2);
      assertThat(tree.root().base64()).isEqualTo(root);
      assertThat(new TiledTree(size, _ -> tile).root().base64()).isEqualTo(root);
    }
    assertThat(tree.edge()).singleElement().extracting(GrowingTree.Full::bytes).isEqualTo(tile);
    assertThat(EntryBundle.write(leaves)).isEqualTo(bytes("tessera/entries-000.p-15"));
  }

  /** Some are of 64 bits without a sign; ours have one, so theirs turn negative. */
  private static long number(JsonNode vector, String field) {
    return vector.get(field).bigIntegerValue().longValue();
  }

  private static List<Hash> path(JsonNode vector) {
    List<Hash> path = new ArrayList<>();
    vector.get("proof").forEach(hash -> path.add(hash(hash.asText())));
    return path;
  }

  private static Hash hash(JsonNode vector, String field) {
    return hash(vector.get(field).asText());
  }

  /**
   * Some stand for hashes and have another length; another hash, then, that is as good. Nothing at
   * all stands for one that equals no other.
   */
  private static Hash hash(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    return switch (bytes.length) {
      case Hash.LENGTH -> Hash.of(bytes);
      case 0 -> Merkle.leafHash(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
      default -> Merkle.leafHash(bytes);
    };
  }

  private static List<JsonNode> vectors(String file) throws IOException {
    List<JsonNode> vectors = new ArrayList<>();
    read(file).forEach(vectors::add);
    return vectors;
  }

  private static JsonNode read(String file) throws IOException {
    return new ObjectMapper().readTree(bytes(file));
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in = MerkleVectorsTest.class.getResourceAsStream("vectors/" + file)) {
      return in.readAllBytes();
    }
  }
}

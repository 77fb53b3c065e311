package dev.daybook.replay.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an interrupted export finds again of what it had fetched. */
class PackFileTest {

  @TempDir private Path folder = Path.of("");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whereverWritingEndedTheFilesBeforeAreThereAndOthersFollow() throws IOException {
    Path whole = folder.resolve("whole");
    try (PackFile pack = new PackFile(whole)) {
      pack.put("payload/a", bytes("1 \n2"));
      pack.put("payload/b", bytes(""));
      pack.put("payload/c", bytes("3 payload/d\n"));
    }
    byte[] all = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut");
    for (int length = 0; length <= all.length; length++) {
      Files.write(cut, Arrays.copyOf(all, length));
      try (PackFile pack = new PackFile(cut)) {
        assertThat(pack.read("payload/a")).isEqualTo(length < 16 ? null : bytes("1 \n2"));
        assertThat(pack.has("payload/b")).isEqualTo(length >= 28);
        assertThat(pack.has("payload/c")).isEqualTo(length == all.length);
        pack.put("payload/e", bytes("4"));
      }
      try (PackFile pack = new PackFile(cut)) {
        assertThat(pack.read("payload/e")).isEqualTo(bytes("4"));
        assertThat(pack.names())
            .hasSize(1 + (length < 16 ? 0 : length < 28 ? 1 : length < all.length ? 2 : 3));
      }
    }
  }

  @Test
  void whatIsKeptAgainCounts() throws IOException {
    try (PackFile pack = new PackFile(folder.resolve("pack"))) {
      pack.put("checkpoint", bytes("old"));
      pack.put("checkpoint", bytes("new"));
      assertThat(pack.read("checkpoint")).isEqualTo(bytes("new"));
      assertThat(pack.names()).containsExactly("checkpoint");
    }
  }
}

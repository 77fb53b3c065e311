package dev.daybook.replay.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format outlives us: one small bundle, byte for byte, which the small jar is tested with. */
class GoldenBundleTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/daybook/replay/evidence/orders.evidence");

  private static final Path KEYS = GOLDEN.resolveSibling("orders.vkeys");

  @Test
  void aBundleOfTheSameHistoryIsTheSameBytes(@TempDir Path folder) throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(3);
    Path file = folder.resolve("orders.evidence");
    new EvidenceExport(ledger, file, (_, _) -> {})
        .export(EvidenceExport.Asked.of(Question.streamsOf(OwnLedger.PRODUCT)).complete());
    if ("write".equals(System.getenv("DAYBOOK_GOLDEN"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.copy(file, GOLDEN, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(KEYS, OwnLedger.vkeys());
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(GOLDEN));
    assertThat(Files.readString(KEYS)).isEqualTo(OwnLedger.vkeys());
  }
}

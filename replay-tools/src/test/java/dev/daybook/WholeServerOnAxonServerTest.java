package dev.daybook;

import dev.daybook.edge.ServerSettings;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.TestAxonServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** All doors of a server whose events live in Axon Server, which commands go through. */
@EnabledIfEnvironmentVariable(
    named = "DAYBOOK_TEST_AXON_SERVER",
    matches = ".+",
    disabledReason = "there is no Axon Server to try: DAYBOOK_TEST_AXON_SERVER names none")
class WholeServerOnAxonServerTest extends WholeServerTest {

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    TestAxonServer axonServer = TestAxonServer.givenOrSkipped();
    axonServer.empty();
    start(
        ServerSettings.in(data)
            .withPort(-1)
            .withLedger(LedgerSettings.embedded(data).withAxonServer(axonServer.settings())));
  }
}

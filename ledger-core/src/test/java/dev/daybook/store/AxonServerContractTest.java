package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The contracts of store, path and seal again, on ledgers whose events live in Axon Server. */
class AxonServerContractTest {

  /** Of other packages too, which keep their tests to themselves. */
  private static final List<String> CONTRACT =
      List.of(
          "dev.daybook.store.LedgerTest",
          "dev.daybook.store.LedgerEventStoreTest",
          "dev.daybook.store.NodesTest",
          "dev.daybook.store.KilledProcessTest",
          "dev.daybook.store.LargeEntriesTest",
          "dev.daybook.store.ErasuresTest",
          "dev.daybook.path.CommandPathTest",
          "dev.daybook.path.ErasedHolderTest",
          "dev.daybook.sealer.SealTest",
          "dev.daybook.sealer.RotationTest");

  @Test
  void axonServerKeepsTheContract() {
    assertThat(OnAxonServer.run(TestAxonServer.orSkipped(), CONTRACT)).isGreaterThan(80);
  }
}

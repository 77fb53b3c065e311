package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.rules.StarterPack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PolicyBenchTest {

  @Test
  void aRunAsksEveryRuleOfTheProductAndPutsTheLibraryAloneBesideIt() {
    PolicyBench.Result result = PolicyBench.run(Duration.ofMillis(80));

    assertThat(result.policies()).isEqualTo(StarterPack.load().policies().size());
    assertThat(result.rules()).isGreaterThan(20);
    assertThat(result.ratio())
        .isEqualTo(result.evaluationsPerSecondPerCore() / result.rawPerSecondPerCore());
  }
}

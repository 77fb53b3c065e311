package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

  private static final List<String> KNOWN = List.of("inputPorts", "outputPorts", "owner", "tags");

  @ParameterizedTest
  @ValueSource(strings = {"outputports", "output_ports", "outputPort", "otuputPorts", "outPtPorts"})
  void aSlipOfTheHandIsRecognised(String written) {
    assertThat(Nearest.to(written, KNOWN)).contains("outputPorts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "description", "t", "rewon"})
  void whatIsFarFromAllIsNoneOfThem(String written) {
    assertThat(Nearest.to(written, KNOWN)).isEmpty();
  }

  @Test
  void whereNoneIsCloseTheKnownOnesAreTold() {
    assertThat(Nearest.hint("ownr", KNOWN)).isEqualTo("did you mean `owner`?");
    assertThat(Nearest.hint("description", KNOWN))
        .isEqualTo("known are inputPorts, outputPorts, owner, tags");
  }

  @Test
  void aWordOfAnyLengthIsAnsweredAtOnce() {
    assertThat(Nearest.to("x".repeat(1_000_000), List.of("x".repeat(1_000_001)))).isEmpty();
  }
}

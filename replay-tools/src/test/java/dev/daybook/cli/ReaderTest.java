package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.mesh.Languages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReaderTest {

  @Test
  void theFirstVariableThatIsSetSaysTheLanguage() {
    assertThat(
            Reader.languages(Map.of("LANG", "fr_FR.UTF-8", "LC_MESSAGES", "de_DE.UTF-8")).header())
        .contains("de-de");
    assertThat(Reader.languages(Map.of("LC_ALL", "", "LANG", "fr_FR")).header()).contains("fr-fr");
    assertThat(Reader.languages(Map.of("LANG", "C.UTF-8"))).isEqualTo(Languages.UNSAID);
    assertThat(Reader.languages(Map.of())).isEqualTo(Languages.UNSAID);
  }
}

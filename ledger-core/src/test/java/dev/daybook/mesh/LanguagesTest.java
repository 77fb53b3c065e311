package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguagesTest {

  private static final Map<String, String> TEXTS =
      Map.of("de", "deutsch", "en", "english", "pt-BR", "português");

  @Test
  void theFirstLanguageThereIsIsChosen() {
    assertThat(Languages.ofHeader("fr, de;q=0.5, en;q=0.8").choose(TEXTS)).contains("english");
    assertThat(Languages.ofHeader("de-CH").choose(TEXTS)).contains("deutsch");
    assertThat(Languages.ofHeader("pt-br").choose(TEXTS)).contains("português");
  }

  @Test
  void whereNoneIsThereNothingIsChosen() {
    assertThat(Languages.ofHeader("fr").choose(TEXTS)).isEmpty();
    assertThat(Languages.ofHeader("pt").choose(TEXTS)).isEmpty();
    assertThat(Languages.ofHeader("*").choose(TEXTS)).isEmpty();
    assertThat(Languages.ofHeader("de").choose(Map.of())).isEmpty();
    assertThat(Languages.UNSAID.choose(TEXTS)).isEmpty();
  }

  @Test
  void whatIsNoHeaderIsNothingSaid() {
    assertThat(Languages.ofHeader("")).isEqualTo(Languages.UNSAID);
    assertThat(Languages.ofHeader(";;q=x")).isEqualTo(Languages.UNSAID);
    assertThat(Languages.ofHeader("de," + " en,".repeat(100))).isEqualTo(Languages.UNSAID);
  }

  @Test
  void aShellsLocaleIsALanguageToo() {
    assertThat(Languages.ofPosix("de_CH.UTF-8").choose(TEXTS)).contains("deutsch");
    assertThat(Languages.ofPosix("de_DE@euro").header()).contains("de-de");
    assertThat(Languages.ofPosix("C.UTF-8")).isEqualTo(Languages.UNSAID);
    assertThat(Languages.ofPosix("POSIX").header()).isEmpty();
  }
}

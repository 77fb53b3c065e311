package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedTest {

  @ParameterizedTest
  @ValueSource(strings = {"sales", "Ökonomie", "ÉLÈVE", "Ψάρι", "İstanbul", "Ångström", "Ậ"})
  void theSpellingsOfOneNameFoldIntoOne(String name) {
    String folded = Folded.name(name);

    assertThat(Folded.name(Normalizer.normalize(name, Form.NFD))).isEqualTo(folded);
    assertThat(Folded.name(Normalizer.normalize(name, Form.NFC))).isEqualTo(folded);
    assertThat(Folded.name(name.toLowerCase(Locale.ROOT))).isEqualTo(folded);
    assertThat(Folded.name(folded)).isEqualTo(folded);
    assertThat(Normalizer.isNormalized(folded, Form.NFC)).isTrue();
  }

  @Test
  void noLanguageHasItsOwnRule() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Folded.name("TITLE")).isEqualTo("title");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void otherNamesStayOthers() {
    assertThat(Folded.same("Ökonomie", "ökonomie")).isTrue();
    assertThat(Folded.same("Ökonomie", "Okonomie")).isFalse();
    assertThat(Folded.same("Straße", "Strasse")).isFalse();
  }

  @Test
  void aStreamIsOneHoweverItsSubjectIsSpelled() {
    String composed = "\u00d6konomie.Umsatz";
    String decomposed = "o\u0308konomie.umsatz";

    assertThat(new SubjectName(SubjectKind.PRODUCT, decomposed).stream())
        .isEqualTo(new SubjectName(SubjectKind.PRODUCT, composed).stream());
  }
}

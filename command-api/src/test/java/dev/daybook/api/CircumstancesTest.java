package dev.daybook.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CircumstancesTest {

  private static String reason(String header) {
    return String.valueOf(
        Circumstances.of(HttpRequest.POST("/", "").header("Daybook-Reason", header))
            .context()
            .reason());
  }

  /** The way a server sees a header's bytes: each as one Latin-1 character. */
  private static String onTheWire(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aHeaderInUtf8IsReadAsThat() {
    assertThat(reason(onTheWire("Prüfung 審査"))).isEqualTo("Prüfung 審査");
  }

  @Test
  void aHeaderInLatin1IsReadAsThat() {
    assertThat(reason("Prüfung")).isEqualTo("Prüfung");
  }

  @Test
  void withoutAnythingSaidItIsAboutProd() {
    Circumstances circumstances = Circumstances.of(HttpRequest.POST("/", ""));
    assertThat(circumstances.context().environment()).isEqualTo("prod");
    assertThat(circumstances.context().source()).isNull();
    assertThat(circumstances.dryRun()).isFalse();
  }

  @Test
  void aKeyIsFreshWhereNoneIsGiven() {
    assertThat(Circumstances.of(HttpRequest.POST("/", "")).key())
        .isNotEqualTo(Circumstances.of(HttpRequest.POST("/", "")).key());
  }
}

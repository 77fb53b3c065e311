package dev.daybook.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.edge.WebhookSettings.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookSettingsTest {

  private static final String BASE64 = Base64.getEncoder().encodeToString(new byte[32]);

  @Test
  void withoutAnAddressNobodyIsTold() {
    assertThat(WebhookSettings.fromEnvironment(Map.of("DAYBOOK_WEBHOOK_KINDS", "x")))
        .isEqualTo(WebhookSettings.none());
  }

  @Test
  void addressesSecretAndKindsAreRead(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "whsec_" + BASE64 + "\n");
    WebhookSettings read =
        WebhookSettings.fromEnvironment(
            Map.of(
                "DAYBOOK_WEBHOOK_URL", "https://a.example/x http://localhost:9/y",
                "DAYBOOK_WEBHOOK_SECRET_FILE", file.toString(),
                "DAYBOOK_WEBHOOK_KINDS", "denials"));
    assertThat(read.urls())
        .containsExactly(URI.create("https://a.example/x"), URI.create("http://localhost:9/y"));
    assertThat(read.secret()).isEqualTo(BASE64);
    assertThat(read.kinds()).containsExactly(Kind.DENIALS);
    assertThat(read.toString()).doesNotContain(BASE64).doesNotContain("/x");
  }

  @Test
  void everythingWrongIsToldAtOnceAndNoSecretIsRepeated() {
    assertThatThrownBy(
            () ->
                WebhookSettings.fromEnvironment(
                    Map.of(
                        "DAYBOOK_WEBHOOK_URL", "http://a.example/hidden",
                        "DAYBOOK_WEBHOOK_SECRET", "hunter2",
                        "DAYBOOK_WEBHOOK_KINDS", "denials,waivers")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("DAYBOOK_WEBHOOK_URL", "DAYBOOK_WEBHOOK_SECRET", "seen `waivers`")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden", "hunter2"));
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (String url :
        new String[] {"http:told", "ftp://a.example/", "https://u:p@a.example/", "::"}) {
      assertThatThrownBy(
              () ->
                  WebhookSettings.fromEnvironment(
                      Map.of("DAYBOOK_WEBHOOK_URL", url, "DAYBOOK_WEBHOOK_SECRET", BASE64)))
          .describedAs(url)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("number 1 is none");
    }
  }
}

package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/starter-pack.md} is made of the documents of the pack and the profiles; the
 * environment variable {@code DAYBOOK_GOLDEN=write} makes it anew.
 */
class StarterPackPageTest {

  private static final Path PAGE = Path.of("../docs/reference/starter-pack.md");

  @Test
  void thePageSaysWhatTheDocumentsSay() throws IOException {
    String made = StarterPackPage.make();
    if ("write".equals(System.getenv("DAYBOOK_GOLDEN"))) {
      Files.writeString(PAGE, made);
    }

    assertThat(made)
        .as("DAYBOOK_GOLDEN=write makes the page anew")
        .isEqualTo(Files.readString(PAGE));
  }
}

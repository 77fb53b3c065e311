package dev.daybook.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {

  @Test
  void theFirstStartWritesATokenOnlyItsOwnerMayRead(@TempDir Path data) throws IOException {
    BearerToken token = AdminToken.readOrCreate(data);
    assertThat(AdminToken.file(data)).hasContent(token.text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(AdminToken.file(data))))
        .isEqualTo("rw-------");
  }

  @Test
  void aLaterStartKeepsIt(@TempDir Path data) {
    assertThat(AdminToken.readOrCreate(data)).isEqualTo(AdminToken.readOrCreate(data));
  }

  @Test
  void aNewTokenTakesTheFilesPlaceForItsOwnerAlone(@TempDir Path data) throws IOException {
    Path file = Files.writeString(AdminToken.file(data), "open to all\n");
    BearerToken token = BearerToken.random();
    AdminToken.replace(data, token);
    assertThat(file).hasContent(token.text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(data)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatHoldsNoTokenIsNotOverwritten(@TempDir Path data) throws IOException {
    Files.writeString(AdminToken.file(data), "hello\n");
    assertThatThrownBy(() -> AdminToken.readOrCreate(data))
        .hasMessageContaining("admin.token")
        .hasMessageContaining("Move it away");
    assertThat(AdminToken.file(data)).hasContent("hello");
  }
}

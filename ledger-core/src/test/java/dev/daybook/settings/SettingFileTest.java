package dev.daybook.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.edge.WebhookSettings;
import dev.daybook.personal.KeySettings;
import dev.daybook.sealer.SealSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a file that a setting names is told in words, with the setting's name. */
class SettingFileTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DAYBOOK_SEAL_KEY_FILE",
        "DAYBOOK_SEAL_NEXT_COSIGNER_KEY_FILE",
        "DAYBOOK_SEAL_WITNESSES",
        "DAYBOOK_SEAL_TIMESTAMPS_CERTIFICATES",
        "DAYBOOK_PERSONS_KEY_FILE",
        "DAYBOOK_WEBHOOK_SECRET_FILE"
      })
  void aFileThatIsNotThereIsToldByItsSettingAndWhatToDo(String setting) {
    String file = folder.resolve("absent").toString();
    Map<String, String> environment =
        Map.of(
            setting,
            file,
            "DAYBOOK_SEAL_TIMESTAMPS",
            "http://localhost:1/tsa",
            "DAYBOOK_WEBHOOK_URL",
            "https://hooks.example.org/daybook");
    assertThatThrownBy(
            () -> {
              KeySettings.fromEnvironment(environment, folder);
              if (setting.contains("WEBHOOK")) {
                WebhookSettings.fromEnvironment(environment);
              }
              SealSettings.fromEnvironment(environment, folder);
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "%s names `%s`, which is not there; put it there, or name another"
                .formatted(setting, file))
        .hasMessageNotContaining("Exception");
  }

  @Test
  void aFolderAndWhatIsTooLongOrNoTextAreToldToo() throws IOException {
    assertThatThrownBy(() -> SettingFile.bytes("DAYBOOK_X", folder.toString()))
        .hasMessage("DAYBOOK_X names `%s`, which is a folder; name the file in it", folder);
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> SettingFile.text("DAYBOOK_X", bytes.toString()))
        .hasMessage("DAYBOOK_X names `%s`, which is no text in UTF-8; name another", bytes);
    Path large = Files.write(folder.resolve("large"), new byte[SettingFile.MOST_BYTES + 1]);
    assertThatThrownBy(() -> SettingFile.bytes("DAYBOOK_X", large.toString()))
        .hasMessage(
            "DAYBOOK_X names `%s`, which has more than 1,048,576 bytes; name another", large);
  }

  @Test
  void aFileIsReadWholeAndTextWithoutTheBlanksAroundIt() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "a key\n");
    assertThat(SettingFile.bytes("DAYBOOK_X", " " + file)).isEqualTo(Files.readAllBytes(file));
    assertThat(SettingFile.text("DAYBOOK_X", file + " ")).isEqualTo("a key");
  }
}

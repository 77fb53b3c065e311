package dev.daybook.personal;

import dev.daybook.settings.SettingFile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the key is that wraps persons' keys.
 *
 * @param folder it is made here at the first start, unless one is given
 * @param key one that is given, as {@link LocalKeyEncryption} reads it
 * @param service the address of a key management service that wraps instead
 */
public record KeySettings(@Nullable Path folder, @Nullable String key, @Nullable String service) {

  private static final String KEY = "DAYBOOK_PERSONS_KEY";
  private static final String KEY_FILE = "DAYBOOK_PERSONS_KEY_FILE";
  private static final String SERVICE = "DAYBOOK_PERSONS_KMS";

  /** A key of its own, under {@code data}. */
  public static KeySettings in(Path data) {
    return new KeySettings(data.resolve("persons"), null, null);
  }

  /** This key. */
  public static KeySettings given(String key) {
    return new KeySettings(null, key, null);
  }

  /**
   * What the environment says: {@code DAYBOOK_PERSONS_KEY}, a file with one in {@code
   * DAYBOOK_PERSONS_KEY_FILE}, or a service in {@code DAYBOOK_PERSONS_KMS}.
   *
   * @throws IllegalArgumentException when the file cannot be read, or two of them are given
   */
  public static KeySettings fromEnvironment(Map<String, String> environment, Path data) {
    String key = text(environment, KEY);
    String file = text(environment, KEY_FILE);
    String service = text(environment, SERVICE);
    if (service != null && (key != null || file != null)) {
      throw new IllegalArgumentException(
          "%s and %s are both set; a service wraps persons' keys, or a key does"
              .formatted(SERVICE, key != null ? KEY : KEY_FILE));
    }
    if (key != null && file != null) {
      throw new IllegalArgumentException(
          "%s and %s are both set; give the key, or a file that holds it".formatted(KEY, KEY_FILE));
    }
    if (file != null) {
      key = SettingFile.text(KEY_FILE, file);
    }
    return new KeySettings(data.resolve("persons"), key, service);
  }

  private static @Nullable String text(Map<String, String> environment, String name) {
    String text = environment.get(name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Keys stay out of logs. */
  @Override
  public String toString() {
    return "KeySettings[folder=%s, %s]"
        .formatted(
            folder,
            service != null ? "service " + service : key == null ? "key of its own" : "key given");
  }
}

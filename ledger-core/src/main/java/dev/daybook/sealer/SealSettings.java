package dev.daybook.sealer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the seal's keys are.
 *
 * @param folder keys are made here at the first start, unless they are given; what was signed last
 *     is remembered here in any case
 * @param key signer of checkpoints, {@code PRIVATE+KEY+…} of Ed25519
 * @param cosigner its companion of ML-DSA-44
 */
public record SealSettings(Path folder, @Nullable String key, @Nullable String cosigner) {

  private static final String KEY = "DAYBOOK_SEAL_KEY";
  private static final String KEY_FILE = "DAYBOOK_SEAL_KEY_FILE";
  private static final String COSIGNER = "DAYBOOK_SEAL_COSIGNER_KEY";
  private static final String COSIGNER_FILE = "DAYBOOK_SEAL_COSIGNER_KEY_FILE";

  /** Keys of its own, under {@code data}. */
  public static SealSettings in(Path data) {
    return new SealSettings(data.resolve("seal"), null, null);
  }

  /**
   * What the environment says: {@code DAYBOOK_SEAL_KEY} and {@code DAYBOOK_SEAL_COSIGNER_KEY}, or
   * files with them in {@code DAYBOOK_SEAL_KEY_FILE} and {@code DAYBOOK_SEAL_COSIGNER_KEY_FILE}.
   *
   * @throws IllegalArgumentException when a file cannot be read, or one of the two keys is given
   *     without the other
   */
  public static SealSettings fromEnvironment(Map<String, String> environment, Path data) {
    String key = given(environment, KEY, KEY_FILE);
    String cosigner = given(environment, COSIGNER, COSIGNER_FILE);
    if ((key == null) != (cosigner == null)) {
      throw new IllegalArgumentException(
          "%s is given and %s is not; give both, or neither and they are made in the data folder"
              .formatted(key == null ? COSIGNER : KEY, key == null ? KEY : COSIGNER));
    }
    return new SealSettings(data.resolve("seal"), key, cosigner);
  }

  private static @Nullable String given(
      Map<String, String> environment, String name, String nameOfFile) {
    String key = environment.get(name);
    if (key != null && !key.isBlank()) {
      return key.strip();
    }
    String file = environment.get(nameOfFile);
    if (file == null || file.isBlank()) {
      return null;
    }
    try {
      return Files.readString(Path.of(file.strip())).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s names `%s`, which cannot be read: %s".formatted(nameOfFile, file.strip(), e), e);
    }
  }

  /** Keys stay out of logs. */
  @Override
  public String toString() {
    return "SealSettings[folder=%s, key %s]"
        .formatted(folder, key == null ? "of its own" : "given");
  }
}

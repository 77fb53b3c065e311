package dev.daybook.sealer;

import dev.daybook.seal.TlogPolicy;
import dev.daybook.settings.SettingFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the seal's keys are, and who else is to vouch for it.
 *
 * @param folder keys are made here at the first start, unless they are given; what was signed last
 *     is remembered here in any case
 * @param key signer of checkpoints, {@code PRIVATE+KEY+…} of Ed25519
 * @param cosigner its companion of ML-DSA-44
 * @param nextKey the signer the ledger goes over to, once; null where keys are not given, or stay
 * @param nextCosigner its companion
 * @param witnesses whom to ask for cosignatures, each with its address, and how many are enough;
 *     null to ask nobody
 * @param timestamps which authorities are asked when they saw a checkpoint
 */
public record SealSettings(
    Path folder,
    @Nullable String key,
    @Nullable String cosigner,
    @Nullable String nextKey,
    @Nullable String nextCosigner,
    @Nullable TlogPolicy witnesses,
    TimestampSettings timestamps) {

  private static final String KEY = "DAYBOOK_SEAL_KEY";
  private static final String KEY_FILE = "DAYBOOK_SEAL_KEY_FILE";
  private static final String COSIGNER = "DAYBOOK_SEAL_COSIGNER_KEY";
  private static final String COSIGNER_FILE = "DAYBOOK_SEAL_COSIGNER_KEY_FILE";
  private static final String NEXT_KEY = "DAYBOOK_SEAL_NEXT_KEY";
  private static final String NEXT_KEY_FILE = "DAYBOOK_SEAL_NEXT_KEY_FILE";
  private static final String NEXT_COSIGNER = "DAYBOOK_SEAL_NEXT_COSIGNER_KEY";
  private static final String NEXT_COSIGNER_FILE = "DAYBOOK_SEAL_NEXT_COSIGNER_KEY_FILE";

  private static final String WITNESSES = "DAYBOOK_SEAL_WITNESSES";

  /** Asking nobody else. */
  public SealSettings(Path folder, @Nullable String key, @Nullable String cosigner) {
    this(folder, key, cosigner, null, null, null, TimestampSettings.none());
  }

  /** The same, with these witnesses. */
  public SealSettings withWitnesses(@Nullable TlogPolicy others) {
    return new SealSettings(folder, key, cosigner, nextKey, nextCosigner, others, timestamps);
  }

  /** The same, with these timestamp authorities. */
  public SealSettings withTimestamps(TimestampSettings others) {
    return new SealSettings(folder, key, cosigner, nextKey, nextCosigner, witnesses, others);
  }

  /** The same, going over to these keys. */
  public SealSettings withNext(String otherKey, String otherCosigner) {
    return new SealSettings(folder, key, cosigner, otherKey, otherCosigner, witnesses, timestamps);
  }

  /** Keys of its own, under {@code data}. */
  public static SealSettings in(Path data) {
    return new SealSettings(data.resolve("seal"), null, null);
  }

  /**
   * What the environment says: {@code DAYBOOK_SEAL_KEY} and {@code DAYBOOK_SEAL_COSIGNER_KEY}, or
   * files with them in {@code DAYBOOK_SEAL_KEY_FILE} and {@code DAYBOOK_SEAL_COSIGNER_KEY_FILE},
   * and the same with {@code NEXT_} before {@code KEY} and {@code COSIGNER_KEY}; {@code
   * DAYBOOK_SEAL_WITNESSES} is a file with a tlog-policy. For timestamps see {@link
   * TimestampSettings#fromEnvironment}.
   *
   * @throws IllegalArgumentException when a file cannot be read, a key and a file of it are given,
   *     one of a pair of keys is given without the other, next keys without keys, or a witness
   *     cannot be asked
   */
  public static SealSettings fromEnvironment(Map<String, String> environment, Path data) {
    String key = given(environment, KEY, KEY_FILE);
    String cosigner = given(environment, COSIGNER, COSIGNER_FILE);
    if ((key == null) != (cosigner == null)) {
      throw new IllegalArgumentException(
          "%s is given and %s is not; give both, or neither and they are made in the data folder"
              .formatted(key == null ? COSIGNER : KEY, key == null ? KEY : COSIGNER));
    }
    String nextKey = given(environment, NEXT_KEY, NEXT_KEY_FILE);
    String nextCosigner = given(environment, NEXT_COSIGNER, NEXT_COSIGNER_FILE);
    if ((nextKey == null) != (nextCosigner == null)) {
      throw new IllegalArgumentException(
          "%s is given and %s is not; give both, or neither"
              .formatted(
                  nextKey == null ? NEXT_COSIGNER : NEXT_KEY,
                  nextKey == null ? NEXT_KEY : NEXT_COSIGNER));
    }
    if (nextKey != null && key == null) {
      throw new IllegalArgumentException(
          "%s is given and %s is not; keys in the data folder are rotated by `daybook seal rotate`"
              .formatted(NEXT_KEY, KEY));
    }
    return new SealSettings(
        data.resolve("seal"),
        key,
        cosigner,
        nextKey,
        nextCosigner,
        witnesses(environment),
        TimestampSettings.fromEnvironment(environment));
  }

  private static @Nullable TlogPolicy witnesses(Map<String, String> environment) {
    String file = environment.get(WITNESSES);
    if (file == null || file.isBlank()) {
      return null;
    }
    TlogPolicy policy;
    try {
      policy = TlogPolicy.parse(SettingFile.bytes(WITNESSES, file));
    } catch (TlogPolicy.Refused e) {
      throw new IllegalArgumentException(
          "%s names `%s`, which is no tlog-policy:\n%s"
              .formatted(WITNESSES, file.strip(), e.getMessage()),
          e);
    }
    List<String> wrong = new ArrayList<>();
    if (policy.quorum() instanceof TlogPolicy.Quorum.Nobody) {
      wrong.add("its quorum is `none`; name the witness or group that has to cosign");
    }
    for (TlogPolicy.Quorum.Witness witness : policy.witnesses()) {
      if (!isAddress(witness.url())) {
        wrong.add(
            "its witness `%s` has no http:// or https:// address behind its key"
                .formatted(witness.name()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "%s names `%s`: %s".formatted(WITNESSES, file.strip(), String.join("; ", wrong)));
    }
    return policy;
  }

  private static boolean isAddress(@Nullable String url) {
    try {
      URI uri = new URI(url == null ? "" : url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static @Nullable String given(
      Map<String, String> environment, String name, String nameOfFile) {
    String key = environment.get(name);
    String file = environment.get(nameOfFile);
    if (file == null || file.isBlank()) {
      return key == null || key.isBlank() ? null : key.strip();
    }
    if (key != null && !key.isBlank()) {
      throw new IllegalArgumentException(
          "%s and %s are both set; give the key, or a file that holds it"
              .formatted(name, nameOfFile));
    }
    return SettingFile.text(nameOfFile, file);
  }

  /** Keys stay out of logs. */
  @Override
  public String toString() {
    return "SealSettings[folder=%s, key %s, witnesses=%d]"
        .formatted(
            folder,
            key == null ? "of its own" : "given",
            witnesses == null ? 0 : witnesses.witnesses().size());
  }
}

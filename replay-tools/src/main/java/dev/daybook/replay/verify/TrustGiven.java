package dev.daybook.replay.verify;

import dev.daybook.seal.SealRefused;
import dev.daybook.seal.TimestampAuthorities;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trust as it is given on a command line: keys, or a policy file, or neither. */
public final class TrustGiven {

  private static final int SHOWN = 80;

  private TrustGiven() {}

  /**
   * Reads it.
   *
   * @param keys vkeys
   * @param policy a tlog-policy in place of keys
   * @throws IllegalArgumentException when it says nothing clear, with all that is wrong
   * @throws IOException when the policy cannot be read
   */
  public static Trust read(List<String> keys, @Nullable Path policy) throws IOException {
    if (policy != null && !keys.isEmpty()) {
      throw new IllegalArgumentException(
          "--key and --trust both say whom to trust; give one of them");
    }
    if (policy != null) {
      try {
        return new Trust.Policy(TlogPolicy.parse(Files.readAllBytes(policy)));
      } catch (TlogPolicy.Refused e) {
        throw new IllegalArgumentException(
            "`%s` is no tlog-policy:\n%s".formatted(policy, e.getMessage()), e);
      }
    }
    return keys.isEmpty() ? new Trust.Nobody() : new Trust.Keys(keys(keys));
  }

  /**
   * Reads vkeys.
   *
   * @throws IllegalArgumentException when some are none, with all of them
   */
  public static List<VerifierKey> keys(List<String> keys) {
    List<VerifierKey> parsed = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String key : keys) {
      try {
        parsed.add(VerifierKey.parse(key.strip()));
      } catch (SealRefused e) {
        wrong.add("`%s` is no verifier key: %s".formatted(shortened(key), e.getMessage()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
    return parsed;
  }

  /**
   * Reads certificates of timestamp authorities.
   *
   * @throws IllegalArgumentException when the file has something else
   * @throws IOException when it cannot be read
   */
  public static TimestampAuthorities authorities(Path file) throws IOException {
    try {
      return TimestampAuthorities.parse(Files.readAllBytes(file));
    } catch (SealRefused e) {
      throw new IllegalArgumentException("`%s`: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String shortened(String key) {
    return key.length() > SHOWN ? key.substring(0, SHOWN) + "…" : key;
  }
}

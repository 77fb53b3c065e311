package dev.daybook.witness;

import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.VerifierKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logs a witness cosigns for, and the keys that speak for each; a log may have several.
 *
 * @param keys by the log's origin
 */
public record KnownLogs(Map<String, List<VerifierKey>> keys) {

  private static final int LONGEST_SHOWN = 60;

  public KnownLogs {
    Map<String, List<VerifierKey>> copy = new LinkedHashMap<>();
    keys.forEach((origin, ofLog) -> copy.put(origin, List.copyOf(ofLog)));
    keys = copy;
  }

  /**
   * Reads verifier keys.
   *
   * @param vkeys as {@code daybook seal keys} prints them
   * @throws IllegalArgumentException that says everything wrong with them, a line each
   */
  public static KnownLogs of(List<String> vkeys) {
    Map<String, List<VerifierKey>> keys = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    for (String vkey : vkeys) {
      try {
        VerifierKey key = VerifierKey.parse(vkey);
        if (key.algorithm() == KeyAlgorithm.ED25519_COSIGNATURE) {
          wrong.add("`%s` is a witness's key; wanted a log's".formatted(shortened(vkey)));
        }
        List<VerifierKey> ofLog = keys.computeIfAbsent(key.name(), _ -> new ArrayList<>());
        if (!ofLog.contains(key)) {
          ofLog.add(key);
        }
      } catch (SealRefused e) {
        wrong.add("`%s` is no verifier key: %s".formatted(shortened(vkey), e.getMessage()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
    return new KnownLogs(keys);
  }

  private static String shortened(String vkey) {
    return vkey.length() > LONGEST_SHOWN ? vkey.substring(0, LONGEST_SHOWN) + "…" : vkey;
  }

  /** The keys that speak for a log, if it is known. */
  Optional<List<VerifierKey>> of(String origin) {
    return Optional.ofNullable(keys.get(origin));
  }
}

package dev.daybook.cli;

import dev.daybook.seal.SealRefused;
import dev.daybook.seal.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Verifier keys somebody trusts, each as {@code daybook seal keys} prints it. */
final class KeyOption {

  private static final int SHOWN = 80;

  @Option(
      names = "--key",
      paramLabel = "VKEY",
      description =
          "A verifier key you trust, as `daybook seal keys` prints it; may be given again.")
  private List<String> given = new ArrayList<>();

  /** The keys that were given, of which there may be none; all that are no keys are told. */
  List<VerifierKey> keys() {
    List<VerifierKey> keys = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String key : given) {
      try {
        keys.add(VerifierKey.parse(key.strip()));
      } catch (SealRefused e) {
        wrong.add("`%s` is no verifier key: %s".formatted(shortened(key), e.getMessage()));
      }
    }
    if (!wrong.isEmpty()) {
      throw Failure.usage(String.join("\n", wrong));
    }
    return keys;
  }

  private static String shortened(String key) {
    return key.length() > SHOWN ? key.substring(0, SHOWN) + "…" : key;
  }
}

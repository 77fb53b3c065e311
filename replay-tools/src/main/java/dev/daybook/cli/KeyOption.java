package dev.daybook.cli;

import dev.daybook.replay.verify.TrustGiven;
import dev.daybook.seal.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Verifier keys somebody trusts, each as {@code daybook seal keys} prints it. */
final class KeyOption {

  @Option(
      names = "--key",
      paramLabel = "VKEY",
      description =
          "A verifier key you trust, as `daybook seal keys` prints it; may be given again.")
  private List<String> given = new ArrayList<>();

  /** What was given, as it was given. */
  List<String> given() {
    return given;
  }

  /** The keys that were given, of which there may be none; all that are no keys are told. */
  List<VerifierKey> keys() {
    try {
      return TrustGiven.keys(given);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }
}

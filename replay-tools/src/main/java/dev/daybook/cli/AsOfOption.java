package dev.daybook.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --as-of}: the moment an answer is about. */
final class AsOfOption {

  @Option(
      names = "--as-of",
      paramLabel = "WHEN",
      description =
          "Answer as of then: a ledger position (42) or a time with offset"
              + " (2026-11-20T09:00:00Z). Default: now.")
  private @Nullable String asOf;

  Optional<String> value() {
    return Optional.ofNullable(asOf);
  }
}

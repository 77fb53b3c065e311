package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.hindsight.Stretch;
import dev.daybook.store.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: which part of the history a command looks at. */
final class StretchOption {

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description =
          "Only what was recorded at this ledger position (42) or time (2026-01-01T00:00:00Z), or"
              + " later.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      description = "Only what was recorded there or then, or before.")
  private @Nullable String to;

  /** Ends the command where an end is none, and says all that is wrong. */
  void check() {
    List<String> wrong = new ArrayList<>();
    Stream.of(from, to)
        .filter(Objects::nonNull)
        .forEach(
            end -> {
              try {
                String _ = Stretch.end(end);
              } catch (IllegalArgumentException e) {
                wrong.add(String.valueOf(e.getMessage()));
              }
            });
    if (!wrong.isEmpty()) {
      throw Failure.usage(String.join("\n  ", wrong));
    }
  }

  Stretch of(Ledger ledger) {
    return Stretch.of(ledger, from, to);
  }

  /** Says the same to a server. */
  void into(ObjectNode wanted) {
    if (from != null) {
      wanted.put("from", from);
    }
    if (to != null) {
      wanted.put("to", to);
    }
  }
}

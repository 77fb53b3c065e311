package dev.daybook.cli;

import java.util.LinkedHashMap;
import java.util.Map;
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

  /**
   * The query that asks about that moment, to be added to. Now means all that is recorded by now,
   * one's own last command included.
   */
  Map<String, String> query(Client client, Talk talk) {
    Map<String, String> query = new LinkedHashMap<>();
    if (asOf == null) {
      client.seeAllUntilNow(talk);
    } else {
      query.put("asOf", asOf);
    }
    return query;
  }
}

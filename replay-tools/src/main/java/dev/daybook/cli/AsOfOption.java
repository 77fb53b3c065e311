package dev.daybook.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --as-of} and {@code --zone}: the moment an answer is about. */
final class AsOfOption {

  @Option(
      names = "--as-of",
      paramLabel = "WHEN",
      description = {
        "Answer as of then: a time with offset (2026-11-20T09:00:00Z), a day (2026-11-20, its end),",
        "a ledger position (42), size:42 for a checkpoint's size, HEAD, HEAD~3 for three entries",
        "before it, or a tag. Default: now."
      })
  private @Nullable String asOf;

  @Option(
      names = "--zone",
      paramLabel = "Z",
      description = "Where a day of --as-of ends, such as Europe/Berlin. Default: UTC.")
  private @Nullable String zone;

  /** Whether a moment was asked for. */
  boolean isGiven() {
    return asOf != null;
  }

  /**
   * The query that asks about that moment, to be added to; which one it is is said beside the
   * answer. Now means all that is recorded by now, one's own last command included.
   */
  Map<String, String> query(Client client, Talk talk) {
    Map<String, String> query = new LinkedHashMap<>();
    if (asOf == null) {
      if (zone != null) {
        throw Failure.usage("--zone says where a day ends; give the day with --as-of");
      }
      client.seeAllUntilNow(talk);
      return query;
    }
    client.tellMoment(talk);
    query.put("asOf", asOf);
    if (zone != null) {
      query.put("zone", zone);
    }
    return query;
  }
}

package dev.daybook.cli;

import dev.daybook.edge.ProblemException;
import dev.daybook.moment.AskedMoment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --as-of} and {@code --zone}: the moment an answer is about. */
final class AsOfOption {

  @Option(
      names = "--as-of",
      paramLabel = "WHEN",
      description = {
        "Answer as of then: a time with offset (2026-11-20T09:00:00Z), a day (2026-11-20, its"
            + " end),",
        "a ledger position (42), size:42 for a checkpoint's size, HEAD, HEAD~3 for three entries",
        "before it, or a tag. Default: now."
      })
  private @Nullable String asOf;

  @Mixin private ZoneOption zone = new ZoneOption();

  /** Whether a moment was asked for. */
  boolean isGiven() {
    return asOf != null;
  }

  /** Where days begin and end. */
  ZoneOption zone() {
    return zone;
  }

  /**
   * The moment, for who reads a ledger without a server.
   *
   * @return null where none was given, which means now
   */
  @Nullable AskedMoment moment() {
    try {
      return asOf == null ? null : AskedMoment.read("--as-of", asOf, zone.id());
    } catch (ProblemException e) {
      throw Failure.refused(e);
    }
  }

  /**
   * The query that asks about that moment, to be added to; which one it is is said beside the
   * answer. Now means all that is recorded by now, one's own last command included.
   */
  Map<String, String> query(Client client, Talk talk) {
    if (asOf == null && zone.isGiven()) {
      throw Failure.usage("--zone says where a day ends; give the day with --as-of");
    }
    return queryWithDays(client, talk);
  }

  /** The same of a command that takes days elsewhere too, for which --zone may be there. */
  Map<String, String> queryWithDays(Client client, Talk talk) {
    Map<String, String> query = new LinkedHashMap<>();
    if (asOf == null) {
      client.seeAllUntilNow(talk);
      return query;
    }
    client.tellMoment(talk);
    query.put("asOf", asOf);
    zone.into(query);
    return query;
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.edge.ProblemException;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.AskedMoment;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What part of the history a bundle is asked about, as its manifest says it: by times, and by the
 * last position. Which position a moment is, the server knows.
 *
 * @param from recorded then or later; null for any
 * @param to recorded then or before; null for any
 * @param asOf nothing behind this position; null for all there is
 */
record EvidenceRange(@Nullable Instant from, @Nullable Instant to, @Nullable Long asOf) {

  private static final EvidenceRange ALL = new EvidenceRange(null, null, null);

  /** The range between two moments, as of a third; each may be left out. */
  static EvidenceRange asked(
      @Nullable String from, @Nullable String to, AsOfOption asOf, Client client, Talk talk) {
    if (asOf.zone().isGiven() && from == null && to == null && !asOf.isGiven()) {
      throw Failure.usage(
          "--zone says where a day begins and ends; give one with --from, --to or --as-of");
    }
    EvidenceRange range = ALL;
    try {
      if (from != null) {
        range = range.from(AskedMoment.beginning("--from", from, asOf.zone().id()), from, client);
      }
      if (to != null) {
        range = range.to(AskedMoment.read("--to", to, asOf.zone().id()), to, client);
      }
    } catch (ProblemException e) {
      throw Failure.refused(e);
    }
    return asOf.isGiven()
        ? range.atMost(position(client.get("/ledger/moment", asOf.query(client, talk))))
        : range;
  }

  private EvidenceRange from(AskedMoment moment, String text, Client client) {
    JsonNode told = told(moment, text, client);
    Instant begin =
        moment.asOf() instanceof AsOf.AtTime(Instant time)
            ? time
            : told.has("recordedAt") ? Instant.parse(told.path("recordedAt").asText()) : null;
    return new EvidenceRange(begin, to, asOf);
  }

  private EvidenceRange to(AskedMoment moment, String text, Client client) {
    JsonNode told = told(moment, text, client);
    return moment.asOf() instanceof AsOf.AtTime(Instant time)
        ? new EvidenceRange(from, time, asOf)
        : atMost(position(told));
  }

  private EvidenceRange atMost(long position) {
    return new EvidenceRange(from, to, asOf == null ? position : Math.min(asOf, position));
  }

  /** What the server says of a moment, which is refused by the option it was given with. */
  private static JsonNode told(AskedMoment moment, String text, Client client) {
    String asked = moment.asOf() instanceof AsOf.AtTime(Instant time) ? time.toString() : text;
    try {
      return client.get("/ledger/moment", Map.of(AsOf.PARAMETER, asked));
    } catch (Failure e) {
      throw e.about(moment.parameter());
    }
  }

  private static long position(JsonNode told) {
    return told.path("position").asLong();
  }
}

package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.edge.ProblemException;
import dev.daybook.moment.AsOf;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --zone}: where the days of moments begin and end. */
final class ZoneOption {

  @Option(
      names = "--zone",
      paramLabel = "Z",
      description = "Where days begin and end, such as Europe/Berlin. Default: UTC.")
  private @Nullable String zone;

  boolean isGiven() {
    return zone != null;
  }

  /** The zone, which ends the command where there is none of that name. */
  ZoneId id() {
    if (zone == null) {
      return ZoneOffset.UTC;
    }
    try {
      return AsOf.zone("--zone", zone);
    } catch (ProblemException e) {
      throw Failure.refused(e);
    }
  }

  /** Says it to a server. */
  void into(Map<String, String> query) {
    if (zone != null) {
      query.put(AsOf.ZONE, zone);
    }
  }

  /** Says it to a server. */
  void into(ObjectNode wanted) {
    if (zone != null) {
      wanted.put(AsOf.ZONE, zone);
    }
  }
}

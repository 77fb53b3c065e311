package dev.daybook.views.seal;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.sealer.Seal;
import dev.daybook.timestamped.Timestamps;
import dev.daybook.views.Answer;
import dev.daybook.views.Moment;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/ledger/timestamps}: when timestamp authorities saw checkpoints. */
@Controller("/api/v1/ledger")
@Allowed(Role.READER)
@Tag(name = "seal")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TimestampsController {

  /** Checkpoints in one answer; each has a few kilobytes of token for each authority. */
  private static final int PAGE = 100;

  private final Timestamps timestamps;
  private final Seal seal;

  TimestampsController(Timestamps timestamps, Seal seal) {
    this.timestamps = timestamps;
    this.seal = seal;
  }

  /** A timestamp of a checkpoint. */
  @Schema(name = "LedgerTimestamp")
  record Stamped(
      @Schema(description = "entries in the checkpoint") long size,
      @Schema(description = "the name in the authority's certificate") String authority,
      @Schema(
              description =
                  "SHA-256 of the authority's certificate, in hex; others may have its name")
          String certificate,
      @Schema(description = "when, by the authority's clock") Instant time,
      @Schema(
              description =
                  "RFC 3161 token in DER, in base64; its imprint is the SHA-256 of the checkpoint's"
                      + " text, which is all before the empty line above the signatures")
          String token,
      @Schema(description = "the checkpoint, a signed note") String checkpoint) {}

  /**
   * Lists the timestamps of the next hundred checkpoints that have any, the smallest first and all
   * of a checkpoint's together.
   *
   * @param after size of the last checkpoint of the page before; from the first without it
   */
  @Get("/timestamps")
  HttpResponse<List<Stamped>> ledgerTimestamps(@Nullable @QueryValue Long after) {
    if (after != null && after < 0) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`after` cannot be %d".formatted(after),
          "it is the size of the last checkpoint on the page before");
    }
    return Answer.of(
        timestamps.after(after == null ? 0 : after, PAGE).stream()
            .map(
                kept ->
                    new Stamped(
                        kept.size(),
                        kept.authority(),
                        kept.certificate(),
                        kept.time(),
                        Base64.getEncoder().encodeToString(kept.token()),
                        new String(kept.note(), StandardCharsets.UTF_8)))
            .toList(),
        new Moment(seal.size()));
  }
}

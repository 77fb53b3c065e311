package dev.daybook.views.seal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.ServerSettings;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealState;
import dev.daybook.sealer.Standstill;
import dev.daybook.timestamped.Timestamps;
import dev.daybook.views.Answer;
import dev.daybook.views.Moment;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/ledger/seal}: how far the ledger is sealed, for who runs it. */
@Controller("/api/v1/ledger")
@Allowed(Role.READER)
@Tag(name = "seal")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SealController {

  private final Seal seal;
  private final Timestamps timestamps;
  private final ServerSettings settings;

  SealController(Seal seal, Timestamps timestamps, ServerSettings settings) {
    this.seal = seal;
    this.timestamps = timestamps;
    this.settings = settings;
  }

  /** How far something got. */
  @Schema(name = "SealMark")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Mark(
      @Schema(description = "entries in its last checkpoint; 0 where there is none") long size,
      @Schema(description = "when; absent where there is none") @Nullable Instant time) {

    static Mark of(SealState.Mark mark) {
      return new Mark(mark.size(), mark.at().orElse(null));
    }
  }

  /** A timestamp authority that is asked. */
  @Schema(name = "TimestampAuthority")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Authority(
      @Schema(description = "its host and port") String host,
      @Schema(description = "why it gave no timestamp when it was asked last; absent where it did")
          @Nullable String failure) {}

  /** How far the ledger is sealed. */
  @Schema(
      name = "SealState",
      description =
          "How far the ledger is sealed: the latest checkpoint that was signed and when, the latest"
              + " whose cosignatures reached the quorum and when they did, and the latest with a"
              + " timestamp and the time its authority says.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record State(
      @Schema(description = "entries the ledger has") long recorded,
      @Schema(
              description =
                  "when the first entry that is not sealed yet was recorded; absent where all are")
          @Nullable Instant waitingSince,
      Mark signed,
      Mark witnessed,
      Mark stamped,
      @Schema(description = "how often the latest checkpoint is stamped, in minutes")
          long stampedEveryMinutes,
      @Schema(description = "which timestamp authorities the node that answers asks")
          List<Authority> authorities,
      @Schema(
              description =
                  "why the node that answers signs nothing any more; absent where it does")
          @Nullable String standstill,
      @Schema(description = "whether what was signed and what is there contradict each other")
          boolean contradicts) {}

  /** Tells how far the ledger is sealed, witnessed and stamped. */
  @Get("/seal")
  HttpResponse<State> ledgerSeal() {
    SealState state = seal.state();
    Map<String, String> failures = timestamps.failures();
    return Answer.of(
        new State(
            state.recorded(),
            state.waitingSince().orElse(null),
            Mark.of(state.signed()),
            Mark.of(state.witnessed()),
            Mark.of(state.stamped()),
            settings.seal().timestamps().every().toMinutes(),
            settings.seal().timestamps().urls().stream()
                .map(Timestamps::name)
                .map(host -> new Authority(host, failures.get(host)))
                .toList(),
            state.standstill().map(Standstill::why).orElse(null),
            state.standstill().filter(Standstill::isAlarm).isPresent()),
        new Moment(state.signed().size()));
  }
}

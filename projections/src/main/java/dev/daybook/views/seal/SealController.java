package dev.daybook.views.seal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.edge.ServerSettings;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealState;
import dev.daybook.sealer.Standstill;
import dev.daybook.store.Ledger;
import dev.daybook.timestamped.Timestamps;
import dev.daybook.views.Answer;
import dev.daybook.views.Moment;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/ledger/seal}: how far the ledger is sealed, for who runs it; and {@code
 * /api/v1/ledger/checkpoint}: that all of it be sealed now.
 */
@Controller("/api/v1/ledger")
@Allowed(Role.READER)
@Tag(name = "seal")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SealController {

  /** A checkpoint takes milliseconds; where much is to be caught up with, one may ask again. */
  private static final Duration SEALED_WITHIN = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final Seal seal;
  private final Timestamps timestamps;
  private final ServerSettings settings;

  SealController(Ledger ledger, Seal seal, Timestamps timestamps, ServerSettings settings) {
    this.ledger = ledger;
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

  /**
   * Seals what is recorded by now, and answers the checkpoint: a signed note of C2SP's
   * tlog-checkpoint, as {@code /checkpoint} has it from then on. Where nothing is recorded since
   * the latest, it is that one.
   */
  @Post(value = "/checkpoint", produces = "text/plain; charset=utf-8")
  @Allowed(Role.AUDITOR)
  HttpResponse<byte[]> sealNow() throws InterruptedException {
    long recorded = ledger.head().position();
    if (!seal.await(recorded, SEALED_WITHIN)) {
      throw new ProblemException(
          ProblemType.UNAVAILABLE,
          "%d entries are recorded and %d are sealed%s"
              .formatted(
                  recorded,
                  seal.size(),
                  seal.standstill().map(standstill -> ": " + standstill.why()).orElse("")),
          "ask again; if it stays so, GET /ledger/seal and the server's log say why");
    }
    byte[] note =
        seal.checkpoint()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND, "Checkpoint not found", "nothing is recorded yet"));
    return Answer.of(note, new Moment(seal.size()));
  }
}

package dev.daybook.views.seal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.SignedNote;
import dev.daybook.sealer.Seal;
import dev.daybook.views.Answer;
import dev.daybook.views.Moment;
import dev.daybook.witnessed.Witnesses;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/ledger/witnesses}: who is asked to cosign, and whether they do. */
@Controller("/api/v1/ledger")
@Allowed(Role.READER)
@Tag(name = "seal")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WitnessesController {

  private final Witnesses witnesses;
  private final Seal seal;

  WitnessesController(Witnesses witnesses, Seal seal) {
    this.witnesses = witnesses;
    this.seal = seal;
  }

  /** How one witness does. */
  @Schema(name = "Witness")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record One(
      @Schema(description = "as the policy calls it") String name,
      @Schema(description = "entries in the last checkpoint it cosigned since this node asks")
          long size,
      @Schema(
              description =
                  "why there is no cosignature of the latest checkpoint, to be read behind its"
                      + " name; absent while it cosigns")
          @Nullable String failure,
      @Schema(description = "whether it says that it knows another history than this ledger's")
          boolean contradicts) {}

  /** How the witnesses do. */
  @Schema(name = "Witnesses")
  record All(
      @Schema(
              description =
                  "entries in the latest checkpoint that enough of them cosigned; 0 for none")
          long witnessed,
      @Schema(description = "whether the node that answers asks them; else another node does")
          boolean here,
      List<One> witnesses) {}

  /** Tells how far the ledger is witnessed, and how its witnesses do. */
  @Get("/witnesses")
  HttpResponse<All> ledgerWitnesses() {
    long witnessed =
        seal.witnessed()
            .map(note -> Checkpoint.parse(SignedNote.parse(note).text()).size())
            .orElse(0L);
    return Answer.of(
        new All(
            witnessed,
            witnesses.isAsking(),
            witnesses.standings().stream()
                .map(
                    each ->
                        new One(
                            each.name(),
                            each.size(),
                            each.failure().orElse(null),
                            each.contradicts()))
                .toList()),
        new Moment(seal.size()));
  }
}

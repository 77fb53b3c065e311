package dev.daybook.views.seal;

import dev.daybook.edge.Anyone;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.seal.TileId;
import dev.daybook.sealer.Seal;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/**
 * {@code /checkpoint} and {@code /tile}: the log's own interface, for any client of tiled
 * transparency logs, unauthenticated; and the same below {@code /witnessed}, where the checkpoint
 * is the latest that enough witnesses cosigned. No tile holds personal data, for leaves name
 * payloads by digest; the one kind of payload that is served beside them names keys.
 *
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>
 */
@Controller
@Anyone
@Tag(name = "seal")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TlogController {

  private static final String BRIEFLY = "public, max-age=1";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String NOSNIFF = "X-Content-Type-Options";

  private final Seal seal;

  TlogController(Seal seal) {
    this.seal = seal;
  }

  @Operation(
      operationId = "checkpoint",
      summary = "Answer the latest checkpoint",
      description =
          "A signed note of C2SP's tlog-checkpoint, with the cosignatures of witnesses it has so"
              + " far. The tiles it covers lie under `/tile`, as C2SP's tlog-tiles says.")
  @ApiResponse(responseCode = "200", description = "The latest checkpoint.")
  @ApiResponse(responseCode = "404", description = "Nothing is sealed yet.")
  @Get(value = "/checkpoint", produces = "text/plain; charset=utf-8")
  HttpResponse<byte[]> checkpoint() {
    return checkpoint(
        seal.checkpoint(),
        "nothing is sealed yet; a ledger is sealed within a second of its first entry");
  }

  @Operation(
      operationId = "witnessedCheckpoint",
      summary = "Answer the latest checkpoint that enough witnesses cosigned",
      description =
          "A signed note of C2SP's tlog-checkpoint, whose cosignatures satisfy the policy this"
              + " ledger is witnessed by. The tiles it covers lie under `/witnessed/tile` too, so"
              + " that `/witnessed` is the address of a log to any client of C2SP's tlog-tiles.")
  @ApiResponse(responseCode = "200", description = "The latest witnessed checkpoint.")
  @ApiResponse(responseCode = "404", description = "None was witnessed yet.")
  @Get(value = "/witnessed/checkpoint", produces = "text/plain; charset=utf-8")
  HttpResponse<byte[]> witnessedCheckpoint() {
    return checkpoint(
        seal.witnessed(),
        "no checkpoint was cosigned by enough witnesses yet; `/api/v1/ledger/witnesses` says"
            + " how they do, and DAYBOOK_SEAL_WITNESSES who they are");
  }

  private static HttpResponse<byte[]> checkpoint(Optional<byte[]> note, String whyNone) {
    return HttpResponse.ok(
            note.orElseThrow(
                () -> new ProblemException(ProblemType.NOT_FOUND, "Checkpoint not found", whyNone)))
        .header(HttpHeaders.CACHE_CONTROL, BRIEFLY)
        .header(NOSNIFF, "nosniff");
  }

  @Operation(
      operationId = "keyRotation",
      summary = "Answer what an entry says that rotated the seal's keys",
      description =
          "The payload of a `seal.keys-rotated`, byte for byte as its leaf digests it, so that who"
              + " has the keys before can follow to those after. `GET /api/v1/ledger/keys?all=true`"
              + " tells the positions. It lies under `/witnessed` too.")
  @ApiResponse(responseCode = "200", description = "What the entry says.")
  @ApiResponse(responseCode = "404", description = "No such entry is sealed there.")
  @Get(value = "/rotation/{position}", produces = MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> rotation(long position) {
    byte[] bytes =
        seal.rotation(position)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "Rotation not found",
                        "no sealed entry at position %d rotated the seal's keys; `GET"
                                .formatted(position)
                            + " /api/v1/ledger/keys?all=true` says which did"));
    return HttpResponse.ok(bytes)
        .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
        .header(NOSNIFF, "nosniff");
  }

  /** The same, for whom {@code /witnessed} is the log. */
  @Operation(hidden = true)
  @Get(value = "/witnessed/rotation/{position}", produces = MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> witnessedRotation(long position) {
    return rotation(position);
  }

  /** OpenAPI has no words for a path of several parts, so it is not described there. */
  @Operation(hidden = true)
  @Get(
      uris = {"/tile/{+path}", "/witnessed/tile/{+path}"},
      produces = MediaType.APPLICATION_OCTET_STREAM)
  HttpResponse<byte[]> tile(String path) {
    byte[] bytes =
        TileId.parse("tile/" + path)
            .flatMap(seal::tile)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "Tile not found",
                        "a tile is named as in https://c2sp.org/tlog-tiles, tile/0/x001/234.p/56"
                            + " for one, and is there once /checkpoint covers it"));
    return HttpResponse.ok(bytes)
        .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
        .header(NOSNIFF, "nosniff");
  }
}

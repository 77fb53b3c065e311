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

/**
 * {@code /checkpoint} and {@code /tile}: the log's own interface, for any client of tiled
 * transparency logs, unauthenticated. No tile holds personal data, for leaves name payloads by
 * digest.
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
          "A signed note of C2SP's tlog-checkpoint. The tiles it covers lie under `/tile`, as C2SP's"
              + " tlog-tiles says.")
  @ApiResponse(responseCode = "200", description = "The latest checkpoint.")
  @ApiResponse(responseCode = "404", description = "Nothing is sealed yet.")
  @Get(value = "/checkpoint", produces = "text/plain; charset=utf-8")
  HttpResponse<byte[]> checkpoint() {
    byte[] note =
        seal.checkpoint()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "Checkpoint not found",
                        "nothing is sealed yet; a ledger is sealed within a second of its first"
                            + " entry"));
    return HttpResponse.ok(note)
        .header(HttpHeaders.CACHE_CONTROL, BRIEFLY)
        .header(NOSNIFF, "nosniff");
  }

  /** OpenAPI has no words for a path of several parts, so it is not described there. */
  @Operation(hidden = true)
  @Get(value = "/tile/{+path}", produces = MediaType.APPLICATION_OCTET_STREAM)
  HttpResponse<byte[]> tile(String path) {
    byte[] bytes =
        TileId.parse("tile/" + path)
            .flatMap(seal::tile)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "Tile not found",
                        "a tile is named as in https://c2sp.org/tlog-tiles, tile/0/x001/234.p/56 for"
                            + " one, and is there once /checkpoint covers it"));
    return HttpResponse.ok(bytes)
        .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
        .header(NOSNIFF, "nosniff");
  }
}

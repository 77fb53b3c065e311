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

  /** Answers the latest checkpoint, a signed note. */
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

  /**
   * Answers a tile of hashes, or a bundle of entries.
   *
   * @param path {@code <level>/<number>} or {@code entries/<number>}, with {@code .p/<width>}
   *     behind it where the tile is not full
   */
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

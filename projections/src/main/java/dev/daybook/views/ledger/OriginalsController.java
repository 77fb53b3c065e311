package dev.daybook.views.ledger;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.store.Kept;
import dev.daybook.store.Ledger;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code /api/v1/documents/{sha256}}: what somebody sent, byte for byte. */
@Controller("/api/v1/documents")
@Allowed(Role.AUDITOR)
@Tag(name = "documents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OriginalsController {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Surrogate ids of the persons a document names, so that who hands it on can say so. */
  private static final String PERSONS = "Daybook-Persons";

  private static final String FOR_EVER = "private, max-age=31536000, immutable";

  private final Ledger ledger;

  OriginalsController(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Answers the bytes of a document, policy or set of facts, exactly as they came in. What names
   * persons (their surrogate ids are in `Daybook-Persons`) may be kept by no cache, and is gone
   * (410) once one of them is erased.
   *
   * @param sha256 their SHA-256, 64 hex digits
   */
  @Get(
      value = "/{sha256}",
      produces = {"application/yaml", MediaType.APPLICATION_JSON})
  HttpResponse<byte[]> document(String sha256) {
    String digest = sha256.toLowerCase(Locale.ROOT);
    if (!SHA256.matcher(digest).matches()) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`%s` is no SHA-256".formatted(sha256.substring(0, Math.min(80, sha256.length()))),
          "it takes the 64 hex digits that entries and answers name under `document`");
    }
    return switch (ledger.kept(digest)) {
      case Kept.Whole(byte[] bytes) -> answer(digest, bytes, FOR_EVER);
      case Kept.Personal(byte[] bytes, var persons) ->
          answer(digest, bytes, "no-store").header(PERSONS, String.join(",", persons));
      case Kept.Erased() ->
          throw new ProblemException(
              ProblemType.ERASED,
              "the document named a person who was erased since; nobody can read it any more",
              "what was made of it is in the typed form, without the person: GET"
                  + " /api/v1/ledger/entries lists it");
      case Kept.Nothing() ->
          throw new ProblemException(
              ProblemType.NOT_FOUND,
              "Document not found",
              "the ledger keeps no bytes with that digest");
    };
  }

  private static MutableHttpResponse<byte[]> answer(String digest, byte[] bytes, String caching) {
    return HttpResponse.ok(bytes)
        .contentType(isJson(bytes) ? MediaType.APPLICATION_JSON : "application/yaml")
        .header(HttpHeaders.ETAG, '"' + digest + '"')
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .header("X-Content-Type-Options", "nosniff");
  }

  private static boolean isJson(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }
}

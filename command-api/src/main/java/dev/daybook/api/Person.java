package dev.daybook.api;

import dev.daybook.person.PersonEvent;
import dev.daybook.person.PersonEvent.ErasureRejected;
import dev.daybook.person.PersonEvent.ErasureRequested;
import dev.daybook.person.PersonEvent.HoldLifted;
import dev.daybook.person.PersonEvent.HoldPlaced;
import dev.daybook.person.PersonEvent.KeyDestroyed;
import dev.daybook.person.PersonEvent.PersonDisclosed;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.store.LedgerEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of a person, who is not named here. */
@Schema(name = "Person")
record Person(
    @Schema(description = "the surrogate id", example = "per_1f0c9d2e3b4a5c6d") String id,
    @Schema(description = "named, requested, erasing or erased") String state,
    @Schema(description = "the erasure that waits for another to confirm it")
        @Nullable Request request,
    @Schema(description = "what holds up an erasure") List<Hold> holds,
    @Nullable Erased erased) {

  /** An erasure somebody asked for. */
  @Schema(name = "ErasureRequest")
  record Request(String basis, String reason, String by, Instant requestedAt, long position) {}

  /** A matter that holds up any erasure. */
  @Schema(name = "LegalHold")
  record Hold(String matter, String reason, Instant since, long position) {}

  /** An erasure that was confirmed. */
  @Schema(name = "Erased")
  record Erased(
      String basis,
      String requestedBy,
      String by,
      String reason,
      Instant at,
      long position,
      @Schema(description = "when all that was derived was derived again; absent until then")
          @Nullable Instant completedAt,
      @Schema(
              description =
                  "what the database did not let be scrubbed: free space, statistics, wal; absent"
                      + " until completed")
          @Nullable List<String> left) {}

  /** From all that happened to the person, in order. */
  static Person of(String id, List<LedgerEntry> entries) {
    Request request = null;
    Map<String, Hold> holds = new TreeMap<>();
    Erased erased = null;
    for (LedgerEntry entry : entries) {
      if (!(entry.event() instanceof PersonEvent event)) {
        throw new IllegalStateException("no event of a person: " + entry.type());
      }
      Instant at = entry.recordedAt();
      switch (event) {
        case ErasureRequested(_, String basis, String reason, String by) ->
            request = new Request(basis, reason, by, at, entry.position());
        case ErasureRejected _ -> request = null;
        case HoldPlaced(_, String matter, String reason) ->
            holds.put(matter, new Hold(matter, reason, at, entry.position()));
        case PersonDisclosed _ -> {} // told by the certificate
        case HoldLifted(_, String matter, _) -> holds.remove(matter);
        case PersonErased(_, String basis, String requestedBy, String by, String reason) -> {
          request = null;
          erased = new Erased(basis, requestedBy, by, reason, at, entry.position(), null, null);
        }
        case KeyDestroyed(_, List<String> left) -> {
          if (erased != null) {
            erased =
                new Erased(
                    erased.basis(),
                    erased.requestedBy(),
                    erased.by(),
                    erased.reason(),
                    erased.at(),
                    erased.position(),
                    at,
                    left);
          }
        }
      }
    }
    String state =
        erased != null
            ? erased.completedAt() == null ? "erasing" : "erased"
            : request != null ? "requested" : "named";
    return new Person(id, state, request, List.copyOf(holds.values()), erased);
  }
}

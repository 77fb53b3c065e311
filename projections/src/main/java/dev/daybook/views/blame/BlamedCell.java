package dev.daybook.views.blame;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.store.LedgerEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One cell of a view, and the entry that made it what it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BlamedCell")
public record BlamedCell(
    @Schema(example = "catalog") String view,
    @Schema(example = "product") String table,
    @Schema(description = "tells rows of one subject apart; empty where it has one") String part,
    @Schema(
            description =
                "a column, or a place inside of one: spec/outputPorts/sql/engine; empty for a row"
                    + " that ended",
            example = "owner")
        String field,
    @Schema(implementation = Object.class, description = "absent where there is none")
        @Nullable Object value,
    @Schema(description = "from which position on the row is there") long since,
    @Schema(description = "true of a row that ended; `by` is what ended it")
        @Nullable Boolean ended,
    @Schema(description = "the entry that made it so; absent where no entry ever did")
        @Nullable Culprit by,
    @Schema(
            description =
                "positions of later entries that say the same again: without `by` and all of these"
                    + " it would be another. At most 20; absent where that was not looked at")
        @Nullable List<Long> again) {

  /** An entry that is to blame, and who wanted it why. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Culprit")
  public record Culprit(
      long position,
      Instant recordedAt,
      @Schema(example = "product.handed-over") String type,
      @Schema(description = "surrogate id") String actor,
      @Nullable String actorName,
      @Nullable String onBehalfOf,
      @Nullable String reason,
      @Nullable String ticket,
      @Schema(description = "the decision that allowed it") UUID decision) {

    static Culprit of(LedgerEntry entry, Map<String, String> names) {
      EntryMetadata metadata = entry.metadata();
      Context context = metadata.context();
      return new Culprit(
          entry.position(),
          entry.recordedAt(),
          entry.type(),
          metadata.actor(),
          names.get(metadata.actor()),
          context.onBehalfOf(),
          context.reason(),
          context.ticket(),
          metadata.decision());
    }
  }
}

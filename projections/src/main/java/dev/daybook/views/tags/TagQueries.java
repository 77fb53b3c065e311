package dev.daybook.views.tags;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds tags and tells which moments they stand for. */
@Singleton
public final class TagQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(TagView.NAME);

  private final ViewReader reader;
  private final Ledger ledger;

  public TagQueries(ViewReader reader, Ledger ledger) {
    this.reader = reader;
    this.ledger = ledger;
  }

  /** A name for a moment. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "LedgerTag")
  public record Tag(
      @Schema(example = "quarter-2026Q1") String name,
      @Schema(description = "the ledger position it stands for") long position,
      @Schema(description = "when the entry there was recorded") @Nullable Instant recordedAt,
      @Schema(description = "why it was set") String reason,
      Instant setAt,
      @Schema(description = "the id of who set it") String setBy,
      @Schema(description = "the ledger position it was set at") long setAtPosition) {}

  /** A row as the view has it. */
  record Row(String name, long tagged, String reason, Instant setAt, String setBy, long position) {}

  /**
   * In the order of their names.
   *
   * @param after the name to go on behind
   */
  public Page<Tag> list(Moment moment, Limit limit, @Nullable String after) {
    return Page.of(
        reader
            .list(
                TagQueries.class,
                "tags",
                Params.at(moment)
                    .and("after", after == null ? "" : "tag/" + Folded.name(after))
                    .and("limit", limit.andOne()),
                Row.class)
            .stream()
            .map(this::tag)
            .toList(),
        limit,
        Tag::name);
  }

  public Optional<Tag> one(Moment moment, SubjectName tag) {
    return reader
        .first(TagQueries.class, "tag", Params.at(moment).andStream("stream", tag), Row.class)
        .map(this::tag);
  }

  private Tag tag(Row row) {
    return new Tag(
        row.name(),
        row.tagged(),
        ledger.recordedAt(row.tagged()).orElse(null),
        row.reason(),
        row.setAt(),
        row.setBy(),
        row.position());
  }
}

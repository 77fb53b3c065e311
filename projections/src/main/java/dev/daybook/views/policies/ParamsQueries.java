package dev.daybook.views.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import dev.daybook.views.Json;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds params documents, and which are in force. */
@Singleton
public final class ParamsQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(PolicyView.NAME);

  /** Where a params document can stand. */
  static final List<String> STATES = List.of("active", "withdrawn");

  private final ViewReader reader;
  private final Ledger ledger;

  public ParamsQueries(ViewReader reader, Ledger ledger) {
    this.reader = reader;
    this.ledger = ledger;
  }

  /** A params document in a list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ParamsSummary")
  public record Summary(
      String subject,
      String name,
      @Schema(description = "active or withdrawn") String state,
      @Schema(description = "the version in force, else the one withdrawn") String version,
      String sha256,
      @Nullable String title,
      @Nullable String description,
      @Schema(description = "the team that answers for it") @Nullable String owner,
      @Schema(description = "the domains its values are for; empty for all") List<String> domains,
      @Schema(implementation = Object.class, description = "the labels policies select it by")
          Json selectedBy,
      @Nullable String reason,
      Instant changedAt,
      long position) {}

  /** A params document with its text. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Params")
  public record OneParams(Summary params, @Nullable String text) {}

  /**
   * Params documents in the order of their names.
   *
   * @param state absent for all
   */
  public Page<Summary> list(
      Moment moment, @Nullable String state, Limit limit, @Nullable String after) {
    return Page.of(
        reader.list(
            ParamsQueries.class,
            "params",
            Params.at(moment)
                .andFolded("state", state)
                .and("after", after == null ? "" : after)
                .and("limit", limit.andOne()),
            Summary.class),
        limit,
        summary -> SubjectName.parse(summary.subject()).stream());
  }

  public Optional<OneParams> one(Moment moment, SubjectName name) {
    return reader
        .first(
            ParamsQueries.class,
            "one-params",
            Params.at(moment).and("stream", name.stream()),
            Summary.class)
        .map(
            summary ->
                new OneParams(
                    summary,
                    ledger
                        .content(summary.sha256())
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .orElse(null)));
  }
}

package dev.daybook.views.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Slices;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import dev.daybook.views.organisation.OrganisationView;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what happened. */
@Singleton
public final class ActivityQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(ActivityView.NAME, OrganisationView.NAME);

  /** Every type of entry there is. */
  static final List<String> TYPES = List.copyOf(Slices.eventTypes().names());

  private final ViewReader reader;

  public ActivityQueries(ViewReader reader) {
    this.reader = reader;
  }

  /**
   * What to tell of; what is absent does not matter.
   *
   * @param type an entry's wire name, {@code product.registered}
   * @param actor a surrogate id
   */
  public record Filter(
      @Nullable SubjectName subject,
      @Nullable String domain,
      @Nullable String type,
      @Nullable String actor) {

    public static final Filter NONE = new Filter(null, null, null, null);
  }

  /** One thing that happened. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Activity")
  public record Item(
      long position,
      Instant recordedAt,
      @Schema(example = "product.registered") String type,
      String subject,
      @Schema(example = "registered with version 2.1.0") String summary,
      @Schema(description = "surrogate id") String actor,
      @Nullable String actorName,
      @Nullable String onBehalfOf,
      String environment,
      @Nullable String reason,
      @Nullable String ticket,
      UUID decision) {}

  /** What happened, newest first, before position {@code before}. */
  public Page<Item> list(Moment moment, Filter filter, Limit limit, @Nullable Long before) {
    return Page.of(
        reader.list(
            ActivityQueries.class,
            "activity",
            Params.at(moment)
                .andItself()
                .andStream("subject", filter.subject())
                .andFolded("domain", filter.domain())
                .and("type", filter.type())
                .and("actor", filter.actor())
                .and("before", before == null ? Long.MAX_VALUE : before)
                .and("limit", limit.andOne()),
            Item.class),
        limit,
        item -> Long.toString(item.position()));
  }
}

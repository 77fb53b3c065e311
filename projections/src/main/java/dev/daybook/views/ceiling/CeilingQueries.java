package dev.daybook.views.ceiling;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import dev.daybook.views.organisation.OrganisationView;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how hard policies may be, in each domain. */
@Singleton
public final class CeilingQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(CeilingView.NAME, OrganisationView.NAME);

  private final ViewReader reader;

  public CeilingQueries(ViewReader reader) {
    this.reader = reader;
  }

  /** How hard policies may be in one domain, and what says so. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Ceiling")
  public record Ceiling(
      @Schema(description = "a domain, or all: what is not under a ceiling of its own")
          String domain,
      @Schema(description = "the most that policies do: audit, warn or deny") String level,
      @Schema(
              description = "the ceiling that says so; absent where none is set, which is deny",
              example = "ceiling/all")
          @Nullable String subject,
      @Nullable String reason,
      @Nullable Instant changedAt,
      @Nullable Long position) {}

  /**
   * What holds for all domains, then for each that is registered or has a ceiling of its own, in
   * the order of their names.
   *
   * @param after the domain to go on behind
   */
  public Page<Ceiling> list(Moment moment, Limit limit, @Nullable String after) {
    return Page.of(
        reader.list(
            CeilingQueries.class,
            "ceilings",
            Params.at(moment).and("after", key(after)).and("limit", limit.andOne()),
            Ceiling.class),
        limit,
        Ceiling::domain);
  }

  /** What holds in this domain, be it registered or not. */
  public Ceiling one(Moment moment, SubjectName ceiling) {
    return reader
        .first(
            CeilingQueries.class,
            "ceiling",
            Params.at(moment).and("stream", ceiling.stream()).and("domain", ceiling.path()),
            Ceiling.class)
        .orElseThrow();
  }

  /** All domains come first, before any name. */
  private static @Nullable String key(@Nullable String domain) {
    if (domain == null) {
      return null;
    }
    return Folded.same(domain, SubjectName.ALL) ? "" : Folded.name(domain);
  }
}

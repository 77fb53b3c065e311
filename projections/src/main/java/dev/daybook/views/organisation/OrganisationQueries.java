package dev.daybook.views.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.views.Json;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds domains and teams. */
@Singleton
public final class OrganisationQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(OrganisationView.NAME);

  private final ViewReader reader;

  public OrganisationQueries(ViewReader reader) {
    this.reader = reader;
  }

  /** A part of the business that owns data. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Domain")
  public record Domain(
      String subject,
      String name,
      @Nullable String description,
      @Nullable String owner,
      List<String> capabilities,
      List<String> boundedContexts,
      List<String> tags,
      @Nullable String document,
      Instant changedAt,
      long position,
      @Schema(implementation = Object.class, description = "the typed document") Json spec) {}

  /** Who keeps data products. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Team")
  public record Team(
      String subject,
      String name,
      @Nullable String description,
      @Nullable String channel,
      @Nullable String mail,
      @Nullable String onCall,
      List<String> domains,
      @Nullable String document,
      Instant changedAt,
      long position,
      @Schema(implementation = Object.class, description = "the typed document") Json spec) {}

  public Page<Domain> domains(Moment moment, Limit limit, @Nullable String after) {
    return Page.of(
        reader.list(OrganisationQueries.class, "domains", page(moment, limit, after), Domain.class),
        limit,
        domain -> SubjectName.parse(domain.subject()).stream());
  }

  public Page<Team> teams(Moment moment, Limit limit, @Nullable String after) {
    return Page.of(
        reader.list(OrganisationQueries.class, "teams", page(moment, limit, after), Team.class),
        limit,
        team -> SubjectName.parse(team.subject()).stream());
  }

  public Optional<Domain> domain(Moment moment, SubjectName name) {
    return reader.first(OrganisationQueries.class, "domain", key(moment, name), Domain.class);
  }

  public Optional<Team> team(Moment moment, SubjectName name) {
    return reader.first(OrganisationQueries.class, "team", key(moment, name), Team.class);
  }

  private static Params key(Moment moment, SubjectName name) {
    return Params.at(moment).and("stream", name.stream());
  }

  private static Params page(Moment moment, Limit limit, @Nullable String after) {
    return Params.at(moment).and("after", after == null ? "" : after).and("limit", limit.andOne());
  }
}

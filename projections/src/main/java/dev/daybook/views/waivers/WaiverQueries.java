package dev.daybook.views.waivers;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import dev.daybook.views.organisation.OrganisationView;
import dev.daybook.waiver.Waived;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds waivers, and tells how each stands at a moment. */
@Singleton
public final class WaiverQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(WaiverView.NAME, OrganisationView.NAME);

  /** How a waiver can stand. */
  static final List<String> STATUSES =
      List.of("requested", "approved", "rejected", "revoked", "expired", "emergency-unreviewed");

  private final ViewReader reader;

  public WaiverQueries(ViewReader reader) {
    this.reader = reader;
  }

  /**
   * Which waivers to list; what is absent does not matter.
   *
   * @param subject only for this subject
   * @param waives only of this policy, or those that cover this rule
   * @param status one of {@code requested}, which includes renewals that wait, {@code approved},
   *     {@code rejected}, {@code revoked}, {@code expired}, {@code emergency-unreviewed}
   */
  public record Filter(
      @Nullable SubjectName subject, @Nullable Waived waives, @Nullable String status) {

    public static final Filter NONE = new Filter(null, null, null);
  }

  /** A waiver in a list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "WaiverSummary")
  public record Summary(
      @Schema(example = "waiver/crm-migration") String subject,
      String name,
      @Schema(
              description =
                  "requested, approved, rejected, revoked, expired, or emergency-unreviewed, at the"
                      + " moment asked about")
          String status,
      @Schema(description = "whether it is in force at that moment") boolean live,
      @Schema(description = "the one subject it is for", example = "product/sales.customer-360")
          String covers,
      String policy,
      @Schema(description = "the one rule; absent for all of the policy") @Nullable String rule,
      String owner,
      String reason,
      String ticket,
      @Schema(description = "the end of what was granted last, else of what is requested")
          Instant expiresAt,
      boolean emergency,
      @Schema(description = "the end of a renewal that waits for approval")
          @Nullable Instant renewalUntil,
      @Schema(description = "how many times it was asked for") int terms,
      @Schema(description = "surrogate id") String requestedBy,
      @Nullable String requestedByName,
      Instant requestedAt,
      @Schema(description = "surrogate id") @Nullable String approvedBy,
      @Nullable String approvedByName,
      @Nullable Instant approvedAt,
      @Schema(description = "surrogate id of who rejected, revoked or did not uphold it")
          @Nullable String endedBy,
      @Nullable String endedBecause,
      Instant changedAt,
      long position) {}

  /** One request for a waiver, the first or a renewal. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "WaiverTerm")
  public record Term(
      @Schema(description = "from 1") int term,
      @Schema(description = "requested, approved, rejected or emergency") String state,
      String reason,
      String ticket,
      Instant expiresAt,
      @Schema(description = "surrogate id") String requestedBy,
      Instant requestedAt,
      @Schema(description = "surrogate id") @Nullable String decidedBy,
      @Nullable Instant decidedAt,
      @Nullable String decidedBecause) {}

  /** A waiver with every request for it, the first first. */
  @Schema(name = "Waiver")
  public record OneWaiver(Summary waiver, List<Term> terms) {}

  /**
   * Waivers in the order of their names.
   *
   * @param time the moment that says which are over
   */
  public Page<Summary> list(
      Moment moment, Instant time, Filter filter, Limit limit, @Nullable String after) {
    return Page.of(
        find(moment, time, null, filter, limit.andOne(), after == null ? "" : after),
        limit,
        summary -> SubjectName.parse(summary.subject()).stream());
  }

  public Optional<OneWaiver> one(Moment moment, Instant time, SubjectName name) {
    return find(moment, time, name, Filter.NONE, 1, "").stream()
        .findFirst()
        .map(
            waiver ->
                new OneWaiver(
                    waiver,
                    reader.list(
                        WaiverQueries.class,
                        "terms",
                        Params.at(moment).and("stream", name.stream()),
                        Term.class)));
  }

  private List<Summary> find(
      Moment moment,
      Instant time,
      @Nullable SubjectName name,
      Filter filter,
      int limit,
      String after) {
    Waived waives = filter.waives();
    return reader.list(
        WaiverQueries.class,
        "waivers",
        Params.at(moment)
            .and("time", time)
            .andStream("name", name)
            .andStream("subject", filter.subject())
            .and("policy", waives == null ? null : waives.policy())
            .and("rule", waives == null ? null : waives.rule())
            .and("status", filter.status())
            .and("after", after)
            .and("limit", limit),
        Summary.class);
  }
}

package dev.daybook.views.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.policy.PolicySetDigest;
import dev.daybook.policy.Stage;
import dev.daybook.store.Ledger;
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

/** Finds policies, what they say, and which are in force. */
@Singleton
public final class PolicyQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(PolicyView.NAME);

  /** Where a policy can stand. */
  static final List<String> STATES = List.of("published", "active", "withdrawn");

  private final ViewReader reader;
  private final Ledger ledger;

  public PolicyQueries(ViewReader reader, Ledger ledger) {
    this.reader = reader;
    this.ledger = ledger;
  }

  /** A policy in a list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PolicySummary")
  public record Summary(
      String subject,
      String name,
      @Schema(description = "published, active or withdrawn: published before it was ever in force")
          String state,
      @Nullable String activeVersion,
      @Nullable String activeSha256,
      @Nullable Instant activeSince,
      @Nullable String reason,
      @Schema(description = "the id of the second person who approved the version in force")
          @Nullable String approvedBy,
      @Schema(
              description =
                  "whether a second person's approval was wanted, or why not: setting-off, first-start")
          @Nullable String secondPerson,
      @Schema(
              description =
                  "the version published last, while nobody approved it and it was never in force")
          @Nullable String pendingVersion,
      @Nullable String title,
      @Nullable String description,
      @Schema(description = "the team that answers for it") @Nullable String owner,
      @Schema(description = "whom a finding tells people to ask") @Nullable String contact,
      @Schema(description = "a link to more") @Nullable String documentation,
      @Schema(description = "deny, warn or audit; of a policy in stages, what it comes to")
          String enforcement,
      @Schema(
              description =
                  "from which day (UTC) it does what; empty where it is the same for good")
          List<Stage> stages,
      @Schema(description = "empty for all") List<String> domains,
      @Schema(description = "ids of the regulations' controls it serves") List<String> controls,
      Instant changedAt,
      long position) {}

  /** A version of a policy as it was published. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PolicyVersion")
  public record Version(
      String version,
      String sha256,
      @Nullable String title,
      @Nullable String description,
      @Schema(description = "the team that answers for it") @Nullable String owner,
      @Schema(description = "whom a finding tells people to ask") @Nullable String contact,
      @Schema(description = "a link to more") @Nullable String documentation,
      String enforcement,
      List<Stage> stages,
      List<String> domains,
      List<String> controls,
      Instant publishedAt,
      @Schema(description = "the id of who published it") @Nullable String publishedBy,
      @Schema(description = "the id of the second person who approved it")
          @Nullable String approvedBy,
      @Nullable Instant approvedAt,
      @Nullable String approvalReason,
      long position) {}

  /** A policy with its versions, newest first, and its text. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Policy")
  public record Policy(
      Summary policy,
      @Schema(description = "the document in force, else the one published last")
          @Nullable String text,
      List<Version> versions) {}

  /**
   * Policies in the order of their names.
   *
   * @param state absent for all
   * @param pending only those of which a version waits for approval
   */
  public Page<Summary> list(
      Moment moment, @Nullable String state, boolean pending, Limit limit, @Nullable String after) {
    return Page.of(
        reader.list(
            PolicyQueries.class,
            "policies",
            Params.at(moment)
                .andFolded("state", state)
                .and("pending", pending)
                .and("after", after == null ? "" : after)
                .and("limit", limit.andOne()),
            Summary.class),
        limit,
        summary -> SubjectName.parse(summary.subject()).stream());
  }

  /** Digest of the set in force, as {@link PolicySetDigest} makes it. */
  public String setDigest(Moment moment) {
    return PolicySetDigest.of(
        reader.list(PolicyQueries.class, "in-force", Params.at(moment), InForce.class).stream()
            .map(InForce::sha256)
            .toList());
  }

  /** A policy in force, by the digest of its bytes. */
  record InForce(String sha256) {}

  public Optional<Policy> policy(Moment moment, String name) {
    Params key =
        Params.at(moment).and("stream", new SubjectName(SubjectKind.POLICY, name).stream());
    return reader
        .first(PolicyQueries.class, "policy", key, Summary.class)
        .map(
            summary -> {
              List<Version> versions =
                  reader.list(PolicyQueries.class, "policy-versions", key, Version.class);
              return new Policy(summary, text(summary, versions).orElse(null), versions);
            });
  }

  private Optional<String> text(Summary summary, List<Version> versions) {
    return Optional.ofNullable(summary.activeSha256())
        .or(() -> versions.stream().findFirst().map(Version::sha256))
        .flatMap(ledger::content)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}

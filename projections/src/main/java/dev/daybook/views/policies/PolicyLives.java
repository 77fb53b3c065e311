package dev.daybook.views.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.policy.Stage;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lives of a policy's versions: who published and approved each, and when it was in force. */
@Singleton
public final class PolicyLives {

  private final ViewReader reader;

  public PolicyLives(ViewReader reader) {
    this.reader = reader;
  }

  /** A version of a policy and what became of it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PolicyLife")
  public record Life(
      String version,
      @Schema(description = "digest of its document, which GET /documents/{sha256} answers")
          String sha256,
      @Nullable String title,
      @Schema(description = "deny, warn or audit; of a policy in stages, what it comes to")
          String enforcement,
      @Schema(
              description =
                  "from which day (UTC) it does what; empty where it is the same for good")
          List<Stage> stages,
      Instant publishedAt,
      @Schema(description = "the id of who published it") @Nullable String publishedBy,
      @Nullable String publishedByName,
      @Nullable Instant approvedAt,
      @Schema(description = "the id of the second person who approved it")
          @Nullable String approvedBy,
      @Nullable String approvedByName,
      @Nullable String approvalReason,
      @Schema(description = "when commands were judged by it, first to last; empty for never")
          List<Term> inForce,
      @Schema(description = "the ledger position it was published at") long position) {}

  /** A time a version was in force. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PolicyTerm")
  public record Term(
      Instant from,
      @Schema(description = "the ledger position from which on commands are judged by it")
          long fromPosition,
      @Schema(description = "absent while it is in force") @Nullable Instant until,
      @Nullable Long untilPosition,
      @Nullable String reason,
      @Schema(description = "the id of the second person who had approved it")
          @Nullable String approvedBy,
      @Schema(
              description =
                  "whether a second person's approval was wanted, or why not: setting-off,"
                      + " first-start")
          @Nullable String secondPerson) {}

  /**
   * A policy's versions, those published last first.
   *
   * @param before only versions published before this position; absent for all
   */
  public Page<Life> of(Moment moment, SubjectName policy, Limit limit, @Nullable Long before) {
    return Page.of(
        reader.list(
            PolicyLives.class,
            "policy-lives",
            Params.at(moment)
                .andItself()
                .andStream("stream", policy)
                .and("before", before)
                .and("limit", limit.andOne()),
            Life.class),
        limit,
        life -> Long.toString(life.position()));
  }
}

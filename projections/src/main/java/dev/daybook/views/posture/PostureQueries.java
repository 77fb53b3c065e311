package dev.daybook.views.posture;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.posture.Posture;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the rules in force say of what stands. */
@Singleton
public final class PostureQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(PostureView.NAME);

  /** What a rule can say. */
  static final List<String> STATUSES = List.of("pass", "fail", "waived", "unjudged");

  /** What stands can be counted by. */
  static final List<String> KEYS = List.of("domain", "policy", "rule", "control", "subject");

  /** Those that a product or contract has one of, and all its rules with it. */
  private static final List<String> OF_SUBJECTS = List.of("domain", "subject");

  private final ViewReader reader;

  public PostureQueries(ViewReader reader) {
    this.reader = reader;
  }

  /**
   * What to show; what is absent does not matter.
   *
   * @param subject the product or contract
   * @param policy a policy's name, or a rule's full name
   * @param statuses those of {@link #STATUSES} that are wanted
   * @param control id of a regulation's control
   */
  public record Filter(
      @Nullable SubjectName subject,
      @Nullable String domain,
      @Nullable String policy,
      @Nullable List<String> statuses,
      @Nullable String control) {

    public static final Filter NONE = new Filter(null, null, null, null, null);

    /** Whether it takes all rules of a product or contract, or none. */
    private boolean isOfWholeSubjects() {
      return policy == null && statuses == null && control == null;
    }

    Params at(Moment moment) {
      return Params.at(moment)
          .andStream("stream", subject == null ? null : Posture.of(subject))
          .andFolded("domain", domain)
          .and("policy", policy)
          .and("statuses", statuses)
          .and("control", control);
    }
  }

  /** What one rule says of one product or contract. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "RulePosture")
  public record Rule(
      @Schema(example = "product/sales.customer-360") String subject,
      String policy,
      @Schema(example = "minimum-documentation/has-owner") String rule,
      @Schema(description = "pass, fail, waived or unjudged") String status,
      @Schema(description = "what it was before; absent where it had not been asked")
          @Nullable String was,
      @Schema(description = "since when, by the clock policies see") Instant since,
      @Schema(
              description =
                  "subject-changed, policy-changed, params-changed, waiver-granted, waiver-ended,"
                      + " lineage-changed, domain-changed or time-passed")
          String cause,
      @Schema(description = "ledger position of what caused it; absent where time did")
          @Nullable Long causedBy,
      @Schema(description = "the policy's version that first said so") String version,
      @Schema(
              description =
                  "name of the params document for all domains that alone it is broken by, while"
                      + " the domain's own values keep it; absent where that is not so")
          @Nullable String floor,
      @Schema(description = "ids of the regulations' controls the policy serves")
          List<String> controls,
      @Schema(description = "the entry that says so") long position) {}

  /** How many rules say what, of everything that has the same key. */
  @Schema(name = "PostureCount")
  public record Count(
      @Schema(description = "a domain, policy, rule, control or subject") String key,
      long pass,
      long fail,
      long waived,
      long unjudged,
      @Schema(description = "products and contracts these are about") long subjects) {}

  /** By subject, then rule. */
  public Page<Rule> list(Moment moment, Filter filter, Limit limit, @Nullable String after) {
    String key = after == null ? "" : after;
    int space = key.indexOf(' ');
    return Page.of(
        reader.list(
            PostureQueries.class,
            "posture",
            filter
                .at(moment)
                .and("afterStream", space < 0 ? key : key.substring(0, space))
                .and("afterRule", space < 0 ? "" : key.substring(space + 1))
                .and("limit", limit.andOne()),
            Rule.class),
        limit,
        rule -> Posture.of(SubjectName.parse(rule.subject())).stream() + " " + rule.rule());
  }

  /** Counted by one of {@link #KEYS}, in the order of the keys. */
  public Page<Count> count(
      Moment moment, String by, Filter filter, Limit limit, @Nullable String after) {
    boolean ofSubjects = OF_SUBJECTS.contains(by);
    boolean isTurned = !ofSubjects && filter.equals(Filter.NONE);
    Params params = isTurned ? blocks(moment) : filter.at(moment);
    return Page.of(
        reader.list(
            PostureQueries.class,
            isTurned
                ? "turned-counts"
                : ofSubjects && filter.isOfWholeSubjects() ? "subject-counts" : "counts",
            params
                .and("by", by)
                .and("after", after == null ? "" : after)
                .and("limit", limit.andOne()),
            Count.class),
        limit,
        Count::key);
  }

  /** The large blocks that end before a moment's own, the small ones behind them, and the rest. */
  private static Params blocks(Moment moment) {
    long large = moment.position() / PostureView.LARGE * PostureView.LARGE;
    long first = moment.position() / PostureView.SMALL * PostureView.SMALL;
    return Params.at(moment)
        .and("largePositions", PostureView.LARGE)
        .and("large", large / PostureView.LARGE)
        .and("smallPositions", PostureView.SMALL)
        .and("smallFrom", large / PostureView.SMALL)
        .and("small", first / PostureView.SMALL)
        .and("first", first);
  }
}

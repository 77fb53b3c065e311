package dev.daybook.views.coverage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.document.RuleNames;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.Folded;
import dev.daybook.store.Ledger;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import dev.daybook.views.coverage.Counts.Counted;
import dev.daybook.views.policies.PolicyView;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What rules did in decisions, and what is remarkable about those that are in force. */
@Singleton
public final class CoverageQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(CoverageView.NAME, PolicyView.NAME);

  /** Before a rule counts as shadowed by another, it was broken this often. */
  static final long SHADOWED_FROM = 10;

  /** What can be said of a rule. */
  static final List<String> REMARKS =
      List.of("never-asked", "never-broken", "always-unjudged", "shadowed");

  /** Most policy versions whose rules' names are kept. */
  private static final int KEPT = 1_000;

  private final ViewReader reader;
  private final Ledger ledger;
  private final CountsAsOf counted;

  /** By the digest of a document, which never says anything else. */
  private final Map<String, List<String>> rules =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
              return size() > KEPT;
            }
          });

  public CoverageQueries(ViewReader reader, Ledger ledger) {
    this.reader = reader;
    this.ledger = ledger;
    this.counted = new CountsAsOf(reader, ledger);
  }

  /** What one rule did. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "RuleCoverage")
  public record Covered(
      @Schema(description = "policy/rule") String rule,
      String policy,
      @Schema(description = "the version in force that has the rule; absent where none has")
          @Nullable String version,
      @Schema(description = "how many decisions it was asked in") long asked,
      long passed,
      long failed,
      long waived,
      long unjudged,
      @Nullable Long firstPosition,
      @Nullable Long lastPosition,
      @Schema(
              description =
                  "of rules in force: never-asked; never-broken: it passed whenever it was asked;"
                      + " always-unjudged; shadowed: whenever it was broken, at least ten times,"
                      + " another one of its policy was too")
          List<String> remarks,
      @Schema(description = "the rules it is shadowed by") List<String> shadowedBy) {}

  record InForce(String name, String version, String sha256) {}

  /**
   * Rules in the order of their names: those in force, and those that were asked between two days.
   *
   * @param moment as of which decisions are counted and policies are in force
   * @param policy of this policy; absent for all
   * @param from the first day (UTC); absent for the first there is
   * @param to the last day (UTC); absent for the last there is
   * @param remark only rules it is said of; absent for all
   */
  public Page<Covered> list(
      Moment moment,
      @Nullable String policy,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable String remark,
      Limit limit,
      @Nullable String after) {
    SortedMap<String, InForce> inForce = new TreeMap<>();
    for (InForce each :
        reader.list(
            CoverageQueries.class,
            "in-force",
            Params.at(moment).andFolded("policy", policy),
            InForce.class)) {
      rules(each).forEach(rule -> inForce.put(each.name() + "/" + rule, each));
    }
    Counts counts =
        counted.of(
            moment, new CountsAsOf.Wanted(policy == null ? null : Folded.name(policy), from, to));
    SortedMap<String, Covered> all = new TreeMap<>();
    inForce.keySet().forEach(rule -> all.put(rule, covered(rule, counts, inForce)));
    counts.rules().keySet().forEach(rule -> all.put(rule, covered(rule, counts, inForce)));
    List<Covered> wanted =
        all.tailMap(after == null ? "" : after + "\0").values().stream()
            .filter(each -> remark == null || each.remarks().contains(remark))
            .limit(limit.andOne())
            .toList();
    return Page.of(wanted, limit, Covered::rule);
  }

  private static Covered covered(String rule, Counts counts, Map<String, InForce> inForce) {
    InForce policy = inForce.get(rule);
    Counted count = counts.rules().get(rule);
    List<String> shadowedBy = counts.shadowing(rule, SHADOWED_FROM);
    List<String> remarks = new ArrayList<>();
    if (policy != null) {
      if (count == null) {
        remarks.add("never-asked");
      } else if (count.broken() == 0) {
        remarks.add("never-broken");
      } else if (count.unjudged() == count.asked()) {
        remarks.add("always-unjudged");
      }
      if (!shadowedBy.isEmpty()) {
        remarks.add("shadowed");
      }
    }
    return new Covered(
        rule,
        rule.substring(0, Math.max(0, rule.indexOf('/'))),
        policy == null ? null : policy.version(),
        count == null ? 0 : count.asked(),
        count == null ? 0 : count.passed(),
        count == null ? 0 : count.failed(),
        count == null ? 0 : count.waived(),
        count == null ? 0 : count.unjudged(),
        count == null ? null : count.firstPosition(),
        count == null ? null : count.lastPosition(),
        remarks,
        shadowedBy);
  }

  /** The names of a policy's rules, as its document has them. */
  private List<String> rules(InForce policy) {
    List<String> known = rules.get(policy.sha256());
    if (known == null) {
      known =
          ledger
              .content(policy.sha256())
              .map(bytes -> RuleNames.of(bytes, policy.name()))
              .orElse(List.of());
      rules.put(policy.sha256(), known);
    }
    return known;
  }
}

package dev.daybook.cli.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A review as SARIF, for code scanning: a result per remark, a rule per rule name.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class SarifForm {

  private SarifForm() {}

  /**
   * @param version Daybook's own version
   */
  public static Map<String, Object> of(Review review, String version) {
    SequencedMap<String, Integer> rules = new LinkedHashMap<>();
    List<Map<String, Object>> ruleList = new ArrayList<>();
    List<Map<String, Object>> results = new ArrayList<>();
    for (Reviewed document : review.documents()) {
      for (Remark remark : document.findings()) {
        if (rules.putIfAbsent(remark.rule(), rules.size()) == null) {
          ruleList.add(rule(remark));
        }
        results.add(result(document, remark, rules.getOrDefault(remark.rule(), 0)));
      }
    }
    Map<String, Object> driver = map("name", "daybook", "version", version, "rules", ruleList);
    Map<String, Object> run = map("tool", map("driver", driver), "results", results);
    run.put("columnKind", "unicodeCodePoints");
    Review.PolicySet judgedBy = review.judgedBy();
    if (judgedBy != null) {
      run.put("properties", map("policySet", judgedBy.digest()));
    }
    return map(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version",
        "2.1.0",
        "runs",
        List.of(run));
  }

  /** A rule with where to read more, and its controls as the tags code scanning filters by. */
  private static Map<String, Object> rule(Remark remark) {
    Map<String, Object> rule = map("id", remark.rule());
    if (remark.documentation() != null) {
      rule.put("helpUri", remark.documentation());
    }
    if (!remark.controls().isEmpty()) {
      rule.put("properties", map("tags", remark.controls()));
    }
    return rule;
  }

  private static Map<String, Object> result(Reviewed document, Remark remark, int rule) {
    StringBuilder message = new StringBuilder(remark.message());
    if (remark.fix() != null) {
      message.append("\nFix: ").append(remark.fix());
    }
    Map<String, Object> physical =
        map("artifactLocation", map("uri", document.file().replace('\\', '/').replace(" ", "%20")));
    if (remark.line() != null) {
      Map<String, Object> region = map("startLine", remark.line());
      if (remark.column() != null) {
        region.put("startColumn", remark.column());
      }
      physical.put("region", region);
    }
    Map<String, Object> location = map("physicalLocation", physical);
    if (document.subject() != null) {
      location.put(
          "logicalLocations",
          List.of(map("fullyQualifiedName", document.subject() + remark.pointer())));
    }
    return map(
        "ruleId",
        remark.rule(),
        "ruleIndex",
        rule,
        "level",
        switch (remark.level()) {
          case DENY -> "error";
          case WARN -> "warning";
          case AUDIT -> "note";
        },
        "message",
        map("text", message.toString()),
        "locations",
        List.of(location),
        // The place in the document, not the line: a line moves with every edit above it.
        "partialFingerprints",
        map("place/v1", remark.rule() + " " + document.title() + remark.pointer()));
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}

package dev.daybook.cli.posture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Posture as a cluster-wide policy report, which dashboards of Kubernetes policies read. What is
 * waived is skipped, what could not be judged is an error.
 *
 * @see <a href="https://github.com/openreports/reports-api">OpenReports, v1alpha1</a>
 * @see <a
 *     href="https://github.com/kubernetes-sigs/wg-policy-prototypes/tree/master/policy-report">Policy
 *     Report of the Kubernetes Policy Working Group, v1alpha2</a>
 */
public final class PolicyReport {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PolicyReport() {}

  /**
   * As OpenReports.
   *
   * @param rules what {@code GET /posture} lists
   */
  public static ObjectNode openReports(JsonNode rules) {
    return report("openreports.io/v1alpha1", "ClusterReport", rules);
  }

  /**
   * As the report before it.
   *
   * @param rules what {@code GET /posture} lists
   */
  public static ObjectNode kubernetes(JsonNode rules) {
    return report("wgpolicyk8s.io/v1alpha2", "ClusterPolicyReport", rules);
  }

  private static ObjectNode report(String apiVersion, String kind, JsonNode rules) {
    ObjectNode report = JSON.objectNode();
    report.put("apiVersion", apiVersion).put("kind", kind);
    report.putObject("metadata").put("name", "daybook-posture");
    ObjectNode summary = report.putObject("summary");
    for (String each : new String[] {"pass", "fail", "warn", "error", "skip"}) {
      summary.put(each, 0);
    }
    ArrayNode results = report.putArray("results");
    for (JsonNode rule : rules) {
      String result = result(rule.path("status").asText());
      summary.put(result, summary.path(result).asInt() + 1);
      results.add(result(rule, result));
    }
    return report;
  }

  private static ObjectNode result(JsonNode rule, String result) {
    ObjectNode one = JSON.objectNode();
    one.put("source", "daybook");
    one.put("policy", rule.path("policy").asText());
    one.put("rule", rule.path("rule").asText());
    one.put("result", result);
    one.put("scored", true);
    Instant since = Instant.parse(rule.path("since").asText());
    one.putObject("timestamp").put("seconds", since.getEpochSecond()).put("nanos", since.getNano());
    one.putArray("resources").add(resource(rule.path("subject").asText()));
    ObjectNode properties = one.putObject("properties");
    properties.put("cause", rule.path("cause").asText());
    properties.put("position", rule.path("position").asText());
    if (rule.hasNonNull("causedBy")) {
      properties.put("causedBy", rule.path("causedBy").asText());
    }
    if (rule.hasNonNull("floor")) {
      properties.put("floor", rule.path("floor").asText());
    }
    StringBuilder controls = new StringBuilder();
    rule.path("controls")
        .forEach(id -> controls.append(controls.isEmpty() ? "" : ",").append(id.asText()));
    if (!controls.isEmpty()) {
      properties.put("controls", controls.toString());
    }
    return one;
  }

  /** {@code product/sales.orders} is the DataProduct {@code orders} in the namespace sales. */
  private static ObjectNode resource(String subject) {
    boolean product = subject.startsWith("product/");
    String path = subject.substring(subject.indexOf('/') + 1);
    int dot = path.indexOf('.');
    ObjectNode resource = JSON.objectNode();
    resource.put("apiVersion", product ? "datamesh/v1" : "datacontract/v1");
    resource.put("kind", product ? "DataProduct" : "DataContract");
    if (dot > 0) {
      resource.put("namespace", path.substring(0, dot));
    }
    return resource.put("name", path.substring(dot + 1));
  }

  private static String result(String status) {
    return switch (status) {
      case "waived" -> "skip";
      case "unjudged" -> "error";
      default -> status;
    };
  }
}

package dev.daybook.cli.posture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Posture as the reports that Kubernetes' dashboards read. */
class PolicyReportTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String RULES =
      """
      [
        {"subject": "product/sales.customer.360", "policy": "naming", "rule": "naming/form",
         "status": "fail", "was": "pass", "since": "2026-03-01T12:00:00.5Z",
         "cause": "policy-changed", "causedBy": 9, "version": "2.0.0",
         "controls": ["GDPR-Art-32", "DORA-Art-28"], "position": 12},
        {"subject": "contract/leads", "policy": "naming", "rule": "naming/length",
         "status": "waived", "since": "2026-03-01T12:00:00Z", "cause": "time-passed",
         "version": "2.0.0", "controls": [], "position": 13},
        {"subject": "contract/leads", "policy": "naming", "rule": "naming/form",
         "status": "unjudged", "since": "2026-03-01T12:00:00Z", "cause": "time-passed",
         "version": "2.0.0", "controls": [], "position": 13}
      ]
      """;

  @Test
  void whatIsWaivedIsSkippedAndWhatCannotBeJudgedIsAnError() throws IOException {
    JsonNode report = PolicyReport.openReports(JSON.readTree(RULES));

    assertThat(report.path("apiVersion").asText()).isEqualTo("openreports.io/v1alpha1");
    assertThat(report.path("kind").asText()).isEqualTo("ClusterReport");
    assertThat(report.path("summary"))
        .isEqualTo(JSON.readTree("{\"pass\":0,\"fail\":1,\"warn\":0,\"error\":1,\"skip\":1}"));
    assertThat(report.path("results").findValuesAsText("result"))
        .containsExactly("fail", "skip", "error");
  }

  @Test
  void aResultNamesItsSubjectItsTimeAndWhatCausedIt() throws IOException {
    JsonNode result = PolicyReport.openReports(JSON.readTree(RULES)).path("results").path(0);

    assertThat(JSON.readTree(result.toString()))
        .isEqualTo(
            JSON.readTree(
                """
                {"source": "daybook", "policy": "naming", "rule": "naming/form", "result": "fail",
                 "scored": true, "timestamp": {"seconds": 1772366400, "nanos": 500000000},
                 "resources": [{"apiVersion": "datamesh/v1", "kind": "DataProduct",
                   "namespace": "sales", "name": "customer.360"}],
                 "properties": {"cause": "policy-changed", "position": "12", "causedBy": "9",
                   "controls": "GDPR-Art-32,DORA-Art-28"}}
                """));
  }

  @Test
  void theReportBeforeItDiffersInItsNamesOnly() throws IOException {
    JsonNode report = PolicyReport.kubernetes(JSON.readTree(RULES));

    assertThat(report.path("apiVersion").asText()).isEqualTo("wgpolicyk8s.io/v1alpha2");
    assertThat(report.path("kind").asText()).isEqualTo("ClusterPolicyReport");
    assertThat(report.path("results"))
        .isEqualTo(PolicyReport.openReports(JSON.readTree(RULES)).path("results"));
  }
}

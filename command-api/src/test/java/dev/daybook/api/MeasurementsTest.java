package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.store.Ledger;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What pipelines report, over HTTP. */
class MeasurementsTest {

  private static final String MEASUREMENTS = "/api/v1/measurements";

  private static String promised() {
    String name = fresh("orders");
    Reply reply = call("/api/v1/documents").yaml(Sample.product("sales", name, "1.0.0"));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    return "slo/sales." + name;
  }

  private static String measurement(String slo, String value, String more) {
    return "{\"subject\":\"%s\",\"measuredAt\":\"2026-11-20T09:30:00+01:00\",\"value\":%s%s}"
        .formatted(slo, value, more);
  }

  private static String body(String... measurements) {
    return "{\"measurements\":[" + String.join(",", measurements) + "]}";
  }

  private static List<MeasurementReported> reported(Reply reply) {
    List<MeasurementReported> events = new ArrayList<>();
    Ledger ledger = TestServer.shared().part(Ledger.class);
    reply
        .body()
        .get("results")
        .forEach(
            result ->
                result
                    .get("positions")
                    .forEach(
                        position -> {
                          if (ledger
                                  .entry(position.asLong())
                                  .orElseThrow()
                                  .type()
                                  .startsWith("slo.")
                              && ledger.entry(position.asLong()).orElseThrow().event()
                                  instanceof MeasurementReported event) {
                            events.add(event);
                          }
                        }));
    return events;
  }

  @Test
  void valuesComeWithTheirUnitsInOneTextOrBesideANumber() {
    String slo = promised();
    Reply reply =
        call(MEASUREMENTS)
            .json(
                body(
                    measurement(slo + "/freshness", "\"3h\"", ""),
                    measurement(slo + "/freshness", "7200000", ",\"unit\":\"ms\""),
                    measurement(slo + "/freshness", "3600", ",\"unit\":\"s\""),
                    measurement(slo + "/completeness", "\"99.7%\"", ""),
                    measurement(slo + "/completeness", "99.85", ",\"unit\":\"percent\""),
                    measurement(
                        slo + "/completeness", "0.99933333333333335", ",\"unit\":\"fraction\""),
                    measurement(slo + "/completeness", "9.98e-1", ",\"unit\":\"fraction\"")));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    assertThat(reported(reply))
        .extracting(MeasurementReported::value)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactlyInAnyOrder(
            new BigDecimal("10800000"),
            new BigDecimal("7200000"),
            new BigDecimal("3600000"),
            new BigDecimal("0.997"),
            new BigDecimal("0.9985"),
            new BigDecimal("0.99933333333333335"),
            new BigDecimal("0.998"));
  }

  @Test
  void aMeasurementInAnotherUnitThanThePromiseIsDenied() {
    String slo = promised();
    Reply reply =
        call(MEASUREMENTS)
            .json(
                body(
                    measurement(slo + "/freshness", "\"99.2%\"", ""),
                    measurement(slo + "/freshness", "7200000", ""),
                    measurement(slo + "/completeness", "\"3h\"", ""),
                    measurement(slo + "/completeness", "0.998", "")));

    assertThat(reply.status()).isEqualTo(422);
    for (int i = 0; i < 4; i++) {
      assertThat(reply.result(i).get("outcome").asText()).isEqualTo("denied");
      assertThat(reply.result(i).get("positions")).hasSize(1);
      JsonNode finding = reply.result(i).get("findings").get(0);
      assertThat(finding.get("rule").asText()).isEqualTo("daybook/measurement-unit");
      assertThat(finding.get("fix").asText()).contains("send a text such as");
    }
    assertThat(reply.result(0).get("findings").get(0).get("seen").asText()).isEqualTo("99.2%");
    assertThat(reply.result(1).get("findings").get(0).get("wanted").asText())
        .isEqualTo("a span of time");
  }

  @Test
  void aUnitStandsOnceAndIsOne() {
    Reply reply =
        call(MEASUREMENTS)
            .json(
                body(
                    measurement("slo/sales.orders/freshness", "\"3h\"", ",\"unit\":\"h\""),
                    measurement("slo/sales.orders/freshness", "3", ",\"unit\":\"euro\""),
                    measurement("slo/sales.orders/freshness", "\"1e9999\"", "")));

    assertThat(reply.status()).isEqualTo(400);
    List<String> told = new ArrayList<>();
    reply.body().get("problems").forEach(problem -> told.add(problem.get("message").asText()));
    assertThat(told)
        .containsExactlyInAnyOrder(
            "the value `3h` has its unit already",
            "nothing is counted in `euro`",
            "`1e9999` is no measured value");
  }

  @Test
  void eachIsJudgedForItself() {
    String slo = promised();
    Reply reply =
        call(MEASUREMENTS)
            .json(
                body(
                    measurement(slo + "/freshness", "\"3h\"", ""),
                    measurement(slo + "/nothing", "1", "")));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.result(0).get("outcome").asText()).isEqualTo("accepted");
    assertThat(reply.result(1).get("outcome").asText()).isEqualTo("denied");
    assertThat(reply.body().get("detail").asText())
        .isEqualTo("2 measurements: 1 accepted, 1 denied");
  }

  @Test
  void aBreachIsRecordedWithItsMeasurement() {
    String slo = promised() + "/freshness";
    Reply reply = call(MEASUREMENTS).json(body(measurement(slo, "\"5h\"", "")));
    assertThat(reply.status()).isEqualTo(200);
    Ledger ledger = TestServer.shared().part(Ledger.class);
    List<String> types = new ArrayList<>();
    reply
        .only()
        .get("positions")
        .forEach(position -> types.add(ledger.entry(position.asLong()).orElseThrow().type()));
    assertThat(types).anySatisfy(type -> assertThat(type).contains("breach"));
  }

  @Test
  void theEnvironmentIsTheMeasurementsElseTheRequests() {
    String slo = promised() + "/freshness";
    Reply reply =
        call(MEASUREMENTS + "?environment=staging")
            .json(
                body(
                    measurement(slo, "\"1h\"", ""),
                    measurement(slo, "\"2h\"", ",\"environment\":\"test\",\"run\":\"r-1\"")));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    assertThat(reported(reply))
        .extracting(MeasurementReported::environment)
        .containsExactly("staging", "test");
  }

  @Test
  void aRepeatedBatchIsNotReportedTwice() {
    String slo = promised() + "/freshness";
    String key = fresh("key");
    String body = body(measurement(slo, "\"1h\"", ""), measurement(slo, "\"2h\"", ""));
    Reply first = call(MEASUREMENTS).header("Idempotency-Key", key).json(body);
    Reply second = call(MEASUREMENTS).header("Idempotency-Key", key).json(body);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.result(1).get("repeated").asBoolean()).isTrue();
    assertThat(second.result(1).get("positions")).isEqualTo(first.result(1).get("positions"));
  }

  @Test
  void aReportedValueIsCorrectedByItsId() {
    String slo = promised() + "/freshness";
    String id = "7c1f7a52-6a7d-4d5c-9d2e-5b1d6c9f0a11";
    assertThat(
            call(MEASUREMENTS)
                .json(body(measurement(slo, "\"5h\"", ",\"id\":\"" + id + "\"")))
                .status())
        .isEqualTo(200);
    Reply reply =
        call("/api/v1/commands")
            .json(
                """
                {"command": "CorrectMeasurement", "subject": "%s", "measurement": "%s",
                 "value": "3h", "reason": "the clock was wrong"}
                """
                    .formatted(slo, id));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
  }

  @Test
  void aBodyThatCannotBeReadReportsNothingAndSaysEverything() {
    Reply reply =
        call(MEASUREMENTS)
            .json(
                body(
                    measurement("product/sales.orders", "\"3h\"", ""),
                    measurement("slo/sales.orders/freshness", "\"soon\"", ""),
                    "{\"subject\":\"slo/a.b/c\",\"value\":1,\"when\":\"now\"}",
                    "7"));
    assertThat(reply.status()).isEqualTo(400);
    List<String> pointers = new ArrayList<>();
    reply.body().get("problems").forEach(problem -> pointers.add(problem.get("pointer").asText()));
    assertThat(pointers)
        .containsExactlyInAnyOrder(
            "/measurements/0/subject",
            "/measurements/1/value",
            "/measurements/2/measuredAt",
            "/measurements/2/when",
            "/measurements/3");
  }

  @Test
  void aBatchHasItsLimit() {
    String one = measurement("slo/sales.orders/freshness", "1", "");
    Reply reply =
        call(MEASUREMENTS)
            .json(body(java.util.Collections.nCopies(1_001, one).toArray(String[]::new)));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().get("detail").asText()).contains("1001 measurements");
  }
}

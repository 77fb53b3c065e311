package dev.daybook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code daybook doctor} says of settings in its own environment, without a server. */
class DoctorTest {

  @TempDir private Path folder = Path.of("");

  private String doctor(Map<String, String> environment) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    Process doctor =
        Child.daybook(
            environment,
            err,
            "doctor",
            "-o",
            "ndjson",
            "--server",
            "http://127.0.0.1:1",
            "--data",
            folder.resolve("data").toString());
    String said = new String(doctor.getInputStream().readAllBytes(), UTF_8);
    assertThat(doctor.waitFor()).as(Child.said(err)).isEqualTo(Exit.NO);
    assertThat(Child.said(err)).doesNotContain("Exception", "INFO", "WARN ");
    return said;
  }

  @Test
  void anAxonServerThatDoesNotAnswerIsToldWithWhereItWasLookedFor() throws Exception {
    assertThat(doctor(Map.of("DAYBOOK_EVENT_STORE", "axon-server", "AXON_SERVERS", "127.0.0.1:1")))
        .contains(
            "\"check\":\"axon server here\",\"state\":\"bad\",\"seen\":\"Axon Server at"
                + " 127.0.0.1:1, context `default` does not answer within 10 s")
        .contains("start it, or set AXON_SERVERS, AXON_CONTEXT and AXON_TOKEN to where it is");
  }

  @Test
  void settingsThatCannotBeAreToldAndNoneOfAxonServerWhereEventsLiveInPostgres() throws Exception {
    assertThat(doctor(Map.of("DAYBOOK_EVENT_STORE", "axon-server")))
        .contains(
            "\"check\":\"settings\",\"state\":\"bad\",\"seen\":\"DAYBOOK_EVENT_STORE is axon-server"
                + " and AXON_SERVERS is not set");
    assertThat(doctor(Map.of())).doesNotContain("axon server", "settings");
  }
}

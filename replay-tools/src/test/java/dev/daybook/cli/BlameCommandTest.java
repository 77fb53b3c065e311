package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code blame} asks of a server, and how it shows the answer. */
class BlameCommandTest {

  private static final String CELLS =
      """
      [{"view":"catalog","table":"product","part":"","field":"owner","value":"crm-team","since":7,
        "by":{"position":33,"recordedAt":"2026-11-30T10:00:00.123456Z",
          "type":"product.handed-over","actor":"act_1","actorName":"Ada","reason":"reorganised",
          "decision":"0b0e8c52-8c1e-8000-8000-000000000001"},"again":[40,41]},
       {"view":"catalog","table":"product","part":"","field":"sunset","since":7,"again":[]}]
      """;

  private RecordingServer server;
  private Path data;

  @BeforeEach
  void aServer(@TempDir Path folder) throws IOException {
    server = new RecordingServer();
    data = folder;
    Files.writeString(folder.resolve("admin.token"), "dbk_" + "s".repeat(43) + "\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Cli blame(String... arguments) {
    String[] all = new String[arguments.length + 5];
    all[0] = "blame";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--server";
    all[arguments.length + 2] = server.url();
    all[arguments.length + 3] = "--data";
    all[arguments.length + 4] = data.toString();
    return Cli.run(all);
  }

  @Test
  void eachValueIsShownWithTheEntryThatMadeItOrThatNoneDid() {
    server.answers(200, CELLS);
    Cli run = blame("product", "sales.customer-360", "--as-of", "42");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
        .containsExactly(
            "ROW|FIELD|VALUE|POSITION|RECORDED|BY|WHAT|REASON",
            "product|owner|crm-team|33 (40, 41)|2026-11-30T10:00:00.123Z|Ada|product.handed-over"
                + "|reorganised",
            "product|sunset|-|-|-|-|no entry set it|-");
    assertThat(server.asked().getFirst().line())
        .startsWith("GET /api/v1/blame?asOf=42&subject=product%2Fsales.customer-360");
  }

  @Test
  void oneFieldOfOneTableIsAskedFor() {
    server.answers(200, CELLS);
    Cli run =
        blame("slo", "sales.a/freshness", "value", "--table", "slo_measurement", "--as-of", "9");
    assertThat(run.exit()).isZero();
    assertThat(server.asked().getFirst().line())
        .contains("subject=slo%2Fsales.a%2Ffreshness")
        .contains("field=value")
        .contains("table=slo_measurement");
  }
}

package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code posture diff} asks of a server, and how it shows the answer. */
class PostureDiffCommandTest {

  private static final String DIFFERENCES =
      """
      [{"subject":"product/sales.one","policy":"ports","rule":"ports/rule",
        "kind":"newly_violated","was":"pass","now":"fail","together":true,"proved":true,
        "reasons":[
          {"reason":"subject","entries":[{"position":41,"recordedAt":"2026-11-30T10:00:00Z",
            "type":"product.version-published","stream":"product/sales.one","actor":"act_1"}]},
          {"reason":"policy","entries":[{"position":38,"recordedAt":"2026-11-30T09:00:00Z",
            "type":"policy.activated","stream":"policy/ports","actor":"act_1"}]}]},
       {"subject":"product/sales.two","policy":"ports","rule":"ports/rule",
        "kind":"newly_violated","was":"waived","now":"fail","together":false,"proved":true,
        "reasons":[{"reason":"time","at":"2026-05-14T12:00:00Z","entries":[
          {"position":12,"recordedAt":"2026-04-14T12:00:00Z","type":"waiver.approved",
           "stream":"waiver/few","actor":"act_0123456789abcdef"}]}]},
       {"subject":"product/sales.two","policy":"stages","rule":"stages/rule",
        "kind":"changed_effect","was":"fail","now":"fail","effectWas":"audit","effectNow":"deny",
        "together":false,"proved":true,"reasons":[{"reason":"time","entries":[]}]},
       {"subject":"product/sales.two","policy":"new","rule":"new/rule",
        "kind":"appeared","now":"pass","together":false,"proved":false,
        "reasons":[{"reason":"late","entries":[]}]}]
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

  private Cli diff(String... arguments) {
    String[] all = new String[arguments.length + 6];
    all[0] = "posture";
    all[1] = "diff";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    all[arguments.length + 2] = "--server";
    all[arguments.length + 3] = server.url();
    all[arguments.length + 4] = "--data";
    all[arguments.length + 5] = data.toString();
    return Cli.run(all);
  }

  @Test
  void eachRuleIsToldWithWhatMadeItSayOtherwise() {
    server.answers(200, DIFFERENCES);
    Cli run = diff("2026-03-31", "q2", "--zone", "Europe/Berlin", "--domain", "sales");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            4 rules say otherwise: 2 newly violated, 1 changed effect, 1 appeared; because of\
             1 subject, 1 policy, 2 time, 1 late

            newly violated  product/sales.one  ports/rule: pass, now fail
              subject: position 41, product.version-published product/sales.one
              together with policy: position 38, policy.activated policy/ports

            newly violated  product/sales.two  ports/rule: waived, now fail
              time alone, at 2026-05-14T12:00:00Z: position 12, waiver.approved waiver/few

            changed effect  product/sales.two  stages/rule: fail, audit and now deny
              time alone

            appeared  product/sales.two  new/rule: not asked, now pass
              it was so before, and was learned late
            """);
    assertThat(server.asked().getFirst().line())
        .isEqualTo(
            "GET /api/v1/posture/diff?from=2026-03-31&asOf=q2&zone=Europe%2FBerlin&domain=sales"
                + "&limit=1000");
  }

  @Test
  void withExitCodeADifferenceIsNo() {
    server.answers(200, DIFFERENCES).answers(200, "[]");
    assertThat(diff("1", "--exit-code").exit()).isEqualTo(Exit.NO);
    Cli same = diff("1", "--exit-code");
    assertThat(same.exit()).isZero();
    assertThat(same.out()).isEqualTo("no rule says otherwise\n");
  }

  @Test
  void asMarkdownItIsOneTable() {
    server.answers(200, DIFFERENCES);
    assertThat(diff("1", "-o", "markdown").out())
        .startsWith("### Posture: 4 rules say otherwise")
        .contains("\n| | subject | rule | was, is | why |\n|---|---|---|---|---|\n")
        .contains(
            "| newly violated | `product/sales.one` | `ports/rule` | pass, now fail | subject:"
                + " position 41, product.version-published product/sales.one<br>together with"
                + " policy: position 38, policy.activated policy/ports |\n");
  }
}

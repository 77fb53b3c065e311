package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor's question to a real server, and the answer verified without it. */
class EvidenceTest {

  private static final String SUBJECT = "product/sales.customer-360";

  private static Server server;
  private static Path data;
  private static String key;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start(@TempDir Path home) throws InterruptedException {
    data = home;
    server = Server.start(ServerSettings.in(data).withPort(-1).withPosture(false));
    key = server.part(Seal.class).keys().getFirst().toString();
    assertThat(run("apply", "-f", "../samples/mesh").exit()).isZero();
    assertThat(run("apply", "-f", "../samples/refused").exit()).isNotZero();
    assertThat(
            server
                .part(Seal.class)
                .await(server.part(Ledger.class).head().position(), Duration.ofSeconds(30)))
        .isTrue();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Cli run(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 4);
    all[words.length] = "--server";
    all[words.length + 1] = server.url().toString();
    all[words.length + 2] = "--data";
    all[words.length + 3] = data.toString();
    return Cli.run(all);
  }

  private static JsonNode json(Cli run) throws IOException {
    assertThat(run.err()).isEmpty();
    return Json.parse(run.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aProductsHistoryIsOneFileThatProvesItselfOffline() throws IOException {
    Path file = folder.resolve("c360.evidence");
    Cli export = run("evidence", "export", "--subject", SUBJECT, "-o", file.toString());
    assertThat(export.exit()).as(export.err()).isZero();
    assertThat(export.err()).contains("that no entry is missing is not proven");
    Cli verify = Cli.run("evidence", "verify", file.toString(), "--key", key, "-o", "json");
    JsonNode told = json(verify);
    assertThat(verify.exit()).as(verify.out()).isZero();
    assertThat(told.path("verdict").asText()).isEqualTo("proven");
    assertThat(told.path("entries").asLong()).isGreaterThan(2);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> names = zip.stream().map(entry -> entry.getName()).toList();
      assertThat(names)
          .anyMatch(name -> name.startsWith("facts/"))
          .anyMatch(name -> name.startsWith("document/"))
          .filteredOn(name -> name.startsWith("policy/"))
          .hasSizeGreaterThan(5);
    }
    Cli unknown = Cli.run("evidence", "verify", file.toString());
    assertThat(unknown.exit()).isEqualTo(Exit.NO);
    assertThat(unknown.out()).contains("consistent, signer unknown");
  }

  @Test
  void aRangeIsBetweenAnyTwoMoments() throws IOException {
    JsonNode log =
        Json.parse(run("log", SUBJECT, "-o", "json").out().getBytes(StandardCharsets.UTF_8));
    long last = log.get(0).path("position").asLong();
    assertThat(entries("--from", "2000-01-01", "--to", "HEAD", "--zone", "Europe/Berlin"))
        .isEqualTo(entries());
    assertThat(entries("--to", "" + (last - 1))).isLessThan(entries());
    assertThat(entries("--to", "size:0")).isZero();
    assertThat(entries("--from", "HEAD", "--to", "HEAD")).isLessThan(entries());
    Cli zone = run("evidence", "export", "--subject", SUBJECT, "--zone", "UTC", "-o", "none");
    assertThat(zone.err()).contains("--zone says where a day begins and ends");
    Cli future =
        run("evidence", "export", "--subject", SUBJECT, "--to", "2999-12-31", "-o", "none");
    assertThat(future.exit()).isEqualTo(Exit.USAGE);
    assertThat(future.err()).contains("--to: ", "is in the future");
  }

  private long entries(String... range) throws IOException {
    Path file = folder.resolve("range.evidence");
    List<String> arguments =
        new ArrayList<>(List.of("evidence", "export", "--subject", SUBJECT, "-o", "" + file));
    arguments.addAll(List.of(range));
    Cli export = run(arguments.toArray(String[]::new));
    assertThat(export.exit()).as(export.err()).isZero();
    return json(Cli.run("evidence", "verify", "" + file, "--key", key, "-o", "json"))
        .path("entries")
        .asLong();
  }

  @Test
  void whatWasDeniedIsInItTooThoughItsSubjectNeverCameToBe() throws IOException {
    String denied = "";
    for (JsonNode decision :
        Json.parse(
            run("get", "decisions", "--outcome", "denied", "-o", "json")
                .out()
                .getBytes(StandardCharsets.UTF_8))) {
      denied = decision.path("subject").asText();
    }
    assertThat(denied).isNotEmpty();
    Path file = folder.resolve("denied.evidence");
    assertThat(
            run("evidence", "export", "--subject", denied, "--complete", "-o", file.toString())
                .exit())
        .isZero();
    JsonNode told =
        json(Cli.run("evidence", "verify", file.toString(), "--key", key, "-o", "json"));
    assertThat(told.path("verdict").asText()).isEqualTo("proven");
    assertThat(told.path("entries").asLong()).isPositive();
    assertExplained(file);
  }

  /** By the steps of judging, of which the page tells every part. */
  private static void assertExplained(Path bundle) throws IOException {
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      List<String> names = zip.stream().map(entry -> entry.getName()).toList();
      assertThat(names)
          .anyMatch(name -> name.startsWith("steps/"))
          .anyMatch(name -> name.startsWith("parts/"));
      assertThat(
              new String(
                  zip.getInputStream(zip.getEntry("MANIFEST")).readAllBytes(),
                  StandardCharsets.UTF_8))
          .doesNotContain("absent steps/");
      assertThat(
              new String(
                  zip.getInputStream(zip.getEntry("report.html")).readAllBytes(),
                  StandardCharsets.UTF_8))
          .contains("every part of ");
    }
  }

  @Test
  void theSameQuestionOfTheSameCheckpointMakesTheSameBytes() throws IOException {
    Path kept = folder.resolve("kept.checkpoint");
    Files.writeString(kept, run("seal", "checkpoint").out());
    Path[] files = {folder.resolve("one.evidence"), folder.resolve("two.evidence")};
    for (Path file : files) {
      assertThat(
              run(
                      "evidence",
                      "export",
                      "--query",
                      "product/sales.*",
                      "--complete",
                      "--checkpoint",
                      kept.toString(),
                      "--since",
                      kept.toString(),
                      "-o",
                      file.toString())
                  .exit())
          .isZero();
    }
    assertThat(Files.readAllBytes(files[1])).isEqualTo(Files.readAllBytes(files[0]));
    Cli verify =
        Cli.run(
            "evidence", "verify", files[0].toString(), "--key", key, "--since", kept.toString());
    assertThat(verify.exit()).as(verify.out()).isZero();
    assertThat(verify.out()).contains("of the checkpoint that was kept");
  }

  @Test
  void everythingThatIsWrongIsTold() throws IOException {
    Path file = folder.resolve("wrong.evidence");
    assertThat(run("evidence", "export", "--subject", SUBJECT, "-o", file.toString()).exit())
        .isZero();
    byte[] bytes = Files.readAllBytes(file);
    bytes[200] ^= 1;
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Cli verify = Cli.run("evidence", "verify", file.toString(), "--key", key, "-o", "json");
    assertThat(verify.exit()).isEqualTo(Exit.NO);
    JsonNode told = json(verify);
    assertThat(told.path("verdict").asText()).isEqualTo("wrong");
    assertThat(told.path("faults").size()).isGreaterThan(1);
    assertThat(told.at("/faults/0/file").asText()).isNotEmpty();
  }

  @Test
  void mistakesAreSentences() {
    String none = folder.resolve("none.evidence").toString();
    Cli[] runs = {
      Cli.run("evidence", "verify", none),
      Cli.run("evidence", "verify", none, "--key", "x"),
      run("evidence", "export", "-o", none),
      run("evidence", "export", "--subject", "customer-360", "-o", none),
      run("evidence", "export", "--subject", SUBJECT, "--from", "yesterday", "-o", none),
      run("evidence", "export", "--subject", SUBJECT, "--as-of", "99999999", "-o", none)
    };
    for (Cli run : runs) {
      assertThat(run.exit()).as(run.err()).isGreaterThan(Exit.NO);
      assertThat(run.err())
          .startsWith("daybook: ")
          .doesNotContain("Exception")
          .doesNotContain("bug in daybook");
    }
  }
}

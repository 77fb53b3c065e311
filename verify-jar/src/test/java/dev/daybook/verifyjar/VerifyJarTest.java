package dev.daybook.verifyjar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as an auditor gets it: run with nothing beside it. */
class VerifyJarTest {

  private static final Path JAR = Path.of("target", "daybook-verify.jar");

  /** The bundle that the format's own tests hold on to, and the keys of its ledger. */
  private static final Path SAMPLE =
      Path.of("../replay-tools/src/test/resources/dev/daybook/replay/evidence/orders.evidence");

  private static final Path KEYS = SAMPLE.resolveSibling("orders.vkeys");

  @TempDir private Path folder = Path.of("");
  private Path bundle = Path.of("");
  private String key = "";
  private String cosigner = "";

  @BeforeEach
  void bundle() throws IOException {
    bundle = Files.copy(SAMPLE, folder.resolve("orders.evidence"));
    List<String> keys = Files.readAllLines(KEYS);
    key = keys.get(0);
    cosigner = keys.get(1);
  }

  private record Run(int exit, String out) {}

  private Run run(String... words) throws IOException, InterruptedException {
    return run(List.of(), words);
  }

  private Run run(List<String> jvm, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    command.addAll(List.of(words));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  @Test
  void itVerifiesABundleOnItsOwn() throws Exception {
    Run proven = run("evidence", "verify", bundle.toString(), "--key", key);
    assertThat(proven.exit()).as(proven.out()).isZero();
    assertThat(proven.out()).contains("proven").contains("product/sales.orders");
    Run unknown = run("evidence", "verify", bundle.toString());
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.out()).contains("consistent, signer unknown");
  }

  @Test
  void itSaysTheSameWhereDigitsAreWrittenOtherwise() throws Exception {
    Run arabic =
        run(
            List.of("-Duser.language=ar", "-Duser.country=EG"),
            "evidence",
            "verify",
            bundle.toString(),
            "--key",
            key);
    assertThat(arabic).isEqualTo(run("evidence", "verify", bundle.toString(), "--key", key));
    assertThat(arabic.exit()).isZero();
  }

  @Test
  void itCountsTheMlDsaCosignatureToo() throws Exception {
    Run proven = run("evidence", "verify", bundle.toString(), "--key", cosigner);
    assertThat(proven.exit()).as(proven.out()).isZero();
    Path policy = Files.writeString(folder.resolve("trust"), "log " + key + "\nquorum none\n");
    assertThat(run("evidence", "verify", bundle.toString(), "--trust", policy.toString()).exit())
        .isZero();
  }

  @Test
  void itTellsWhatDoesNotHold() throws Exception {
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[300] ^= 1;
    Files.write(bundle, bytes);
    Run run = run("evidence", "verify", bundle.toString(), "--key", key);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("wrong").contains("checkpoint").doesNotContain("Exception");
  }

  @Test
  void mistakesAreSentences() throws Exception {
    Run none = run("evidence", "verify", "none.evidence");
    assertThat(none.exit()).isEqualTo(3);
    assertThat(none.out()).startsWith("daybook-verify: there is no `none.evidence`");
    for (String[] words :
        new String[][] {
          {},
          {"verify", bundle.toString()},
          {"evidence", "verify"},
          {"evidence", "verify", bundle.toString(), "--key"},
          {"evidence", "verify", bundle.toString(), "--key", "x"},
          {"evidence", "verify", bundle.toString(), "further"}
        }) {
      Run run = run(words);
      assertThat(run.exit()).as(run.out()).isEqualTo(2);
      assertThat(run.out()).startsWith("daybook-verify: ").doesNotContain("Exception");
    }
  }

  @Test
  void itHoldsNothingOfServersAndDatabases() throws IOException {
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      List<String> folders =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.replaceFirst("^META-INF/versions/[0-9]+/", ""))
              .map(name -> name.substring(0, name.lastIndexOf('/')))
              .distinct()
              .toList();
      assertThat(folders)
          .isNotEmpty()
          .allMatch(
              name ->
                  name.startsWith("dev/daybook/seal")
                      || name.startsWith("dev/daybook/personal/envelope")
                      || name.startsWith("dev/daybook/replay/")
                      || name.startsWith("org/bouncycastle")
                      || name.startsWith("com/fasterxml/jackson/")
                      || name.startsWith("org/erdtman/jcs"));
      assertThat(folders.stream().filter(name -> name.startsWith("dev/daybook/")))
          .containsExactlyInAnyOrder(
              "dev/daybook/seal",
              "dev/daybook/personal/envelope",
              "dev/daybook/replay/log",
              "dev/daybook/replay/verify",
              "dev/daybook/replay/evidence");
    }
    assertThat(Files.size(JAR)).isLessThan(12_000_000);
  }
}

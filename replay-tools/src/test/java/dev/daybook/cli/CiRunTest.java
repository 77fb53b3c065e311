package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code .ci/run} makes of a build, with a Maven that only says what Maven would say. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a POSIX shell script")
class CiRunTest {

  private static final String GREEN =
      """
      [INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in dev.daybook.ATest
      [INFO] Tests run: 412, Failures: 0, Errors: 0, Skipped: 1
      [INFO] BUILD SUCCESS
      [INFO] Total time:  04:02 min
      """;

  private static final String RED =
      """
      [ERROR]   BTest.itHolds:12 expected: 1 but was: 2
      [ERROR] Tests run: 412, Failures: 1, Errors: 0, Skipped: 1
      [INFO] BUILD FAILURE
      """;

  private Path checkout;

  @BeforeEach
  void aCheckout(@TempDir Path temporary) throws IOException {
    checkout = temporary;
    Files.createDirectories(checkout.resolve(".ci"));
    Files.createDirectories(checkout.resolve("ledger-core/target/stale"));
    Files.createDirectories(checkout.resolve("bin"));
    Files.copy(Path.of("..", ".ci", "run"), checkout.resolve(".ci/run"));
    Files.copy(Path.of("..", "daybook"), checkout.resolve("daybook"));
  }

  @Test
  void aGreenBuildEndsWithTheTestRunnersOwnLines() throws Exception {
    maven(GREEN, 0, 0);
    Run run = run();
    assertThat(run.exit()).isZero();
    String closing = run.out().substring(run.out().indexOf("== the test runner's closing lines"));
    assertThat(closing)
        .contains("[INFO] Tests run: 412, Failures: 0, Errors: 0, Skipped: 1\n")
        .contains("[INFO] BUILD SUCCESS")
        .contains("build 0, format 0, ")
        .doesNotContain("Tests run: 7,");
    assertThat(checkout.resolve("ledger-core/target")).doesNotExist();
  }

  @Test
  void aRedTestIsNamedAndFailsTheRun() throws Exception {
    maven(RED, 1, 0);
    Run run = run();
    assertThat(run.exit()).isNotZero();
    String closing = run.out().substring(run.out().indexOf("== the test runner's closing lines"));
    assertThat(closing).contains("Failures: 1").contains("BTest.itHolds:12").contains("build 1");
  }

  @Test
  void aBuildThatRanNoTestIsNoGreenBuild() throws Exception {
    maven("[INFO] BUILD SUCCESS\n", 0, 0);
    Run run = run();
    assertThat(run.exit()).isNotZero();
    assertThat(run.out()).contains("no test ran");
  }

  @Test
  void codeThatIsNotFormattedFailsTheRun() throws Exception {
    maven(GREEN, 0, 1);
    Run run = run();
    assertThat(run.exit()).isNotZero();
    assertThat(run.out()).contains("build 0, format 1, ");
  }

  /** A Maven that says {@code verify} on `verify`, and answers these codes. */
  private void maven(String verify, int build, int format) throws IOException {
    Files.writeString(checkout.resolve("said"), verify);
    Path mvn = checkout.resolve("bin/mvn");
    Files.writeString(
        mvn,
        """
        #!/bin/sh
        case "$*" in
          *verify*) cat "%s"; exit %d ;;
          *spotless:check*) "$JAVA_HOME/bin/java" -version 2> /dev/null || exit 9; exit %d ;;
        esac
        """
            .formatted(checkout.resolve("said"), build, format));
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Run run() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", checkout.resolve(".ci/run").toString()).redirectErrorStream(true);
    builder.environment().put("PATH", checkout.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("DAYBOOK_JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out);
  }

  private record Run(int exit, String out) {}
}

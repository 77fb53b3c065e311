package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher as a shell runs it, in a folder that looks like a checkout, with JDKs and a Maven
 * that only say what they were asked.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherTest {

  private Path folder;
  private Path checkout;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void aCheckout(@TempDir Path temporary) throws IOException {
    folder = temporary;
    checkout = Files.createDirectories(folder.resolve("check out"));
    Files.copy(Path.of("..", "daybook").toRealPath(), checkout.resolve("daybook"));
    Files.setPosixFilePermissions(
        checkout.resolve("daybook"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.createDirectories(checkout.resolve("ledger-core/src"));
    Files.writeString(checkout.resolve("ledger-core/src/A.java"), "class A {}");
    environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("DAYBOOK_JAVA_FOLDERS", folder.resolve("jvm").toString());
    Files.createDirectories(folder.resolve("bin"));
    // Stands before whatever Java this machine has on its PATH.
    jdk("bin/..", "17.0.15");
  }

  @Test
  void aJdk25IsFoundAmongOthersInTheUsualFolders() throws Exception {
    jdk("jvm/a-17", "17.0.15");
    jdk("jvm/b-25", "25.0.3");
    Run run = run("--java-home");
    assertThat(run.exit).isZero();
    assertThat(run.out.strip()).isEqualTo(folder.resolve("jvm/b-25").toString());
  }

  @Test
  void aMacBundleIsFound() throws Exception {
    jdk("jvm/temurin-25.jdk/Contents/Home", "25");
    assertThat(run("--java-home").out.strip()).endsWith("jvm/temurin-25.jdk/Contents/Home");
  }

  @Test
  void javaHomeGoesBeforeTheUsualFolders() throws Exception {
    jdk("jvm/b-25", "25.0.3");
    environment.put("JAVA_HOME", jdk("mine", "26-ea").toString());
    assertThat(run("--java-home").out.strip()).endsWith("/mine");
  }

  @Test
  void anUnfitDaybookJavaHomeIsSaidNotSkipped() throws Exception {
    jdk("jvm/b-25", "25.0.3");
    environment.put("DAYBOOK_JAVA_HOME", folder.resolve("nowhere").toString());
    Run run = run("--java-home");
    assertThat(run.exit).isEqualTo(3);
    assertThat(run.err).contains("DAYBOOK_JAVA_HOME=" + folder.resolve("nowhere"));
  }

  @Test
  void withoutAJdk25ItSaysWhatItFoundAndHowToGetOne() throws Exception {
    jdk("jvm/a-17", "17.0.15");
    jdk("jvm/eight", "1.8.0_402");
    Run run = run("version");
    assertThat(run.exit).isEqualTo(3);
    assertThat(run.out).isEmpty();
    assertThat(run.err)
        .contains("needs a JDK 25 and found none")
        .contains(folder.resolve("jvm/a-17") + ": Java 17")
        .contains(folder.resolve("jvm/eight") + ": Java 8")
        .contains("https://adoptium.net");
  }

  @Test
  void withoutMavenItSaysSo() throws Exception {
    jdk("jvm/b-25", "25.0.3");
    environment.put("PATH", onlyCoreTools());
    Run run = run("version");
    assertThat(run.exit).isEqualTo(3);
    assertThat(run.err).contains("needs Maven 3.8 or newer").contains("apt install maven");
  }

  @Test
  void itBuildsOnceAndAgainOnlyWhenASourceIsNewer() throws Exception {
    jdk("jvm/b-25", "25.0.3");
    maven(0);
    Run first = run("version");
    assertThat(first.err).contains("building");
    assertThat(first.out).contains("-DskipTests").contains("dev.daybook.cli.Daybook version");

    assertThat(run("version").err).doesNotContain("building");

    Files.setLastModifiedTime(
        checkout.resolve("ledger-core/src/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(run("version").err).contains("building");
  }

  @Test
  void aBuildThatAServerStillRunsFromIsLeftAlone() throws Exception {
    jdk("jvm/b-25", "25.0.3");
    maven(0);
    run("version");
    Process server = new ProcessBuilder("sleep", "30").start();
    try {
      Files.writeString(checkout.resolve("deploy/target/daybook/running." + server.pid()), "");
      Files.setLastModifiedTime(
          checkout.resolve("ledger-core/src/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
      assertThat(run("version").err)
          .contains("process " + server.pid() + " still runs it")
          .doesNotContain("building");
    } finally {
      server.destroyForcibly().waitFor();
    }
    assertThat(run("version").err).contains("building");
  }

  @Test
  void aFailedBuildRunsNothing() throws Exception {
    jdk("jvm/b-25", "25.0.3");
    maven(1);
    Run run = run("version");
    assertThat(run.exit).isEqualTo(3);
    assertThat(run.err).contains("the build failed");
    assertThat(run.out).doesNotContain("dev.daybook.cli.Daybook");
    assertThat(run("version").err).contains("building");
  }

  @Test
  void anUnpackedDistributionRunsWithoutMavenThroughALink() throws Exception {
    jdk("jvm/b-25", "25.0.3");
    environment.put("PATH", onlyCoreTools());
    Path home = Files.createDirectories(folder.resolve("daybook 1"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(checkout.resolve("daybook"), home.resolve("bin/daybook"));
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/a.jar"), "");
    Files.writeString(home.resolve("lib/b.jar"), "");
    Path link = Files.createSymbolicLink(folder.resolve("linked"), home.resolve("bin/daybook"));
    Run run = run(link, "get", "products", "two words");
    assertThat(run.exit).isZero();
    assertThat(run.out)
        .contains("lib/a.jar:" + home.toRealPath().resolve("lib/b.jar"))
        .contains("dev.daybook.cli.Daybook get products two words");
  }

  @Test
  void theSettingsFileSaysWhatTheEnvironmentDoesNot() throws Exception {
    settingsFile("DAYBOOK_SERVER=http://file:1", "DAYBOOK_JAVA_OPTS=-Dof=file", "DAYBOOK_PORT=1");
    environment.put("DAYBOOK_SERVER", "http://it's \"here\" $HOME\n:2");
    environment.put("DAYBOOK_JAVA_OPTS", "");
    Run run = run("get", "products");
    assertThat(run.out)
        .contains("DAYBOOK_SERVER=http://it's \"here\" $HOME\n:2\n")
        .contains("DAYBOOK_PORT=1\n")
        .doesNotContain("-Dof=file");
  }

  @Test
  void aLineOfTheSettingsFileMayExportAndQuote() throws Exception {
    settingsFile("# DAYBOOK_HOST=no", "  export DAYBOOK_HOST='a b'", "DAYBOOK_PORT=1");
    assertThat(run("version").out).contains("DAYBOOK_HOST=a b\n").contains("DAYBOOK_PORT=1\n");
    environment.put("DAYBOOK_HOST", "mine");
    assertThat(run("version").out).contains("DAYBOOK_HOST=mine\n").contains("DAYBOOK_PORT=1\n");
  }

  @Test
  void aHeapThatIsNoSizeIsSaidBeforeAJvmSaysIt() throws Exception {
    settingsFile();
    for (String wrong : List.of("abc", "512mb", "0", "-1", "1m2")) {
      environment.put("DAYBOOK_HEAP", wrong);
      Run run = run("serve");
      assertThat(run.exit).as(wrong).isEqualTo(2);
      assertThat(run.err).contains("DAYBOOK_HEAP").contains("`" + wrong + "`").contains("512m");
    }
    environment.put("DAYBOOK_HEAP", "2g");
    assertThat(run("serve").out).contains(" -Xmx2g ");
  }

  /** A build with this settings file, whose java prints the settings it got. */
  private void settingsFile(String... lines) throws Exception {
    jdk("jvm/b-25", "25.0.3");
    maven(0);
    run("version");
    Path conf = Files.createDirectories(checkout.resolve("deploy/target/daybook/conf"));
    Files.write(conf.resolve("daybook.env"), List.of(lines));
    script(folder.resolve("jvm/b-25/bin/java"), "echo \"java $*\"; env");
  }

  /** A folder with a JDK's shape whose java prints what it was asked. */
  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), "echo \"java $*\"");
    script(home.resolve("bin/javac"), "exit 0");
    return home;
  }

  /** A Maven that prints what it was asked and leaves a build behind. */
  private void maven(int exit) throws IOException {
    script(
        folder.resolve("bin/mvn"),
        """
        mkdir -p deploy/target/daybook/lib
        : > deploy/target/daybook/lib/a.jar
        echo "mvn $*" > asked
        exit %d
        """
            .formatted(exit));
    script(
        folder.resolve("jvm/b-25/bin/java"),
        "cat '" + checkout.resolve("asked") + "'; echo \"java $*\"");
  }

  /** A PATH with what a minimal system has, and no Maven whatever this machine has. */
  private String onlyCoreTools() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool :
        new String[] {
          "sh", "cat", "dirname", "readlink", "sed", "head", "find", "mkdir", "touch", "mv", "rm"
        }) {
      for (String at : new String[] {"/usr/bin/", "/bin/"}) {
        if (Files.isExecutable(Path.of(at + tool)) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), Path.of(at + tool));
        }
      }
    }
    return tools.toString();
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Run run(String... arguments) throws Exception {
    return run(checkout.resolve("daybook"), arguments);
  }

  private Run run(Path launcher, String... arguments) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add("/bin/sh");
    builder.command().add(launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private record Run(int exit, String out, String err) {}
}

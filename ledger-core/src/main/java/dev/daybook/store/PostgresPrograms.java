package dev.daybook.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, {@code initdb}, {@code pg_ctl} and {@code postgres}: unpacked from a
 * jar once per machine and user, and run as us.
 */
final class PostgresPrograms {

  /** Longest {@code initdb}. */
  private static final long PATIENCE_SECONDS = 60;

  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path folder;
  private final List<String> prefix;

  private PostgresPrograms(Path folder, List<String> prefix) {
    this.folder = folder;
    this.prefix = prefix;
  }

  /** Those for this machine on the class path. */
  static PostgresPrograms ours() throws IOException {
    return of(archive());
  }

  /**
   * Those in an archive.
   *
   * @param archive a {@code .txz} inside a jar, {@code jar:file:…!/postgres-linux-x86_64.txz}
   */
  static PostgresPrograms of(URL archive) throws IOException {
    Path home = home();
    Path folder = home.resolve(name(archive));
    if (!Files.isExecutable(folder.resolve("bin").resolve("postgres"))) {
      unpack(archive, home, folder);
    }
    return new PostgresPrograms(folder, asNobody(home));
  }

  /** Makes an empty database cluster whose one user has the password in {@code passwordFile}. */
  void initialise(Path files, String user, Path passwordFile, PostgresLog log) throws IOException {
    // Beside, then renamed: a start that was cut off leaves nothing that looks like a database.
    Path fresh = files.resolveSibling(files.getFileName() + ".new");
    delete(fresh);
    run(
        log,
        "initdb",
        "--pgdata=" + fresh,
        "--username=" + user,
        "--pwfile=" + passwordFile.toAbsolutePath(),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums");
    Files.move(fresh, files, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Begins to start a server; the process that does so ends with 0 once connections are taken. With
   * anything else the server has ended, or is still at it after all that time.
   */
  Process start(Path files, List<String> options, PostgresLog log, Duration within)
      throws IOException {
    return begin(
        log,
        "pg_ctl",
        "start",
        "--silent",
        "-w",
        "-t",
        Long.toString(within.toSeconds()),
        "-D",
        files.toString(),
        "-o",
        String.join(" ", options));
  }

  /** Tells the server on {@code files} to drop its connections and stop. */
  void stop(Path files, PostgresLog log) throws IOException {
    run(log, "pg_ctl", "stop", "-W", "-m", "fast", "-D", files.toString());
  }

  private void run(PostgresLog log, String program, String... arguments) throws IOException {
    Process process = begin(log, program, arguments);
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("%s took over %d s".formatted(program, PATIENCE_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted while %s runs".formatted(program), e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s failed with %d%s"
              .formatted(
                  program,
                  process.exitValue(),
                  prefix.isEmpty()
                      ? ""
                      : " (as root it runs under `unshare --user`; if that is not allowed here, run"
                          + " Daybook as another user)"));
    }
  }

  private Process begin(PostgresLog log, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
        .start();
  }

  /** PostgreSQL's programs refuse to run as root; a user namespace makes them believe otherwise. */
  private static List<String> asNobody(Path home) throws IOException {
    return isLinux() && Integer.valueOf(0).equals(Files.getAttribute(home, "unix:uid"))
        ? List.of("unshare", "--user")
        : List.of();
  }

  private static URL archive() throws IOException {
    String wanted =
        "/postgres-%s-%s%s.txz"
            .formatted(
                isLinux() ? "linux" : "darwin", processor(), isMusl() ? "-alpine_linux" : "");
    URL found = PostgresPrograms.class.getResource(wanted);
    if (found == null) {
      throw new StartRefused(
          "Daybook brings no PostgreSQL for %s on %s (`%s`); point DAYBOOK_JDBC_URL at one of yours"
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  wanted.substring(1)));
    }
    return found;
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }

  /** Alpine's C library is another; programs for one do not run on the other. */
  private static boolean isMusl() {
    return Files.exists(Path.of("/etc/alpine-release"));
  }

  private static String processor() {
    return switch (System.getProperty("os.arch", "")) {
      case "aarch64", "arm64" -> "arm_64";
      default -> "x86_64";
    };
  }

  /** The folder they are unpacked into: nobody else may own or write it, for they run as us. */
  private static Path home() throws IOException {
    Path home =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "daybook-postgres-" + System.getProperty("user.name", "daybook"));
    Files.createDirectories(home);
    Path probe = Files.createTempFile("daybook", ".owner");
    try {
      if (Files.isSymbolicLink(home) || !Files.getOwner(home).equals(Files.getOwner(probe))) {
        throw new StartRefused(
            "`%s` belongs to somebody else, and PostgreSQL's programs would be run from it; remove it, or start with -Djava.io.tmpdir=DIR"
                .formatted(home));
      }
    } finally {
      Files.delete(probe);
    }
    Files.setPosixFilePermissions(home, OURS);
    return home;
  }

  /** A name that other contents do not have; the jar says their checksum without being read. */
  private static String name(URL archive) throws IOException {
    if (!(archive.openConnection() instanceof JarURLConnection jar)) {
      throw new IOException("`%s` is not in a jar".formatted(archive));
    }
    JarEntry entry = jar.getJarEntry();
    return "%08x-%d".formatted(entry.getCrc(), entry.getSize());
  }

  /** Unpacks beside, then renames: whoever sees the folder sees all of it. */
  private static void unpack(URL archive, Path home, Path folder) throws IOException {
    Path fresh = Files.createTempDirectory(home, "unpacking");
    try (InputStream packed = archive.openStream();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = fresh.resolve(entry.getName()).normalize();
        if (!file.startsWith(fresh)) {
          throw new IOException("`%s` leads out of `%s`".formatted(entry.getName(), archive));
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, file);
          if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(file, OURS);
          }
        }
      }
      Files.setPosixFilePermissions(fresh, OURS);
      if (Files.exists(folder)) {
        delete(folder); // somebody tidied up half of it
      }
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isExecutable(folder.resolve("bin").resolve("postgres"))) {
        throw e;
      }
      // another Daybook was faster
    } finally {
      delete(fresh);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

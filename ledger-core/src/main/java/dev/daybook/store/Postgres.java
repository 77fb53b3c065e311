package dev.daybook.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: real server binaries, unpacked from a jar, on files in a folder that
 * outlives them. Everything that makes a commit durable is on, every connection needs the generated
 * password, and only this machine can connect.
 *
 * <pre>
 *   DATA/daybook.lock          held while a Daybook runs on this folder
 *   DATA/postgres/             PostgreSQL's own files
 *   DATA/postgres.password     0600, generated at the first start
 *   DATA/postgres.log          what the server says
 * </pre>
 */
final class Postgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);

  private static final String SUPERUSER = "postgres";
  private static final String DATABASE = "daybook";
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final FileChannel lockFile;
  private final FileLock lock;
  private final EmbeddedPostgres server;
  private final String password;

  private Postgres(FileChannel lockFile, FileLock lock, EmbeddedPostgres server, String password) {
    this.lockFile = lockFile;
    this.lock = lock;
    this.server = server;
    this.password = password;
  }

  /** Starts the server on {@code folder}, making the database where there is none. */
  static Postgres start(Path folder) {
    return start(folder, 0);
  }

  /** As {@link #start(Path)}, on this port; 0 takes any. */
  static Postgres start(Path folder, int port) {
    try {
      Files.createDirectories(folder);
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve("daybook.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(lockFile, folder);
      try {
        Path files = folder.resolve("postgres");
        Path binaries = binaries();
        stopOrphan(files, binaries);
        String password = password(folder.resolve("postgres.password"), files);
        EmbeddedPostgres server = start(folder, files, binaries, password, port);
        closeToOthers(binaries); // unpacking opens it to everybody
        try {
          createDatabase(server.getPort(), password);
        } catch (SQLException e) {
          server.close();
          throw new StartRefused("cannot create the database `daybook`: " + e.getMessage(), e);
        }
        return new Postgres(lockFile, lock, server, password);
      } catch (IOException | RuntimeException e) {
        lock.release();
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartRefused(
          "cannot start PostgreSQL in `%s`: %s; see `%s`"
              .formatted(folder, e.getMessage(), folder.resolve("postgres.log")),
          e);
    }
  }

  /** A JDBC URL without user or password. */
  String url() {
    return url(server.getPort(), DATABASE);
  }

  String user() {
    return SUPERUSER;
  }

  String password() {
    return password;
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private static FileLock lock(FileChannel file, Path folder) throws IOException {
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException _) {
      lock = null;
    }
    if (lock == null) {
      file.close();
      throw new StartRefused(
          "another Daybook runs on `%s`; stop it, or give this one another --data folder"
              .formatted(folder));
    }
    return lock;
  }

  /**
   * Where the server's programs are unpacked, once per machine and user. They are run as us, so
   * nobody else may own or write that folder.
   */
  private static Path binaries() throws IOException {
    Path folder =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "daybook-postgres-" + System.getProperty("user.name", "daybook"));
    Files.createDirectories(folder);
    Path probe = Files.createTempFile("daybook", ".owner");
    try {
      if (Files.isSymbolicLink(folder) || !Files.getOwner(folder).equals(Files.getOwner(probe))) {
        throw new StartRefused(
            "`%s` belongs to somebody else, and PostgreSQL's programs would be run from it; remove it, or start with -Djava.io.tmpdir=DIR"
                .formatted(folder));
      }
    } finally {
      Files.delete(probe);
    }
    closeToOthers(folder);
    return folder;
  }

  private static void closeToOthers(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static EmbeddedPostgres start(
      Path folder, Path files, Path binaries, String password, int port) throws IOException {
    ProcessBuilder.Redirect log =
        ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile());
    return EmbeddedPostgres.builder()
        .setDataDirectory(files)
        .setPort(port)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setOverrideWorkingDirectory(binaries.toFile())
        .setPGStartupWait(START_WITHIN)
        .setErrorRedirector(log)
        .setOutputRedirector(log)
        // These become options of initdb, where they stand behind the library's own --auth=trust.
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("pwfile", folder.resolve("postgres.password").toAbsolutePath().toString())
        .setLocaleConfig("locale", "C")
        .setConnectConfig("password", password)
        // The library turns the first three off.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "100")
        .setServerConfig("shared_buffers", "128MB")
        .setServerConfig("max_wal_size", "2GB")
        .setServerConfig("wal_compression", "on")
        .start();
  }

  private static void createDatabase(int port, String password) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url(port, "postgres"), SUPERUSER, password);
        Statement statement = connection.createStatement()) {
      try (var found =
          statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + DATABASE);
    }
  }

  private static String password(Path file, Path files) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    if (Files.exists(files.resolve("postgresql.conf"))) {
      throw new StartRefused(
          "`%s` is missing, and without it nobody can open the database beside it; put it back"
              .formatted(file));
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.writeString(file, password);
    return password;
  }

  /** Stops a server that outlived its Daybook. We hold the folder's lock, so nobody is using it. */
  private static void stopOrphan(Path files, Path binaries) throws IOException {
    Path pidFile = files.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    ProcessHandle orphan = lines.isEmpty() ? null : postgres(lines.getFirst(), files);
    if (orphan == null) {
      // Stale. PostgreSQL sees that for itself, unless the id has gone to another program of ours.
      Files.delete(pidFile);
      return;
    }
    LOG.info("stopping the PostgreSQL {} that an earlier Daybook left behind", orphan.pid());
    Path control = control(binaries);
    if (control != null) {
      stop(control, files);
    } else {
      orphan.destroy();
    }
    long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
    while (orphan.isAlive()) {
      if (System.nanoTime() > deadline) {
        throw new StartRefused(
            "a PostgreSQL (process %d) still runs on `%s` and does not stop; end it first"
                .formatted(orphan.pid(), files));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while an old PostgreSQL stops", e);
      }
    }
  }

  /** The server with this process id that runs on these files; nothing if the id is another's. */
  private static @Nullable ProcessHandle postgres(String pid, Path files) {
    try {
      return ProcessHandle.of(Long.parseLong(pid.strip()))
          .filter(ProcessHandle::isAlive)
          .filter(process -> runsOn(process, files))
          .orElse(null);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /**
   * A PostgreSQL server's working directory is its data folder; where that cannot be read, its
   * name.
   */
  private static boolean runsOn(ProcessHandle process, Path files) {
    Path working = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return Files.isDirectory(Path.of("/proc/self"))
          ? working.toRealPath().equals(files.toRealPath())
          : process.info().command().filter(command -> command.contains("postgres")).isPresent();
    } catch (IOException _) {
      return false; // somebody else's process, or gone: the id was taken over
    }
  }

  private static @Nullable Path control(Path binaries) throws IOException {
    if (!Files.isDirectory(binaries)) {
      return null;
    }
    try (Stream<Path> versions = Files.list(binaries)) {
      return versions
          .map(version -> version.resolve("bin").resolve("pg_ctl"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(null);
    }
  }

  private static void stop(Path control, Path files) throws IOException {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        asNobody().stream(),
                        Stream.of(
                            control.toString(),
                            "stop",
                            "-D",
                            files.toString(),
                            "-m",
                            "fast",
                            "-w",
                            "-t",
                            Long.toString(STOP_WITHIN.toSeconds())))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(STOP_WITHIN.toSeconds() + 5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** PostgreSQL's programs refuse to run as root; a user namespace makes them believe otherwise. */
  private static List<String> asNobody() {
    return LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of();
  }

  @Override
  public void close() {
    try {
      server.close();
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.daybook.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: real server binaries, unpacked from a jar, on files in a folder that
 * outlives them. Everything that makes a commit durable is on, every connection needs the generated
 * password, and only this machine can connect. One that dies is started again.
 *
 * <pre>
 *   DATA/                      0700
 *   DATA/daybook.lock          held while a Daybook runs on this folder
 *   DATA/postgres/             0700, PostgreSQL's own files
 *   DATA/postgres.password     0600, generated at the first start
 *   DATA/postgres.log          0600, what the server says: no statements and no rows
 * </pre>
 */
public final class Postgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);

  private static final String SUPERUSER = "postgres";
  private static final String DATABASE = "daybook";
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  /** Longest start of a server: after a crash it first works through its log. */
  private static final Duration START_WITHIN = Duration.ofMinutes(10);

  /** How often a file is looked at that says how far a start or a stop has come. */
  private static final Duration LOOK = Duration.ofMillis(2);

  /** How often the server is looked after. */
  private static final Duration WATCH = Duration.ofMillis(200);

  /** Starts of a server that ended by itself, before it is left alone; doubling pauses between. */
  private static final int TRIES = 8;

  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Who ran this long may be started so often again. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final Path folder;
  private final FolderLock lock;
  private final PostgresPrograms programs;
  private final PostgresLog log;
  private final Duration startWithin;
  private final int port;
  private final String password;
  private final ReentrantLock lifeLock = new ReentrantLock();
  private final Thread watch;
  private volatile boolean closed;
  private volatile boolean givenUp;

  private Postgres(
      Path folder,
      FolderLock lock,
      PostgresPrograms programs,
      Duration startWithin,
      int port,
      String password)
      throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.programs = programs;
    this.log = PostgresLog.in(folder);
    this.startWithin = startWithin;
    this.port = port;
    this.password = password;
    startServer();
    this.watch = Thread.ofPlatform().daemon().name("daybook-postgres").start(this::watch);
  }

  /**
   * Starts the server on {@code folder}, making the database where there is none.
   *
   * @throws StartRefused when that cannot be, with a sentence that says why
   */
  public static Postgres start(Path folder) {
    return start(folder, 0);
  }

  /** As {@link #start(Path)}, on this port; 0 takes any. */
  static Postgres start(Path folder, int port) {
    try {
      return start(folder, port, PostgresPrograms.ours());
    } catch (IOException e) {
      throw new StartRefused("cannot unpack PostgreSQL: " + e.getMessage(), e);
    }
  }

  static Postgres start(Path folder, int port, PostgresPrograms programs) {
    return start(folder, port, programs, START_WITHIN);
  }

  static Postgres start(Path folder, int port, PostgresPrograms programs, Duration startWithin) {
    PostgresLog log = PostgresLog.in(folder);
    try {
      DataFolder.make(folder);
      log.make();
      sayWhatIsOpen(folder, log);
      FolderLock lock = FolderLock.take(folder);
      try {
        Path files = files(folder);
        stopOrphan(files, programs, log);
        Path passwordFile = folder.resolve("postgres.password");
        String password = password(passwordFile, files);
        if (!Files.exists(files.resolve("postgresql.conf"))) {
          programs.initialise(files, SUPERUSER, passwordFile, log);
        }
        return new Postgres(
            folder, lock, programs, startWithin, port == 0 ? freePort() : port, password);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartRefused(
          "cannot start PostgreSQL in `%s`: %s; %s"
              .formatted(folder, e.getMessage(), log.lastWords()),
          e);
    }
  }

  /** A JDBC URL without user or password. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
  }

  /** The one user, who may do everything. */
  public String user() {
    return SUPERUSER;
  }

  public String password() {
    return password;
  }

  /** Makes the database that {@link #url} names, which a fresh server does not have. */
  public void createDatabase() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), SUPERUSER, password);
        Statement statement = connection.createStatement()) {
      if (connection.getMetaData().getDatabaseMajorVersion() >= 16) {
        // Thousands of rounds protect passwords that people choose. Ours is 192 random bits, and
        // every connection would wait for them.
        statement.execute("SET scram_iterations = 1");
        statement.execute("ALTER ROLE %s PASSWORD '%s'".formatted(SUPERUSER, password));
      }
      statement.execute("CREATE DATABASE " + DATABASE);
    }
  }

  private static Path files(Path folder) {
    return folder.resolve("postgres");
  }

  private static void sayWhatIsOpen(Path folder, PostgresLog log) throws IOException {
    for (Path file : List.of(folder, log.file())) {
      if (DataFolder.isOpenToOthers(file)) {
        LOG.warn(
            "`{}` was there before, and its mode {} lets others in; it is left so, `chmod go= {}`"
                + " shuts it",
            file,
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
            file);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
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
    DataFolder.makeFile(file, password);
    return password;
  }

  private List<String> options() {
    return List.of(
        "-p " + port,
        "-c fsync=on",
        "-c synchronous_commit=on",
        "-c full_page_writes=on",
        "-c listen_addresses=127.0.0.1",
        "-c unix_socket_directories=",
        "-c max_connections=100",
        "-c shared_buffers=128MB",
        "-c max_wal_size=2GB",
        "-c wal_compression=on",
        // A log file that is used again still holds what it held, erased or not.
        "-c wal_recycle=off",
        // Statements and rows hold names and mail addresses, which belong in no log. Whoever sent
        // a statement is told what was wrong with it.
        "-c log_statement=none",
        "-c log_min_error_statement=panic",
        "-c log_error_verbosity=terse",
        "-c log_parameter_max_length=0",
        "-c log_parameter_max_length_on_error=0");
  }

  /** Starts the server and returns once it takes connections. */
  private void startServer() throws IOException {
    Path files = files(folder);
    Process starter = programs.start(files, options(), log, startWithin);
    // The starter looks ten times a second; the file says the same at once.
    while (true) {
      PidFile server = PidFile.read(files).filter(PidFile::isServing).orElse(null);
      if (server != null && server.ready()) {
        return;
      }
      if (server != null && closed) {
        throw new IOException("it is stopped again");
      }
      if (!starter.isAlive()) {
        if (starter.exitValue() == 0) {
          return;
        }
        throw notStarted(files);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** One that takes too long is still at it when its starter gives up, and would go on alone. */
  private IOException notStarted(Path files) throws IOException {
    PidFile late = PidFile.read(files).filter(PidFile::isServing).orElse(null);
    if (late == null) {
      return new IOException("the server ended while it started");
    }
    stop(files, programs, log);
    return new IOException(
        "the server (process %d) took no connections within %d s and was stopped"
            .formatted(late.pid(), startWithin.toSeconds()));
  }

  /** Whether the server ended so often that it is started no more. */
  boolean isGivenUp() {
    return givenUp;
  }

  private boolean isServing() throws IOException {
    return PidFile.read(files(folder)).filter(PidFile::isServing).isPresent();
  }

  /** Starts the server again whenever it ended without being told to. */
  private void watch() {
    int tries = 0;
    long started = System.nanoTime();
    while (!closed) {
      try {
        LockSupport.parkNanos(WATCH.toNanos());
        if (closed || isServing()) {
          continue;
        }
        if (System.nanoTime() - started > STEADY.toNanos()) {
          tries = 0;
        }
        if (tries == TRIES) {
          givenUp = true;
          LOG.error(
              "PostgreSQL in {} ended again and is left alone after {} tries to keep it running;"
                  + " find out why, then restart Daybook; {}",
              folder,
              tries,
              log.lastWords());
          return;
        }
        LOG.warn("PostgreSQL in {} ended by itself; starting it again", folder);
        LockSupport.parkNanos(PAUSE.toNanos() << tries);
        tries++;
        started = System.nanoTime();
        restart();
      } catch (IOException e) {
        LOG.warn("PostgreSQL in {} did not start: {}; {}", folder, e.getMessage(), log.lastWords());
      }
    }
  }

  private void restart() throws IOException {
    lifeLock.lock();
    try {
      if (closed) {
        return;
      }
      stopOrphan(files(folder), programs, log);
      startServer();
      LOG.info("PostgreSQL in {} runs again", folder);
    } finally {
      lifeLock.unlock();
    }
  }

  /**
   * Stops a server that outlived its Daybook. We hold the folder's lock, so nobody is using it.
   *
   * <p>The file of one that was killed is left in place: PostgreSQL sees by it whether processes of
   * that server still work on the data, and does not start before they are gone.
   */
  private static void stopOrphan(Path files, PostgresPrograms programs, PostgresLog log)
      throws IOException {
    PidFile found = PidFile.read(files).orElse(null);
    if (found == null || !found.isTaken()) {
      return;
    }
    if (found.isServing()) {
      LOG.info("stopping the PostgreSQL {} that an earlier Daybook left behind", found.pid());
      stop(files, programs, log);
      return;
    }
    // The id has gone to another program, which PostgreSQL would take for a server.
    long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
    while (PidFile.isAnyoneOn(files)) {
      giveUpAfter(deadline, files, found.pid());
    }
    found.delete();
  }

  private static void stop(Path files, PostgresPrograms programs, PostgresLog log)
      throws IOException {
    PidFile server = PidFile.read(files).filter(PidFile::isServing).orElse(null);
    if (server == null) {
      return;
    }
    try {
      programs.stop(files, log);
    } catch (IOException e) {
      if (server.isServing()) {
        throw e;
      }
    }
    long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
    while (server.isServing()) {
      giveUpAfter(deadline, files, server.pid());
    }
  }

  private static void giveUpAfter(long deadline, Path files, long pid) {
    if (System.nanoTime() > deadline) {
      throw new StartRefused(
          "a PostgreSQL (process %d) still runs on `%s` and does not stop; end it first"
              .formatted(pid, files));
    }
    LockSupport.parkNanos(LOOK.toNanos());
  }

  @Override
  public void close() {
    closed = true;
    lifeLock.lock();
    try {
      stop(files(folder), programs, log);
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lifeLock.unlock();
    }
    LockSupport.unpark(watch);
  }
}

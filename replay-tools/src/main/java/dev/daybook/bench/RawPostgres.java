package dev.daybook.bench;

import dev.daybook.store.Postgres;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the machine's PostgreSQL can do at most, with nothing of Daybook in between: one durable
 * 600-byte row per transaction.
 */
public final class RawPostgres implements AutoCloseable {

  /** Size of one row's payload, that of a typical event, in bytes. */
  static final int ROW_BYTES = 600;

  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without");

  private final Postgres postgres;

  private RawPostgres(Postgres postgres) {
    this.postgres = postgres;
  }

  /**
   * One measured limit.
   *
   * @param tool what measured it: {@code pgbench}, or {@code jdbc} where that is not installed
   */
  public record Limit(String tool, int clients, double perSecond) {}

  /** A PostgreSQL of its own in an empty folder, as durable as the ledger's. */
  static RawPostgres start(Path folder) throws IOException {
    Postgres postgres = Postgres.start(folder);
    RawPostgres raw = new RawPostgres(postgres);
    try {
      postgres.createDatabase();
      try (Connection connection = raw.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload bytea)");
      }
      return raw;
    } catch (SQLException e) {
      postgres.close();
      throw new IOException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
  }

  /** One row per transaction from this many clients at once. */
  Limit oneRowPerTransaction(int clients, Duration time) throws IOException, InterruptedException {
    return hasPgbench() ? pgbench(clients, time) : jdbc(clients, time);
  }

  private static boolean hasPgbench() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
        .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, "pgbench")));
  }

  private Limit pgbench(int clients, Duration time) throws IOException, InterruptedException {
    Path script = Files.createTempFile("daybook", ".sql");
    Path output = Files.createTempFile("daybook", ".out");
    try {
      Files.writeString(
          script,
          "INSERT INTO raw (payload) VALUES (convert_to(repeat('x', %d), 'UTF8'));%n"
              .formatted(ROW_BYTES));
      URI url = URI.create(postgres.url().substring("jdbc:".length()));
      ProcessBuilder pgbench =
          new ProcessBuilder(
                  "pgbench",
                  "--no-vacuum",
                  "--protocol=prepared",
                  "--file=" + script,
                  "--client=" + clients,
                  "--jobs=" + Math.min(clients, Runtime.getRuntime().availableProcessors()),
                  "--time=" + Math.max(1, time.toSeconds()),
                  "--host=127.0.0.1",
                  "--port=" + url.getPort(),
                  "--username=" + postgres.user(),
                  url.getPath().substring(1))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      pgbench.environment().put("PGPASSWORD", postgres.password());
      Process process = pgbench.start();
      if (!process.waitFor(time.toSeconds() + 60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      Matcher tps = TPS.matcher(said);
      if (!tps.find()) {
        throw new IOException("pgbench measured nothing; it said: " + said.strip());
      }
      return new Limit("pgbench", clients, Math.round(Double.parseDouble(tps.group(1))));
    } finally {
      Files.deleteIfExists(script);
      Files.deleteIfExists(output);
    }
  }

  /** The same loop over JDBC, for machines without pgbench. */
  private Limit jdbc(int clients, Duration time) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      long began = System.nanoTime();
      long end = began + time.toNanos();
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        counts.add(threads.submit(() -> insertUntil(end)));
      }
      long rows = 0;
      for (Future<Long> count : counts) {
        rows += count.get();
      }
      return new Limit("jdbc", clients, Math.round(rows / ((System.nanoTime() - began) / 1e9)));
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  private long insertUntil(long end) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO raw (payload) VALUES (?)")) {
      insert.setBytes(1, "x".repeat(ROW_BYTES).getBytes(StandardCharsets.US_ASCII));
      long rows = 0;
      while (System.nanoTime() < end) {
        insert.executeUpdate();
        rows++;
      }
      return rows;
    }
  }

  @Override
  public void close() {
    postgres.close();
  }
}

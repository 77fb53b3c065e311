package dev.daybook.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a server takes from its process's start to its first answer to a query, and how much
 * memory it holds then; PostgreSQL's own memory is not counted. Each with and without the
 * ahead-of-time cache that {@code daybook warmup} makes.
 */
public final class StartBench {

  private static final int STARTS = 3;

  /** What a server is left alone for before its idle memory is read. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private StartBench() {}

  /**
   * A run.
   *
   * @param firstStartMillis the very first start on an empty folder: makes the database, the
   *     schemas and the starter pack
   * @param withCache absent where there is no cache
   */
  public record Result(long firstStartMillis, Starts plain, @Nullable Starts withCache) {}

  /**
   * Starts on a folder that has a ledger.
   *
   * @param medianMillis from the process's start to the answer of {@code GET /api/v1/data-products}
   * @param idleMegabytes resident memory of the server's process a while after that
   */
  public record Starts(long medianMillis, List<Long> millis, long idleMegabytes) {}

  private record Started(long millis, long idleMegabytes) {}

  /**
   * Measures in {@code folder}.
   *
   * @param cache the ahead-of-time cache, if there is one
   */
  public static Result run(Path folder, @Nullable Path cache)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    long first = start(data, null, Duration.ZERO).millis();
    Starts plain = starts(data, null);
    return new Result(first, plain, cache == null ? null : starts(data, cache));
  }

  private static Starts starts(Path data, @Nullable Path cache)
      throws IOException, InterruptedException {
    List<Long> millis = new ArrayList<>();
    long idle = 0;
    for (int i = 0; i < STARTS; i++) {
      Started started = start(data, cache, i == STARTS - 1 ? QUIET : Duration.ZERO);
      millis.add(started.millis());
      idle = started.idleMegabytes();
    }
    List<Long> sorted = millis.stream().sorted(Comparator.naturalOrder()).toList();
    return new Starts(sorted.get(STARTS / 2), List.copyOf(millis), idle);
  }

  private static Started start(Path data, @Nullable Path cache, Duration quiet)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("daybook", ".log");
    long began = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(command(data, cache)).redirectError(log.toFile());
    builder.environment().remove("DAYBOOK_JDBC_URL"); // never a ledger of the user's
    Process process = builder.start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String ready = out.readLine();
      if (ready == null || !ready.startsWith("ready on ")) {
        throw new IOException("the server did not start: " + Files.readString(log).strip());
      }
      URI url = URI.create(ready.substring("ready on ".length()));
      String token = Files.readString(data.resolve("admin.token")).strip();
      ask(url.resolve("/api/v1/data-products"), token);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      Thread.sleep(quiet);
      return new Started(millis, residentMegabytes(process.pid()));
    } finally {
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(log);
    }
  }

  private static void ask(URI url, String token) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(url)
                  .timeout(PATIENCE)
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("%s answered %d".formatted(url, answer.statusCode()));
      }
    }
  }

  /** This Java with this process's own options, but for the cache. */
  private static List<String> command(Path data, @Nullable Path cache) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-XX:AOT") && !argument.startsWith("-Xlog:"))
        .forEach(command::add);
    if (cache != null) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.daybook.cli.Daybook");
    command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
    return command;
  }

  /** What the process holds in memory, by {@code ps}, which Linux and macOS share. */
  private static long residentMegabytes(long pid) throws IOException, InterruptedException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    ps.waitFor();
    return Long.parseLong(kilobytes.strip()) / 1024;
  }
}

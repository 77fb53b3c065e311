package dev.daybook.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How long a server takes from its process's start to its first answer to a query, and how much
 * memory it holds then and under load; PostgreSQL's own memory is not counted. Each with and
 * without the ahead-of-time cache that {@code daybook warmup} makes.
 */
public final class StartBench {

  private static final int STARTS = 3;

  /** Connections of the load; the number at which commands are measured too. */
  private static final int CONNECTIONS = 64;

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

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
   * @param loaded what it was under load after that
   */
  public record Starts(long medianMillis, List<Long> millis, long idleMegabytes, Loaded loaded) {}

  /**
   * Registrations over HTTP at full speed, views following.
   *
   * @param commandsPerSecond acknowledged ones
   * @param megabytes resident memory of the server's process at its highest
   */
  public record Loaded(int connections, double commandsPerSecond, long megabytes) {}

  private record Running(Process process, URI url, String token, long millis) {}

  /**
   * Measures in {@code folder}.
   *
   * @param cache the ahead-of-time cache, if there is one
   * @param each how long the load lasts
   */
  public static Result run(Path folder, @Nullable Path cache, Duration each)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    long first = start(data, null);
    Starts plain = starts(data, null, each);
    return new Result(first, plain, cache == null ? null : starts(data, cache, each));
  }

  private static Starts starts(Path data, @Nullable Path cache, Duration each)
      throws IOException, InterruptedException {
    List<Long> millis = new ArrayList<>();
    for (int i = 1; i < STARTS; i++) {
      millis.add(start(data, cache));
    }
    Running last = running(data, cache);
    try {
      millis.add(last.millis());
      Thread.sleep(QUIET);
      long idle = residentMegabytes(last.process().pid());
      List<Long> sorted = millis.stream().sorted(Comparator.naturalOrder()).toList();
      return new Starts(sorted.get(STARTS / 2), List.copyOf(millis), idle, load(last, each));
    } finally {
      stop(last.process());
    }
  }

  private static Loaded load(Running server, Duration each)
      throws IOException, InterruptedException {
    String run = Long.toString(System.currentTimeMillis(), 36);
    Load load =
        new Load(
            server.url(),
            CONNECTIONS,
            n ->
                Load.post(
                    server.url(),
                    "/api/v1/documents",
                    server.token(),
                    run + n,
                    SmallProduct.named("product-" + run + n).getBytes(StandardCharsets.UTF_8)));
    AtomicLong highest = new AtomicLong();
    Thread watch = Thread.ofPlatform().daemon().start(() -> watch(server.process(), highest));
    Load.Outcome outcome = load.atFullSpeed(each);
    watch.interrupt();
    watch.join();
    String refusal = load.firstRefusal();
    if (refusal != null) {
      throw new IOException("the server refused a command of the benchmark: " + refusal);
    }
    return new Loaded(CONNECTIONS, outcome.perSecond(), highest.get());
  }

  private static void watch(Process server, AtomicLong highest) {
    try {
      while (true) {
        highest.accumulateAndGet(residentMegabytes(server.pid()), Math::max);
        Thread.sleep(LOOK_EVERY);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long start(Path data, @Nullable Path cache)
      throws IOException, InterruptedException {
    Running running = running(data, cache);
    stop(running.process());
    return running.millis();
  }

  /** A server that has answered once. */
  private static Running running(Path data, @Nullable Path cache)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("daybook", ".log");
    long began = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(command(data, cache)).redirectError(log.toFile());
    builder.environment().remove("DAYBOOK_JDBC_URL"); // never a ledger of the user's
    Process process = builder.start();
    boolean answered = false;
    try {
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String ready = out.readLine();
      if (ready == null || !ready.startsWith("ready on ")) {
        throw new IOException("the server did not start: " + Files.readString(log).strip());
      }
      URI url = URI.create(ready.substring("ready on ".length()));
      String token = Files.readString(data.resolve("admin.token")).strip();
      ask(url.resolve("/api/v1/data-products"), token);
      answered = true;
      return new Running(
          process, url, token, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    } finally {
      if (!answered) {
        stop(process);
      }
      Files.deleteIfExists(log);
    }
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
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

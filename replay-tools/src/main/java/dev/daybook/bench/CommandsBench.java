package dev.daybook.bench;

import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.views.Views;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many commands a second a whole server acknowledges over HTTP with the starter pack in force,
 * and what share that is of a bare PostgreSQL that commits one row per transaction. Server,
 * database and load share the machine.
 *
 * <p>Two kinds of command: a step, the smallest there is, every second of which one policy of the
 * pack judges; and a product's registration, which most of the pack judges, and from which a
 * decision, the event and its objective are recorded.
 */
public final class CommandsBench {

  private static final int CONNECTIONS = 64;
  private static final int RAW_CLIENTS = 32;

  /** Products that the steps are about; far more than connections, so that no two meet. */
  private static final int PRODUCTS = 1_024;

  /** A JVM gets faster for its first half minute under load: until then nothing is measured. */
  private static final Duration WARM_UP_STEP = Duration.ofSeconds(5);

  private static final int MOST_WARM_UP_STEPS = 16;

  /** Warm is what no longer gets faster by more than this share from one step to the next. */
  private static final double STEADY = 0.05;

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration CATCH_UP = Duration.ofSeconds(60);

  private final Server server;
  private final String token;
  private final Duration each;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private int steps;
  private int registrations;

  private CommandsBench(Server server, String token, Duration each) {
    this.server = server;
    this.token = token;
    this.each = each;
  }

  /**
   * A run.
   *
   * @param raw the bare limit, measured in the same run
   */
  public record Result(RawPostgres.Limit raw, Kind steps, Kind registrations) {}

  /**
   * What one kind of command came to.
   *
   * @param warmUpSeconds how long it ran before, until it no longer got faster
   * @param coldPerSecond what the first five seconds of that came to
   * @param ratio acknowledged with views paused to the raw limit
   */
  public record Kind(
      int connections,
      int requestBytes,
      long warmUpSeconds,
      double coldPerSecond,
      Acknowledged viewsPaused,
      Following viewsFollowing,
      HalfLoad halfLoad,
      double ratio) {}

  /** At full speed. */
  public record Acknowledged(double perSecond, long refused, Latencies latencies) {}

  /**
   * At full speed with the views following.
   *
   * @param greatestLagEntries how far the views fell behind, at most
   * @param caughtUpMillis how long they took to catch up when the load had stopped; absent if
   *     longer than a minute
   */
  public record Following(
      double perSecond,
      Latencies latencies,
      long greatestLagEntries,
      @Nullable Long caughtUpMillis) {}

  /** At half of full speed, requests evenly spaced, views following. */
  public record HalfLoad(double perSecond, Latencies latencies) {}

  /**
   * Measures in {@code folder}, which it fills with a ledger and a database of its own.
   *
   * @param each how long each step takes
   */
  public static Result run(Path folder, Duration each) throws IOException, InterruptedException {
    RawPostgres.Limit raw;
    try (RawPostgres postgres = RawPostgres.start(folder.resolve("raw"))) {
      postgres.oneRowPerTransaction(RAW_CLIENTS, Duration.ofSeconds(2));
      raw = postgres.oneRowPerTransaction(RAW_CLIENTS, each);
    }
    Path data = folder.resolve("data");
    try (Server server = Server.start(ServerSettings.in(data).withPort(-1))) {
      String token = Files.readString(data.resolve("admin.token")).strip();
      CommandsBench bench = new CommandsBench(server, token, each);
      bench.prepare();
      return new Result(raw, bench.steps(raw), bench.registrations(raw));
    }
  }

  private void prepare() throws IOException {
    Load load =
        new Load(
            server.url(),
            8,
            n ->
                n < PRODUCTS
                    ? document("prepared-%d".formatted(n), "p" + n)
                    : document("prepared-0", "again" + n));
    load.count(PRODUCTS);
    refuseRefusals(load);
  }

  private Kind steps(RawPostgres.Limit raw) throws IOException, InterruptedException {
    return measure(raw, _ -> step(steps++));
  }

  private Kind registrations(RawPostgres.Limit raw) throws IOException, InterruptedException {
    return measure(
        raw,
        _ -> {
          int n = registrations++;
          return document("product-%d".formatted(n), "r" + n);
        });
  }

  private Kind measure(RawPostgres.Limit raw, IntFunction<byte[]> requests)
      throws IOException, InterruptedException {
    URI url = server.url();
    Views views = server.part(Views.class);
    WarmUp warmUp = warmUp(requests);

    views.pause();
    Load paused = new Load(url, CONNECTIONS, requests);
    Load.Outcome alone = paused.atFullSpeed(each);
    refuseRefusals(paused);
    views.resume();
    views.awaitPosition(views.head(), CATCH_UP);

    Following following = following(views, new Load(url, CONNECTIONS, requests));
    Load half = new Load(url, CONNECTIONS, requests);
    Load.Outcome atHalf = half.at(following.perSecond() / 2, each);
    return new Kind(
        CONNECTIONS,
        requests.apply(0).length,
        warmUp.seconds(),
        warmUp.coldPerSecond(),
        new Acknowledged(alone.perSecond(), alone.refused(), alone.latencies()),
        following,
        new HalfLoad(atHalf.perSecond(), atHalf.latencies()),
        Math.round(1000 * alone.perSecond() / raw.perSecond()) / 1000.0);
  }

  private record WarmUp(long seconds, double coldPerSecond) {}

  private WarmUp warmUp(IntFunction<byte[]> requests) throws IOException {
    double cold = 0;
    double before = 0;
    int steps = 0;
    while (steps < MOST_WARM_UP_STEPS) {
      double now =
          new Load(server.url(), CONNECTIONS, requests).atFullSpeed(WARM_UP_STEP).perSecond();
      steps++;
      if (steps == 1) {
        cold = now;
      } else if (steps > 3 && now < before * (1 + STEADY)) {
        break;
      }
      before = Math.max(before, now);
    }
    return new WarmUp(steps * WARM_UP_STEP.toSeconds(), cold);
  }

  private Following following(Views views, Load load) throws IOException, InterruptedException {
    AtomicLong greatest = new AtomicLong();
    Thread watch = Thread.ofVirtual().start(() -> watch(views, greatest));
    Load.Outcome outcome = load.atFullSpeed(each);
    watch.interrupt();
    watch.join();
    long stopped = System.nanoTime();
    boolean caughtUp = views.awaitPosition(views.head(), CATCH_UP);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stopped);
    return new Following(
        outcome.perSecond(), outcome.latencies(), greatest.get(), caughtUp ? took : null);
  }

  private static void watch(Views views, AtomicLong greatest) {
    try {
      while (true) {
        greatest.accumulateAndGet(views.lag(), Math::max);
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Deprecates every product in turn, then reinstates every one, and so on. */
  private byte[] step(int n) {
    String subject = "product/bench.prepared-%d".formatted(n % PRODUCTS);
    String body =
        n / PRODUCTS % 2 == 0
            ? """
            {"command":"DeprecateProduct","subject":"%s","sunset":"2030-01-01","reason":"bench"}\
            """
                .formatted(subject)
            : """
            {"command":"ReinstateProduct","subject":"%s","reason":"bench"}\
            """
                .formatted(subject);
    return post("/api/v1/commands", "s" + n, body);
  }

  private byte[] document(String name, String key) {
    return post("/api/v1/documents", key, SmallProduct.named(name));
  }

  private byte[] post(String path, String key, String body) {
    return Load.post(server.url(), path, token, run + key, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuseRefusals(Load load) throws IOException {
    String refusal = load.firstRefusal();
    if (refusal != null) {
      throw new IOException("the server refused a command of the benchmark: " + refusal);
    }
  }
}

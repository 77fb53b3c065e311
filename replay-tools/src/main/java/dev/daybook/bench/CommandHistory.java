package dev.daybook.bench;

import dev.daybook.decision.Context;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SystemActors;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Answer;
import dev.daybook.path.CommandId;
import dev.daybook.path.CommandPath;
import dev.daybook.path.Original;
import dev.daybook.path.Submission;
import dev.daybook.slo.SloCommand.ReportMeasurement;
import dev.daybook.store.Ledger;
import dev.daybook.views.Views;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A made-up history that took the way of every command: judged by the policies in force on frozen
 * facts, and recorded. Of every hundred commands about seventy report a measurement, twenty publish
 * a product, and ten are denied; where there are contracts, every fourth version of a product
 * brings one of its contract. The commands are the same for the same seed; in which order those of
 * different products are recorded is not.
 */
final class CommandHistory {

  /** Products there are, for every thousand commands. */
  private static final int PRODUCTS_PER_THOUSAND = 10;

  /** Who sends them at once; each has its own products. */
  private static final int CALLERS = 64;

  /** Events a command leaves, its decision among them, on average. */
  private static final int ENTRIES_OF_A_COMMAND = 2;

  /** How long views may take to get to the end. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** So long nothing is recorded when nothing is left to be. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final CommandPath path;
  private final int commands;
  private final int products;
  private final long seed;
  private final boolean hasContracts;

  private CommandHistory(CommandPath path, int commands, long seed, boolean hasContracts) {
    this.hasContracts = hasContracts;
    this.path = path;
    this.commands = commands;
    this.products = products(commands);
    this.seed = seed;
  }

  /** Has about {@code commands} commands answered, while the views stand still. */
  static void fill(Server server, int commands, long seed) throws InterruptedException {
    fill(server, commands, seed, false);
  }

  /**
   * A server in this folder with about {@code entries} entries of such a history, contracts and the
   * answers of every rule among them, and with views at their end. It takes minutes to make a
   * million.
   */
  static Server served(Path data, int entries, long seed) throws InterruptedException {
    Server server = Server.start(ServerSettings.in(data).withPort(-1).withPosture(true));
    try {
      fill(server, commands(entries), seed, true);
      server.part(Views.class).resume();
      awaitQuiet(server);
      return server;
    } catch (InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** How many commands leave so many entries. */
  static int commands(int entries) {
    return entries / ENTRIES_OF_A_COMMAND;
  }

  /** Posture records what rules say once it sees the products; it is through when nothing comes. */
  static void awaitQuiet(Server server) throws InterruptedException {
    Ledger ledger = server.part(Ledger.class);
    long before = -1;
    while (before != ledger.head().position()) {
      before = ledger.head().position();
      if (!server.part(Views.class).awaitPosition(before, PATIENCE)) {
        throw new IllegalStateException("views did not get to position " + before);
      }
      Thread.sleep(QUIET);
    }
  }

  private static void fill(Server server, int commands, long seed, boolean hasContracts)
      throws InterruptedException {
    Views views = server.part(Views.class);
    views.pause();
    new CommandHistory(server.part(CommandPath.class), commands, seed, hasContracts).fill();
  }

  private static int products(int commands) {
    return Math.max(CALLERS, commands / 1_000 * PRODUCTS_PER_THOUSAND);
  }

  /**
   * One of the products there are after so many commands.
   *
   * @param number from 0
   */
  static SubjectName product(int commands, int number) {
    int which = number % products(commands);
    return SubjectName.product("bench", name(which % CALLERS, which / CALLERS));
  }

  private void fill() throws InterruptedException {
    List<Future<?>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        int first = caller;
        callers.add(
            threads.submit(
                () -> {
                  send(first);
                  return null;
                }));
      }
    }
    for (Future<?> caller : callers) {
      try {
        caller.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the made-up history was refused", e);
      }
    }
  }

  private void send(int caller) throws InterruptedException {
    Random random = new Random(seed + caller);
    int mine = (products - caller + CALLERS - 1) / CALLERS;
    int[] versions = new int[mine];
    for (int product = 0; product < mine; product++) {
      publish(name(caller, product), 0, START);
    }
    for (int i = 0; i < commands / CALLERS - mine; i++) {
      int product = random.nextInt(mine);
      Instant clock = START.plusSeconds(60L * (1 + i));
      int kind = random.nextInt(100);
      if (kind < 70) {
        measure(name(caller, product), clock, random);
      } else if (kind < 90) {
        publish(name(caller, product), ++versions[product], clock);
        if (hasContracts && versions[product] % 4 == 1) {
          publishContract(name(caller, product), versions[product] / 4, clock);
        }
      } else {
        publish("Denied_" + caller + "_" + i, 0, clock);
      }
    }
  }

  private static String name(int caller, int product) {
    return "product-%d-%d".formatted(caller, product);
  }

  private void publish(String name, int version, Instant clock) throws InterruptedException {
    String text =
        SmallProduct.named(name)
            .replace("\"version\":\"1.0.0\"", "\"version\":\"1.0.%d\"".formatted(version));
    submit(text, clock, name + "/" + version);
  }

  private void publishContract(String product, int minor, Instant clock)
      throws InterruptedException {
    submit(SmallContract.about(product, minor), clock, product + "-contract/" + minor);
  }

  private void submit(String text, Instant clock, String key) throws InterruptedException {
    Readable document =
        (Readable)
            Documents.read(text.getBytes(StandardCharsets.UTF_8), Format.JSON, "history")
                .getFirst();
    submit(path, document.command(), Original.of(document), clock, key);
  }

  private void measure(String name, Instant clock, Random random) throws InterruptedException {
    SubjectName objective =
        new SubjectName(
            SubjectKind.SLO, SubjectName.product("bench", name).path() + "/completeness");
    UUID id = new UUID(random.nextLong(), random.nextLong());
    BigDecimal value = new BigDecimal(random.nextInt(20) > 0 ? "0.995" : "0.9");
    submit(
        path,
        new ReportMeasurement(objective, id, clock, value, Unit.FRACTION, "prod", null),
        null,
        clock,
        id.toString());
  }

  /** Has the admin send one command. */
  static void submit(
      CommandPath path,
      SubjectCommand command,
      @Nullable Original original,
      Instant clock,
      String key)
      throws InterruptedException {
    Answer _ =
        path.submit(
            new Submission(
                CommandId.of(SystemActors.ADMIN.id(), key, 0),
                command,
                SystemActors.ADMIN,
                Context.prod(),
                original,
                clock,
                false));
  }
}

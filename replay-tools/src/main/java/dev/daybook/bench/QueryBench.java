package dev.daybook.bench;

import dev.daybook.edge.Limit;
import dev.daybook.edge.Server;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.AsOf;
import dev.daybook.path.Slices;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.views.AllViews;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import dev.daybook.views.ViewReader;
import dev.daybook.views.Views;
import dev.daybook.views.catalog.CatalogQueries;
import dev.daybook.views.contracts.ContractQueries;
import dev.daybook.views.lineage.LineageQueries;
import dev.daybook.views.posture.PostureQueries;
import dev.daybook.views.slos.SloQueries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/**
 * How long views take to answer about now and about any moment of a long history, and what keeping
 * that history takes. The present and the past are asked in turn, so that both see the same
 * machine; the past by position and by time, at moments all over the history's last two thirds,
 * when all products were there. What HTTP adds is not in it.
 */
public final class QueryBench {

  private static final long SEED = 20_260_101;

  /** How long views may take to get to the end. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Questions of each kind before any is counted: the machine warms up. */
  private static final int WARM = 200;

  private static final Limit PAGE = Limit.of(100);

  private QueryBench() {}

  /**
   * A run.
   *
   * @param entries entries of the history
   * @param products products it has in the end
   * @param bytesPerEntry what the ledger takes for each entry, indexes included
   * @param questions each kind of question
   * @param storage each view
   */
  public record Result(
      long entries,
      int products,
      long bytesPerEntry,
      List<Asked> questions,
      List<Stored> storage) {}

  /**
   * @param ratio the past's 99th percentile to the present's
   */
  public record Asked(String question, int times, Latencies now, Latencies asOf, double ratio) {}

  /**
   * @param rows rows in its tables
   * @param past those of them that are not true any more
   * @param bytesPerEntry what it takes for each entry of the ledger, indexes included
   */
  public record Stored(String view, long rows, long past, double bytesPerEntry) {}

  /** What things are called in the history that is asked about. */
  private interface Names {
    SubjectName product(int number);

    default SubjectName objective(int number) {
      return new SubjectName(SubjectKind.SLO, product(number).path() + "/completeness");
    }
  }

  private interface Question {
    Object ask(Moment moment, int product);
  }

  /**
   * Measures on a history of about {@code entries} entries, in a database of its own in {@code
   * folder}.
   *
   * @param each how long each kind of question is asked
   */
  public static Result run(Path folder, int entries, Duration each)
      throws SQLException, InterruptedException {
    return run(LedgerSettings.embedded(folder.resolve("data")), entries, each);
  }

  /**
   * The same on a history that took the way of every command, judged and recorded by a server of
   * its own, with the answers of every rule in the background. It takes minutes to make.
   */
  public static Result runThroughCommands(Path folder, int entries, Duration each)
      throws SQLException, InterruptedException {
    try (Server server = CommandHistory.served(folder.resolve("data"), entries, SEED)) {
      int commands = CommandHistory.commands(entries);
      return measured(
          server.part(Ledger.class),
          server.part(Views.class),
          number -> CommandHistory.product(commands, number),
          each);
    }
  }

  private static void await(Views views, long position) throws InterruptedException {
    if (!views.awaitPosition(position, PATIENCE)) {
      throw new IllegalStateException("views did not get to position " + position);
    }
  }

  static Result run(LedgerSettings settings, int entries, Duration each)
      throws SQLException, InterruptedException {
    try (Ledger ledger = Ledger.open(settings, Slices.eventTypes()).closedOnExit()) {
      if (ledger.head().position() == 0) {
        SampleHistory.fill(ledger, entries, SEED, new GovernedProducts());
      }
      try (Views views = Views.start(ledger)) {
        await(views, ledger.head().position());
        return measured(ledger, views, SampleHistory::product, each);
      }
    }
  }

  private static Result measured(Ledger ledger, Views views, Names names, Duration each)
      throws SQLException {
    long head = ledger.head().position();
    tidy(ledger);
    int products = (int) number(ledger, "SELECT count(*) FROM views.product_now");
    List<Asked> asked = new ArrayList<>();
    for (Map.Entry<String, Question> question : questions(views, names).entrySet()) {
      asked.add(ask(question.getKey(), question.getValue(), ledger, views, products, each));
    }
    return new Result(
        head,
        products,
        Math.round(number(ledger, "SELECT pg_total_relation_size('ledger.entry')") / (double) head),
        asked,
        storage(ledger, head));
  }

  private static Map<String, Question> questions(Views views, Names names) {
    ViewReader reader = new ViewReader(views);
    CatalogQueries catalog = new CatalogQueries(reader);
    ContractQueries contracts = new ContractQueries(reader);
    PostureQueries posture = new PostureQueries(reader);
    LineageQueries lineage = new LineageQueries(reader);
    SloQueries slos = new SloQueries(reader);
    Map<String, Question> questions = new LinkedHashMap<>();
    questions.put(
        "100 products", (at, _) -> catalog.list(at, CatalogQueries.Filter.NONE, PAGE, null));
    questions.put("one product", (at, product) -> catalog.product(at, names.product(product)));
    questions.put(
        "100 contracts", (at, _) -> contracts.list(at, ContractQueries.Filter.NONE, PAGE, null));
    questions.put(
        "posture by domain",
        (at, _) -> posture.count(at, "domain", PostureQueries.Filter.NONE, PAGE, null));
    questions.put(
        "posture by policy",
        (at, _) -> posture.count(at, "policy", PostureQueries.Filter.NONE, PAGE, null));
    questions.put("lineage, 3 steps", (at, product) -> lineage.of(at, names.product(product), 3));
    questions.put("100 objectives", (at, _) -> slos.list(at, SloQueries.Filter.NONE, PAGE, null));
    questions.put("one objective", (at, product) -> slos.slo(at, names.objective(product)));
    return questions;
  }

  private static Asked ask(
      String name, Question question, Ledger ledger, Views views, int products, Duration each) {
    Random random = new Random(SEED);
    Moments moments = views.moments();
    List<String> all = views.names();
    long head = ledger.head().position();
    Latencies.Recorder now = new Latencies.Recorder();
    Latencies.Recorder past = new Latencies.Recorder();
    long end = 0;
    for (int times = 0; times < WARM || System.nanoTime() < end; times++) {
      int product = random.nextInt(products);
      long position = head / 3 + (long) (random.nextDouble() * (head - head / 3));
      AsOf asOf =
          times % 2 == 0
              ? new AsOf.AtPosition(position)
              : new AsOf.AtTime(ledger.recordedAt(position).orElseThrow());
      long tookNow = took(() -> question.ask(at(moments, AsOf.NOW, all), product));
      long tookThen = took(() -> question.ask(at(moments, asOf, all), product));
      if (times == WARM - 1) {
        end = System.nanoTime() + each.toNanos();
      } else if (times >= WARM) {
        now.record(tookNow);
        past.record(tookThen);
      }
    }
    Latencies present = now.sum();
    Latencies then = past.sum();
    return new Asked(
        name,
        now.count(),
        present,
        then,
        Math.round(100 * then.p99Millis() / Math.max(0.01, present.p99Millis())) / 100.0);
  }

  private static Moment at(Moments moments, AsOf asOf, List<String> views) {
    return moments.at(asOf, OptionalLong.empty(), views);
  }

  private static long took(Runnable asked) {
    long start = System.nanoTime();
    asked.run();
    return System.nanoTime() - start;
  }

  private static List<Stored> storage(Ledger ledger, long entries) throws SQLException {
    List<Stored> stored = new ArrayList<>();
    for (View view : AllViews.views()) {
      long rows = 0;
      long past = 0;
      long bytes = 0;
      for (Table<?> table : view.tables()) {
        String name = "views." + table.name();
        rows += number(ledger, "SELECT count(*) FROM " + name);
        bytes += number(ledger, "SELECT pg_total_relation_size('%s')".formatted(name));
        if (table instanceof Table.History<?>) {
          past +=
              number(
                  ledger,
                  "SELECT count(*) FROM %s WHERE valid_to <> %d".formatted(name, Long.MAX_VALUE));
        }
      }
      stored.add(new Stored(view.name(), rows, past, Math.round(10.0 * bytes / entries) / 10.0));
    }
    return stored;
  }

  /** What PostgreSQL does by itself within minutes: it learns what is in the tables. */
  private static void tidy(Ledger ledger) throws SQLException {
    try (Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (View view : AllViews.views()) {
        for (Table<?> table : view.tables()) {
          statement.execute("VACUUM (ANALYZE) views." + table.name());
        }
      }
    }
  }

  private static long number(Ledger ledger, String sql) throws SQLException {
    try (Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}

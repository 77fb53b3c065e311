package dev.daybook.bench;

import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.edge.Server;
import dev.daybook.hindsight.PostureDiff;
import dev.daybook.hindsight.PostureDifference;
import dev.daybook.hindsight.PostureMoment;
import dev.daybook.history.HistoryExport;
import dev.daybook.history.HistoryImport;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.path.CommandPath;
import dev.daybook.path.Original;
import dev.daybook.path.Slices;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.SecondPerson;
import dev.daybook.rules.CelGate;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.Seal;
import dev.daybook.store.DataFolder;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerSettings;
import dev.daybook.views.Moment;
import dev.daybook.views.ViewReader;
import dev.daybook.views.Views;
import dev.daybook.views.blame.BlameQueries;
import dev.daybook.views.blame.Blamed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * What a long history takes to be moved and to be asked about: {@code daybook history
 * export|import}, {@code posture diff} and {@code blame}. The history took the way of every
 * command, with the answers of every rule; then a policy was put in force that says something of
 * every product, which is the difference asked about. What HTTP adds is not in it.
 */
public final class HistoryBench {

  private static final long SEED = 20_261_130;

  /** Rules told on one page. */
  private static final int PAGE = 100;

  private static final int READ = 1_000;
  private static final Duration SEALED = Duration.ofMinutes(5);

  private static final String POLICY =
      """
      apiVersion: daybook/v1
      kind: Policy
      metadata: {name: bench-versions, version: 1.0.0}
      spec:
        enforcement: audit
        match: {commands: [PublishProduct]}
        validations:
          - {name: first-version, expression: product.version.endsWith('.0')}
      """;

  private HistoryBench() {}

  /**
   * A run.
   *
   * @param entries of the history
   * @param exportedBytes of its file, not compressed
   * @param exportPerSecond entries a second
   * @param importPerSecond entries a second, into a ledger made for it
   * @param readPerSecond the raw limit: entries a second whose bytes, and those of what they cite,
   *     are read from the same tables and hashed, and nothing else
   * @param exportRatio of {@code exportPerSecond} to {@code readPerSecond}
   * @param importRatio of {@code importPerSecond} to {@code readPerSecond}
   * @param differences rules that say otherwise, all of which are told
   * @param firstPageMillis until the first hundred of them are told, of a comparison nobody asked
   *     for before
   * @param nextPages each further hundred
   * @param blame every cell of one product
   * @param ownStream that product's own entries read, the raw limit of the same questions
   * @param blameRatio of the median of {@code ownStream} to that of {@code blame}
   */
  public record Result(
      long entries,
      long exportedBytes,
      double exportPerSecond,
      double importPerSecond,
      double readPerSecond,
      double exportRatio,
      double importRatio,
      int differences,
      double firstPageMillis,
      Latencies nextPages,
      Latencies blame,
      Latencies ownStream,
      double blameRatio) {}

  /** Measures on a history of about {@code entries} entries in {@code folder}. */
  public static Result run(Path folder, int entries, Duration each)
      throws IOException, InterruptedException {
    int commands = CommandHistory.commands(entries);
    try (Server server = CommandHistory.served(folder.resolve("data"), entries, SEED)) {
      Ledger ledger = server.part(Ledger.class);
      PostureMoment from = new PostureMoment(ledger.head().position(), Instant.now());
      putInForce(server.part(CommandPath.class));
      CommandHistory.awaitQuiet(server);
      Seal seal = server.part(Seal.class);
      long head = ledger.head().position();
      if (!seal.await(head, SEALED)) {
        throw new IllegalStateException("position %d was not sealed in time".formatted(head));
      }
      return measured(folder, commands, server, from, each);
    }
  }

  private static Result measured(
      Path folder, int commands, Server server, PostureMoment from, Duration each)
      throws IOException {
    Ledger ledger = server.part(Ledger.class);
    long head = ledger.head().position();
    double read = perSecond(head, () -> hashAll(ledger));
    Path file = folder.resolve("ledger.history");
    double exported = perSecond(head, () -> export(ledger, file));
    Path copy = folder.resolve("copy");
    copyKey(folder.resolve("data"), copy);
    double imported = perSecond(head, () -> importFrom(file, copy));
    Latencies.Recorder next = new Latencies.Recorder();
    double[] first = {0};
    int differences = differences(server, from, first, next);
    Latencies.Recorder blame = new Latencies.Recorder();
    Latencies.Recorder stream = new Latencies.Recorder();
    blame(server, commands, each, blame, stream);
    Latencies blamed = blame.sum();
    Latencies own = stream.sum();
    return new Result(
        head,
        Files.size(file),
        Math.round(exported),
        Math.round(imported),
        Math.round(read),
        ratio(exported, read),
        ratio(imported, read),
        differences,
        first[0],
        next.sum(),
        blamed,
        own,
        ratio(own.p50Millis(), blamed.p50Millis()));
  }

  private static void putInForce(CommandPath path) throws InterruptedException {
    Readable document =
        (Readable)
            Documents.read(POLICY.getBytes(StandardCharsets.UTF_8), Format.YAML, "bench")
                .getFirst();
    CommandHistory.submit(
        path, document.command(), Original.of(document), Instant.now(), "published");
    CommandHistory.submit(
        path,
        new ActivatePolicy(
            SubjectName.parse("policy/bench-versions"),
            new Version("1.0.0"),
            "a benchmark",
            SecondPerson.SETTING_OFF),
        null,
        Instant.now(),
        "activated");
  }

  /** Reads the bytes of all entries, and of all they cite, and hashes them. */
  private static void hashAll(Ledger ledger) {
    MessageDigest digest = Sha256.begun();
    try (Connection connection = ledger.dataSource().getConnection()) {
      connection.setAutoCommit(false); // so that rows come a few at a time
      hash(
          connection, "SELECT payload, metadata, leaf FROM ledger.entry ORDER BY position", digest);
      hash(connection, "SELECT sha256, bytes FROM ledger.content ORDER BY sha256", digest);
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    byte[] _ = digest.digest();
  }

  private static void hash(Connection connection, String sql, MessageDigest digest)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(READ);
      try (ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            digest.update(rows.getBytes(column));
          }
        }
      }
    }
  }

  private static void export(Ledger ledger, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      var _ = HistoryExport.write(ledger, out, (_, _) -> {});
    }
  }

  /** What opens persons' keys is in no history, and has to be there before one is imported. */
  private static void copyKey(Path from, Path to) throws IOException {
    Path key = Path.of("persons", "key-encryption.key");
    DataFolder.make(to.resolve("persons"));
    Files.copy(from.resolve(key), to.resolve(key), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void importFrom(Path file, Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var _ =
          HistoryImport.read(
              in, LedgerSettings.embedded(folder), Slices.eventTypes(), (_, _) -> {});
    }
  }

  /** Goes through all pages; how many rules there are. */
  private static int differences(
      Server server, PostureMoment from, double[] first, Latencies.Recorder next) {
    Ledger ledger = server.part(Ledger.class);
    PostureMoment to = new PostureMoment(ledger.head().position(), Instant.now());
    long start = System.nanoTime();
    PostureDiff diff = new PostureDiff(ledger, server.part(CelGate.class), from, to);
    int told = 0;
    String behind = "";
    while (true) {
      List<PostureDifference> page = diff.differences(PostureDiff.Wanted.ALL, behind, PAGE);
      long took = System.nanoTime() - start;
      if (told == 0) {
        first[0] = Math.round(took / 1e4) / 100.0;
      } else {
        next.record(took);
      }
      told += page.size();
      if (page.size() < PAGE) {
        return told;
      }
      behind = PostureDiff.key(page.getLast());
      start = System.nanoTime();
    }
  }

  private static void blame(
      Server server,
      int commands,
      Duration each,
      Latencies.Recorder blame,
      Latencies.Recorder stream) {
    Ledger ledger = server.part(Ledger.class);
    BlameQueries queries = new BlameQueries(ledger, new ViewReader(server.part(Views.class)));
    Moment now = new Moment(ledger.head().position());
    Random random = new Random(SEED);
    long end = System.nanoTime() + each.toNanos();
    while (System.nanoTime() < end) {
      SubjectName product = CommandHistory.product(commands, random.nextInt(commands));
      Blamed asked = Blamed.parse("product/" + product.path());
      long start = System.nanoTime();
      var _ = ledger.stream(product.stream(), 0, READ).stream().map(LedgerEntry::event).toList();
      long read = System.nanoTime();
      var _ = queries.cells(now, asked, BlameQueries.Wanted.ALL);
      stream.record(read - start);
      blame.record(System.nanoTime() - read);
    }
  }

  /** A step that may fail by its files. */
  private interface Step {
    void run() throws IOException;
  }

  private static double perSecond(long entries, Step step) throws IOException {
    long start = System.nanoTime();
    step.run();
    return entries * 1e9 / (System.nanoTime() - start);
  }

  private static double ratio(double ours, double limit) {
    return Math.round(1000 * ours / Math.max(0.001, limit)) / 1000.0;
  }
}

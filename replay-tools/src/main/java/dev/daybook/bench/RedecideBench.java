package dev.daybook.bench;

import dev.daybook.decision.Facts;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.hindsight.Backtest;
import dev.daybook.hindsight.Backtested;
import dev.daybook.hindsight.Concerning;
import dev.daybook.hindsight.Counts;
import dev.daybook.hindsight.DraftDocuments;
import dev.daybook.hindsight.PastDecision.Judgeable;
import dev.daybook.hindsight.PastDecisions;
import dev.daybook.hindsight.Redecided;
import dev.daybook.hindsight.Redecision;
import dev.daybook.hindsight.Stretch;
import dev.daybook.moment.Timeline;
import dev.daybook.path.Supposition;
import dev.daybook.rules.CelGate;
import dev.daybook.store.Ledger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many recorded decisions a second {@code daybook redecide} judges again, beside the raw limit:
 * the gate by itself, on all processors, of the same facts and by the same policies, all of them
 * there already and nothing compared.
 */
public final class RedecideBench {

  private static final long SEED = 20_260_102;

  /** Decisions the gate by itself judges, over and over. */
  private static final int BARE = 20_000;

  private static final String DRAFT =
      """
      apiVersion: daybook/v1
      kind: Policy
      metadata: {name: bench-draft, version: 1.0.0}
      spec:
        enforcement: deny
        match: {commands: [PublishProduct]}
        validations:
          - {name: first-version, expression: product.version.endsWith('.0')}
      """;

  private RedecideBench() {}

  /**
   * A run.
   *
   * @param decisions all that were judged again, of which none came out otherwise
   * @param rules asked of a decision, on average
   * @param firstPerSecond decisions a second in the first run, while the JVM compiles
   * @param perSecond in the best of the runs behind it
   * @param gatePerSecond the raw limit
   * @param ratio of {@code perSecond} to {@code gatePerSecond}
   * @param backtestPerSecond commands a second that `daybook policy backtest` tries a policy on
   */
  public record Result(
      long decisions,
      double rules,
      double firstPerSecond,
      double perSecond,
      double gatePerSecond,
      double ratio,
      double backtestPerSecond) {}

  private record Frozen(CelGate gate, Facts facts, int rules) {}

  /** Measures on a history of about {@code commands} commands in {@code folder}. */
  public static Result run(Path folder, int commands) throws InterruptedException {
    try (Server server =
        Server.start(ServerSettings.in(folder.resolve("data")).withPort(-1).withPosture(false))) {
      CommandHistory.fill(server, commands, SEED);
      Ledger ledger = server.part(Ledger.class);
      CelGate gate = CelGate.following(ledger::content);
      PastDecisions past = new PastDecisions(ledger, gate);
      Stretch all = Stretch.of(new Timeline(ledger), null, null);
      List<Frozen> frozen = frozen(past, all);
      double rules = frozen.stream().mapToInt(Frozen::rules).average().orElse(0);
      long start = System.nanoTime();
      long decisions = redecide(past, all, gate);
      double first = perSecond(decisions, start);
      double best = 0;
      double limit = 0;
      double backtest = 0;
      for (int turn = 0; turn < 3; turn++) {
        start = System.nanoTime();
        best = Math.max(best, perSecond(redecide(past, all, gate), start));
        start = System.nanoTime();
        bare(frozen);
        limit = Math.max(limit, perSecond(frozen.size(), start));
        start = System.nanoTime();
        backtest = Math.max(backtest, perSecond(backtest(ledger, past, all), start));
      }
      return new Result(
          decisions,
          Math.round(10 * rules) / 10.0,
          Math.round(first),
          Math.round(best),
          Math.round(limit),
          Math.round(1000 * best / limit) / 1000.0,
          Math.round(backtest));
    }
  }

  private static List<Frozen> frozen(PastDecisions past, Stretch all) {
    List<Frozen> frozen = new ArrayList<>();
    long _ =
        past.through(
            new Stretch(1, Math.min(all.last(), 2L * BARE)),
            Concerning.ALL,
            Duration.ofMinutes(5),
            decisions -> decisions,
            (decisions, _) ->
                decisions.forEach(
                    each -> {
                      if (each instanceof Judgeable(_, var decision, var facts, var gate, _)) {
                        frozen.add(new Frozen(gate, facts, decision.rules().size()));
                      }
                    }));
    return frozen;
  }

  private static long redecide(PastDecisions past, Stretch all, CelGate gate) {
    Redecided[] total = {Redecided.NONE};
    long _ =
        past.through(
            all,
            Concerning.ALL,
            Duration.ofMinutes(30),
            new Redecision(gate.engine()),
            (some, _) -> total[0] = total[0].and(some));
    if (total[0].same() != total[0].decisions()) {
      throw new IllegalStateException("came out otherwise: " + total[0]);
    }
    return total[0].decisions();
  }

  /** Tries a policy that some products fail and all others pass. */
  private static long backtest(Ledger ledger, PastDecisions past, Stretch all) {
    DraftDocuments draft = new DraftDocuments();
    Documents.read(DRAFT.getBytes(StandardCharsets.UTF_8), Format.YAML, "draft")
        .forEach(document -> draft.add("draft", document));
    Backtested.Sum sum = new Backtested.Sum();
    long _ =
        past.through(
            all,
            Concerning.ALL,
            Duration.ofMinutes(30),
            new Backtest(
                draft.draft(List.of(), List.of()), null, Supposition.of(ledger, List.of())),
            (some, _) -> sum.add(some));
    Counts counts = sum.all().counts();
    if (counts.newlyDenied() == 0) {
      throw new IllegalStateException("the draft denied nothing: " + counts);
    }
    return counts.judged();
  }

  private static void bare(List<Frozen> frozen) {
    IntStream.range(0, frozen.size())
        .parallel()
        .forEach(
            i -> {
              var _ = frozen.get(i).gate().judge(frozen.get(i).facts());
            });
  }

  private static double perSecond(long count, long start) {
    return count * 1e9 / (System.nanoTime() - start);
  }
}

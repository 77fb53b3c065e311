package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.hindsight.Concerning;
import dev.daybook.hindsight.PastDecisions;
import dev.daybook.hindsight.Redecided;
import dev.daybook.hindsight.Redecision;
import dev.daybook.hindsight.Stretch;
import dev.daybook.mesh.SubjectName;
import dev.daybook.replay.verify.Progress;
import dev.daybook.rules.CelGate;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code daybook redecide}: recorded decisions judged again, and compared with what they were. */
@Command(
    name = "redecide",
    description = {
      "Judge recorded decisions again, each from its frozen facts and by the policies of then, and"
          + " explain the first that comes out otherwise.",
      "Asks a server, which takes an auditor's token, or reads a data folder without one.",
      "Ends with 0 only if all that can be judged again come to the same answer."
    })
final class RedecideCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description =
          "Only what was recorded at this ledger position (42) or time (2026-01-01T00:00:00Z), or"
              + " later.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      description = "Only what was recorded there or then, or before.")
  private @Nullable String to;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "Only decisions this policy was asked in.")
  private @Nullable String policy;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Only decisions about this subject, such as product/sales.customer-360.")
  private @Nullable String subject;

  @Mixin private LedgerPlace place = new LedgerPlace();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** All of it, and what judged. */
  private record Outcome(Redecided decided, String engine, String java) {}

  @Override
  public Integer call() {
    check(from);
    check(to);
    SubjectName about = subject();
    long start = System.nanoTime();
    Outcome outcome;
    try (ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
      outcome = place.isFolder() ? here(about, progress) : asked(about, progress);
    }
    return tell(outcome, (System.nanoTime() - start) / 1e9);
  }

  private static void check(@Nullable String end) {
    try {
      if (end != null) {
        String _ = Stretch.end(end);
      }
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable SubjectName subject() {
    try {
      return subject == null ? null : SubjectName.parse(subject);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private Outcome here(@Nullable SubjectName about, Progress progress) {
    try (Ledger ledger = place.open()) {
      CelGate gate = CelGate.following(ledger::content);
      Stretch stretch = Stretch.of(ledger, from, to);
      Redecided[] total = {Redecided.NONE};
      long _ =
          new PastDecisions(ledger, gate)
              .through(
                  stretch,
                  new Concerning(name(), about, null),
                  Duration.ofNanos(Long.MAX_VALUE / 2),
                  new Redecision(gate.engine()),
                  (some, through) -> {
                    total[0] = total[0].and(some);
                    progress.at(through - stretch.first() + 1, stretch.positions());
                  });
      return new Outcome(total[0], gate.engine(), Runtime.version().toString());
    } catch (LedgerBroken e) {
      throw Failure.no("%s; `daybook verify` tells what else is wrong".formatted(e.getMessage()));
    } catch (StoreUnavailable e) {
      throw Failure.couldNot(String.valueOf(e.getMessage()), e);
    }
  }

  private Outcome asked(@Nullable SubjectName about, Progress progress) {
    Client client = place.server().client();
    ObjectNode wanted = Json.object();
    put(wanted, "from", from);
    put(wanted, "to", to);
    put(wanted, "policy", name());
    put(wanted, "subject", about == null ? null : about.toString());
    Outcome[] all = {new Outcome(Redecided.NONE, "", "")};
    Pieces.each(
        client,
        "/redecisions",
        wanted,
        progress,
        piece ->
            all[0] =
                new Outcome(
                    all[0].decided().and(Json.value(piece.path("decided"), Redecided.class)),
                    piece.path("engine").asText(),
                    piece.path("java").asText()));
    return all[0];
  }

  private @Nullable String name() {
    return policy == null ? null : PolicyCommands.name(policy);
  }

  private static void put(ObjectNode object, String key, @Nullable String value) {
    if (value != null) {
      object.put(key, value);
    }
  }

  private int tell(Outcome outcome, double seconds) {
    Redecided decided = outcome.decided();
    ObjectNode told = Json.object();
    told.put("verdict", decided.otherwise() == 0 ? "same" : "otherwise");
    told.setAll((ObjectNode) Json.tree(decided));
    told.put("engine", outcome.engine());
    told.put("java", outcome.java());
    told.put("seconds", Math.round(10 * seconds) / 10.0);
    output.one(Talk.of(spec), told);
    return decided.otherwise() == 0 ? Exit.OK : Exit.NO;
  }
}

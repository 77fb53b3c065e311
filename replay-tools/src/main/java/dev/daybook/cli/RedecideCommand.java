package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.hindsight.Concerning;
import dev.daybook.hindsight.Redecided;
import dev.daybook.hindsight.Redecision;
import dev.daybook.mesh.SubjectName;
import dev.daybook.replay.verify.Progress;
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
      names = "--policy",
      paramLabel = "NAME",
      description = "Only decisions this policy was asked in.")
  private @Nullable String policy;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Only decisions about this subject, such as product/sales.customer-360.")
  private @Nullable String subject;

  @Mixin private StretchOption stretch = new StretchOption();
  @Mixin private LedgerPlace place = new LedgerPlace();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** All of it, and what judged. */
  private record Outcome(Redecided decided, String engine, String java) {}

  @Override
  public Integer call() {
    stretch.check();
    SubjectName about = subject();
    long start = System.nanoTime();
    Outcome outcome;
    try (ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
      outcome = place.isFolder() ? here(about, progress) : asked(about, progress);
    }
    return tell(outcome, (System.nanoTime() - start) / 1e9);
  }

  private @Nullable SubjectName subject() {
    try {
      return subject == null ? null : SubjectName.parse(subject);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private Outcome here(@Nullable SubjectName about, Progress progress) {
    Redecided[] total = {Redecided.NONE};
    String[] engine = {""};
    PastHere.each(
        place,
        stretch,
        new Concerning(name(), about, null),
        progress,
        (_, _, past) -> {
          engine[0] = past.engine();
          return new Redecision(engine[0]);
        },
        some -> total[0] = total[0].and(some));
    return new Outcome(total[0], engine[0], Runtime.version().toString());
  }

  private Outcome asked(@Nullable SubjectName about, Progress progress) {
    Client client = place.server().client();
    ObjectNode wanted = Json.object();
    stretch.into(wanted);
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

package dev.daybook.cli;

import dev.daybook.mesh.SubjectName;
import dev.daybook.replay.evidence.EvidenceExport;
import dev.daybook.replay.evidence.EvidenceOutcome;
import dev.daybook.replay.evidence.EvidenceVerification;
import dev.daybook.replay.evidence.Question;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.TimestampAuthorities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook evidence …}: answers in one file that prove themselves. */
@Command(
    name = "evidence",
    description = {
      "Make evidence bundles of what happened to a subject, and verify them.",
      "Entries with payloads, the policies and facts they were judged by, and what proves them, in",
      "one file, which it takes no server to verify."
    },
    subcommands = {EvidenceCommands.Export.class, EvidenceCommands.Verify.class})
final class EvidenceCommands {

  /** Verifies a bundle. */
  @Command(
      name = "verify",
      description = {
        "Verify an evidence bundle, offline, and tell everything that does not hold.",
        "Ends with 0 only if all holds and a key you trust signed its checkpoint. What the bundle",
        "itself says of trust is not believed. daybook-verify.jar does the same on its own."
      })
  static final class Verify implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The bundle.")
    private Path file = Path.of("");

    @Mixin private TrustOptions trusted = new TrustOptions();
    @Mixin private OutputOption output = new OutputOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      EvidenceOutcome outcome = outcome();
      output.one(Talk.of(spec), Json.tree(outcome.told()));
      return outcome.isProven() ? Exit.OK : Exit.NO;
    }

    private EvidenceOutcome outcome() {
      try (ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
        return new EvidenceVerification(
                file,
                trusted.trust(),
                trusted.earlier(),
                Objects.requireNonNullElse(trusted.authorities(), TimestampAuthorities.NONE),
                progress)
            .run();
      } catch (IOException e) {
        throw Failure.couldNot(Daybook.sentence(e), e);
      }
    }
  }

  /** Makes a bundle. */
  @Command(
      name = "export",
      description = {
        "Make an evidence bundle of a subject.",
        "It has all its entries, the decisions about it, denied ones too, and whatever these cite,",
        "with the tiles that prove them. It takes an auditor's token.",
        "An export that was interrupted goes on when the same is asked again."
      })
  static final class Export implements Callable<Integer> {

    @Option(
        names = "--subject",
        paramLabel = "NAME",
        description =
            "Such as product/sales.customer-360: its own entries, its objectives and its posture;"
                + " may be given again.")
    private List<String> subjects = new ArrayList<>();

    @Option(
        names = "--query",
        paramLabel = "STREAMS",
        description =
            "Streams by name, those that begin alike with a * at the end: 'product/sales.*'; may be"
                + " given again.")
    private List<String> queries = new ArrayList<>();

    @Option(
        names = "--from",
        paramLabel = "WHEN",
        description =
            "Only what was recorded then or later, written as --as-of; a day is its beginning, an"
                + " entry is there with all that was recorded in one with it.")
    private @Nullable String from;

    @Option(
        names = "--to",
        paramLabel = "WHEN",
        description = "Only what was recorded by then, written as --as-of.")
    private @Nullable String to;

    @Option(
        names = "--complete",
        description =
            "Carry all leaf statements of the ledger, which prove that no entry is missing: some"
                + " 500 bytes for each entry there is.")
    private boolean complete;

    @Option(
        names = "--checkpoint",
        paramLabel = "FILE",
        description =
            "Prove it by this checkpoint of the ledger, which makes the same bytes whenever it is"
                + " asked again. Default: the latest.")
    private @Nullable Path checkpoint;

    @Option(
        names = "--since",
        paramLabel = "FILE",
        description =
            "A checkpoint that was kept: carry what shows that the ledger begins with it.")
    private @Nullable Path since;

    @Option(
        names = "--disclose",
        description =
            "Let whoever reads the bundle read what names persons; it is recorded for each of them,"
                + " with the bundle's SHA-256 and the reason. Without it that stays encrypted, or"
                + " is left out.")
    private boolean disclose;

    @Option(
        names = {"-m", "--message"},
        paramLabel = "WHY",
        description = "What it is disclosed for; the ledger keeps it. Goes with --disclose.")
    private @Nullable String reason;

    @Option(
        names = "-o",
        paramLabel = "FILE",
        required = true,
        description = "The bundle to make, FILE.evidence.")
    private Path file = Path.of("");

    @Mixin private AsOfOption asOf = new AsOfOption();
    @Mixin private ServerOptions server = new ServerOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Talk talk = Talk.of(spec);
      EvidenceExport.Asked asked = asked(talk);
      EvidenceExport.Exported exported = exported(asked);
      talk.say(
          "%s: %d entries of %s, proven by its checkpoint of %d"
              .formatted(
                  file,
                  exported.entries(),
                  exported.checkpoint().origin(),
                  exported.checkpoint().size()));
      say(talk, exported.absent(), "cited files that the ledger no longer keeps: %d");
      say(talk, exported.erased(), "cited files that named persons who were erased: %d");
      say(
          talk,
          exported.withheld(),
          "cited files that name persons, and are withheld without --disclose: %d");
      say(talk, exported.disclosed(), "persons disclosed, which the ledger has noted: %d");
      if (!complete) {
        talk.say("that no entry is missing is not proven; --complete does that");
      }
      return Exit.OK;
    }

    private static void say(Talk talk, int count, String what) {
      if (count > 0) {
        talk.say(what.formatted(count));
      }
    }

    private EvidenceExport.Exported exported(EvidenceExport.Asked asked) {
      try (ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
        return new EvidenceExport(new ServerEvidence(server.client()), file, progress)
            .export(asked);
      } catch (IOException | SealRefused e) {
        throw Failure.couldNot(
            e instanceof IOException io ? Daybook.sentence(io) : String.valueOf(e.getMessage()), e);
      }
    }

    private EvidenceExport.Asked asked(Talk talk) {
      List<String> streams = new ArrayList<>(queries);
      subjects.forEach(subject -> streams.addAll(Question.streamsOf(stream(subject))));
      if (streams.isEmpty()) {
        throw Failure.usage("nothing is asked; name a --subject, or streams with --query");
      }
      EvidenceRange range = EvidenceRange.asked(from, to, asOf, server.client(), talk);
      return new EvidenceExport.Asked(
          streams,
          range.from(),
          range.to(),
          range.asOf(),
          complete,
          checkpoint == null ? null : TrustOptions.read(checkpoint),
          since == null ? null : TrustOptions.read(since),
          disclosure());
    }

    /** What persons are disclosed for, if they are. */
    private @Nullable String disclosure() {
      if (disclose && (reason == null || reason.isBlank())) {
        throw Failure.usage("say with -m what persons are disclosed for; the ledger keeps it");
      }
      if (!disclose && reason != null) {
        throw Failure.usage("-m says what persons are disclosed for; it goes with --disclose");
      }
      return reason;
    }

    private static String stream(String subject) {
      try {
        return SubjectName.parse(subject).stream();
      } catch (IllegalArgumentException e) {
        throw Failure.usage(String.valueOf(e.getMessage()));
      }
    }
  }
}

package dev.daybook.cli;

import dev.daybook.cli.review.Remark;
import dev.daybook.cli.review.Review;
import dev.daybook.cli.review.Reviewed;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Skipped;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.path.Answer;
import dev.daybook.path.Rehearsal;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.Floor;
import dev.daybook.rules.PolicyCompiler;
import dev.daybook.rules.PolicyCompiler.Compilation;
import dev.daybook.rules.PolicyProblems;
import dev.daybook.rules.PolicySet;
import dev.daybook.rules.StarterPack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges documents where they lie, before anything is sent anywhere. */
@Command(
    name = "check",
    description = {
      "Read and judge documents without a server, as a fresh ledger would.",
      "With the policies of `daybook policy pull`, it judges as that server does: both print the"
          + " set's digest."
    })
final class CheckCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Documents, or folders of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--policies",
      paramLabel = "DIR",
      description = "Judge with the policies in this folder. Default: the starter pack.")
  private @Nullable Path policies;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      defaultValue = "prod",
      description = "The environment the documents are for. Default: prod.")
  private String environment = "prod";

  @Mixin private AtOption at = new AtOption();
  @Mixin private ReviewOptions review = new ReviewOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PolicySet set = policies == null ? StarterPack.load() : LocalPolicies.in(policies).set();
    if (set.policies().isEmpty()) {
      Talk.of(spec)
          .say("warning: there is no policy in `%s`, so nothing is denied".formatted(policies));
    }
    Rehearsal rehearsal = new Rehearsal(CelGate.of(set));
    DocumentSources sources = DocumentSources.read(paths);
    List<Reviewed> documents = new ArrayList<>();
    for (DocumentSources.Located located : sources.documents()) {
      documents.add(reviewed(rehearsal, set, located));
    }
    return review.print(
        Talk.of(spec),
        new Review(
            new Review.PolicySet(set.policies().size(), set.digest()),
            documents,
            sources.skipped()));
  }

  private Reviewed reviewed(Rehearsal rehearsal, PolicySet set, DocumentSources.Located located) {
    String file = located.file();
    return switch (located.document()) {
      case Unreadable unreadable ->
          Remarks.unreadable(file, unreadable.index(), null, PolicyProblems.of(unreadable));
      case Skipped skipped -> throw new IllegalStateException(skipped.why());
      case Readable readable
          when readable.command() instanceof PublishPolicy publish
              && PolicyCompiler.compile(readable.root(), readable.source().bytes())
                  instanceof Compilation.Rejected(var problems) ->
          Remarks.unreadable(file, readable.index(), publish.subject().toString(), problems);
      case Readable readable -> {
        List<Problem> loosening = Floor.problems(readable, set);
        yield loosening.isEmpty()
            ? judged(rehearsal, file, readable)
            : Remarks.unreadable(
                file, readable.index(), readable.command().subject().toString(), loosening);
      }
    };
  }

  private Reviewed judged(Rehearsal rehearsal, String file, Readable readable) {
    Answer answer = rehearsal.submit(LocalCommand.of(file, readable, environment, at.clock()));
    List<Remark> remarks = new ArrayList<>();
    answer.findings().forEach(finding -> remarks.add(Remarks.of(finding.in(Reader.languages()))));
    readable.notes().forEach(note -> remarks.add(Remarks.of(note)));
    return new Reviewed(
        file,
        readable.index(),
        answer.subject().toString(),
        switch (answer.result()) {
          case ACCEPTED -> Reviewed.Outcome.ACCEPTED;
          case DENIED -> Reviewed.Outcome.DENIED;
          case UNCHANGED -> Reviewed.Outcome.UNCHANGED;
        },
        null,
        List.of(),
        remarks);
  }
}

package dev.daybook.cli;

import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.params.ParamsCommand;
import dev.daybook.policy.PolicyCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes versions of policies known: {@code apply} for policies and params alone. */
@Command(
    name = "publish",
    description = {
      "Publish policies and params from files: `daybook apply` for these alone.",
      "A published policy judges nothing until it is activated."
    })
final class PolicyPublishCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "What to publish.")
  private List<Path> paths = List.of();

  @Option(names = "--dry-run", description = "Judge and answer, but record nothing.")
  private boolean dryRun;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private Circumstances circumstances = new Circumstances();
  @Mixin private ReviewOptions review = new ReviewOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    DocumentSources sources = DocumentSources.read(paths);
    List<String> others =
        sources.documents().stream()
            .filter(PolicyPublishCommand::isOther)
            .map(DocumentSources.Located::file)
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      throw Failure.usage(
          "these hold no policies: %s; nothing was sent. `daybook apply -f` takes any document"
              .formatted(String.join(", ", others)));
    }
    return review.print(
        Talk.of(spec), new Applying(server.client(), circumstances.query(), dryRun).apply(sources));
  }

  private static boolean isOther(DocumentSources.Located located) {
    return located.document() instanceof Readable readable
        && !(readable.command() instanceof PolicyCommand)
        && !(readable.command() instanceof ParamsCommand);
  }
}

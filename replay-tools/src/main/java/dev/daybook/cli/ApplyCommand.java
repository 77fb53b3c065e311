package dev.daybook.cli;

import dev.daybook.cli.review.Review;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends documents to a server. */
@Command(
    name = "apply",
    description = {
      "Send documents to a server, domains first and contracts last.",
      "Each is judged and recorded by itself: one that is denied keeps none of the others back."
    })
final class ApplyCommand implements Callable<Integer> {

  @Option(
      names = {"-f", "--file"},
      required = true,
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Documents, or folders of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--dry-run", description = "Judge and answer, but record nothing.")
  private boolean dryRun;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private Circumstances circumstances = new Circumstances();
  @Mixin private ReviewOptions review = new ReviewOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Review applied =
        new Applying(server.client(), circumstances.query(), dryRun)
            .apply(DocumentSources.read(paths));
    return review.print(Talk.of(spec), applied);
  }
}

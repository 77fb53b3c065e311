package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.mesh.Nearest;
import dev.daybook.params.ParamsCommand.PublishParams;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.rules.IndustryProfile;
import dev.daybook.rules.StarterPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands out the policies that come with Daybook, so that somebody can read and change them. */
@Command(
    name = "pack",
    description = {
      "List the documents of the starter pack, or write them to a folder.",
      "With --profile it is the pack as an industry wants it. Nothing is sent anywhere: read the"
          + " documents, test them with `daybook policy test`, and apply what you want."
    })
final class PolicyPackCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "Where to write one file per document. Default: only list them.")
  private @Nullable Path folder;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "finance, retail, healthcare, manufacturing or technology.")
  private @Nullable String profile;

  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<StarterPack.Document> documents = documents();
    Talk talk = Talk.of(spec);
    if (folder != null) {
      write(documents, folder);
      talk.say(
          "%d documents are in `%s`; `daybook policy test %s` runs their cases"
              .formatted(documents.size(), folder, folder));
      return Exit.OK;
    }
    ArrayNode rows = Json.array();
    documents.forEach(document -> rows.add(row(document)));
    output.list(
        talk,
        rows,
        List.of(
            Table.Column.at("subject", "/subject"),
            Table.Column.at("version", "/version"),
            Table.Column.at("enforcement", "/enforcement"),
            Table.Column.at("title", "/title")));
    return Exit.OK;
  }

  private List<StarterPack.Document> documents() {
    String name = profile;
    return name == null
        ? StarterPack.documents()
        : IndustryProfile.of(name)
            .map(IndustryProfile::documents)
            .orElseThrow(() -> Failure.usage(unknown(name)));
  }

  private static String unknown(String name) {
    List<String> known = Stream.of(IndustryProfile.values()).map(IndustryProfile::word).toList();
    return "there is no profile `%s`; %s".formatted(name, Nearest.hint(name, known));
  }

  /** All files or none: what lies there already and says something else is not written over. */
  private static void write(List<StarterPack.Document> documents, Path folder) throws IOException {
    for (StarterPack.Document document : documents) {
      Path file = folder.resolve(document.fileName());
      if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), document.bytes())) {
        throw Failure.usage(
            "`%s` is there already and says something else; name a folder that is empty, or remove it"
                .formatted(file));
      }
    }
    for (StarterPack.Document document : documents) {
      Path file = folder.resolve(document.fileName());
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, document.bytes());
    }
  }

  private static ObjectNode row(StarterPack.Document document) {
    ReadDocument read =
        Documents.read(document.bytes(), Format.YAML, document.fileName()).getFirst();
    if (!(read instanceof Readable readable)) {
      throw new IllegalStateException("%s cannot be read".formatted(document.fileName()));
    }
    ObjectNode row =
        Json.object()
            .put("file", document.fileName())
            .put("subject", readable.command().subject().toString());
    return switch (readable.command()) {
      case PublishPolicy(var policy, _) -> {
        row.put("version", policy.version().text())
            .put("title", policy.title())
            .put("description", policy.description())
            .put("enforcement", policy.enforcement().word());
        ArrayNode controls = row.putArray("controls");
        policy.controls().forEach(controls::add);
        yield row;
      }
      case PublishParams(var params) ->
          row.put("version", params.version().text())
              .put("title", params.title())
              .put("description", params.description());
      default -> throw new IllegalStateException("%s is no policy".formatted(document.fileName()));
    };
  }
}

package dev.daybook.rules;

import dev.daybook.decision.Effect;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.params.ParamsCommand.PublishParams;
import dev.daybook.params.ParamsText;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reference page of the starter pack and the industry profiles, made of their documents. */
final class StarterPackPage {

  private static final Path ASKED_FOR = Path.of("src/test/resources/starter-pack/asked-for.txt");

  private static final String HEAD =
      """
      # The starter pack

      The policies a fresh ledger starts with, and the params documents they are judged with. This page is made of those documents.

      - `daybook policy pack` lists them; `daybook policy pack DIR` writes them to a folder, to be read, changed and applied. With `--profile` they come as [one industry](#industry-profiles) wants them.
      - `daybook get policies` lists what is in force on a server, `daybook explain` says why a command was denied.
      - To change a value for one domain, publish a params document with the same label and its `scope`; to change it for all, publish a new version of the one below. [Params from documents](policies.md#params-from-documents).
      - To change a rule, publish and activate a version of your own; to end it, withdraw the policy. [Adding a policy](../guides/adding-a-policy.md).

      Under **effect** stands what a rule does that is not kept: `deny` blocks, `warn` tells, `audit` only records.

      """;

  private static final String PROFILES =
      """

      ## Industry profiles

      A profile is the pack above, with params documents of its own in place of those of the same name, and policies that other industries have no use for. None of them is in force before somebody applies it. [How to](../guides/industry-profiles.md).
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private StarterPackPage() {}

  static String make() throws IOException {
    return new StarterPackPage().all();
  }

  private String all() throws IOException {
    page.append("## What guides to data meshes ask for\n\n")
        .append("Each policy says in its first line which of these it answers.\n\n")
        .append("| | asked for | answered by |\n|---|---|---|\n");
    for (String line : Files.readAllLines(ASKED_FOR)) {
      String id = line.substring(0, line.indexOf(' '));
      page.append("| %s | %s | %s |\n".formatted(id, line.substring(id.length() + 1), answers(id)));
    }
    page.append("\n## Policies\n");
    documents(StarterPack.documents()).forEach(this::add);
    page.append("\n## Params\n");
    params(StarterPack.documents()).forEach(this::add);
    page.append(PROFILES);
    for (IndustryProfile profile : IndustryProfile.values()) {
      page.append(
          "\n## %s: `--profile %s`\n\nFor %s.\n"
              .formatted(profile.title(), profile.word(), profile.about()));
      documents(profile.own()).forEach(this::add);
      params(profile.own()).forEach(this::add);
    }
    return page.toString();
  }

  private static String answers(String id) {
    return StarterPack.documents().stream()
        .filter(document -> StarterPackTest.asks(document.bytes()).contains(id))
        .map(document -> text(document).lines().filter(line -> line.startsWith("  name: ")))
        .map(names -> names.findFirst().orElseThrow().substring("  name: ".length()))
        .map("[`%1$s`](#%1$s)"::formatted)
        .collect(Collectors.joining(", "));
  }

  private static String text(StarterPack.Document document) {
    return new String(document.bytes(), StandardCharsets.UTF_8);
  }

  private static List<PolicyDocument> documents(List<StarterPack.Document> all) {
    return all.stream()
        .filter(document -> text(document).contains("kind: Policy\n"))
        .map(
            document ->
                ((Compilation.Compiled)
                        PolicyCompiler.compile(document.bytes(), document.fileName()))
                    .policy()
                    .document())
        .toList();
  }

  private static List<Readable> params(List<StarterPack.Document> all) {
    return all.stream()
        .filter(document -> text(document).contains("kind: PolicyParams\n"))
        .map(
            document ->
                (Readable)
                    Documents.read(document.bytes(), Format.YAML, document.fileName()).getFirst())
        .toList();
  }

  private void add(PolicyDocument policy) {
    page.append("\n### %s\n\n".formatted(policy.name()))
        .append("**%s.** %s\n\n".formatted(policy.title(), oneLine(policy.description())));
    List<String> about = new ArrayList<>();
    about.add("judges " + ticked(policy.match().commands()));
    if (!policy.domains().isEmpty()) {
      about.add("in " + ticked(policy.domains()));
    }
    if (policy.paramsFrom() != null) {
      about.add(
          "params from documents labelled "
              + policy.paramsFrom().labels().entrySet().stream()
                  .map(label -> "`%s: %s`".formatted(label.getKey(), label.getValue()))
                  .collect(Collectors.joining(", ")));
    } else if (!policy.params().isEmpty()) {
      about.add("params of its own: " + ticked(policy.params().keySet()));
    }
    if (!policy.controls().isEmpty()) {
      about.add("serves " + String.join(", ", policy.controls()));
    }
    about.add("ask %s".formatted(policy.contact()));
    page.append(String.join("; ", about)).append(".\n\n");
    page.append("| rule | effect | wanted | fix |\n|---|---|---|---|\n");
    for (PolicyDocument.Validation rule : policy.validations()) {
      Effect effect = rule.effect();
      page.append(
          "| `%s` | `%s` | %s | %s |\n"
              .formatted(rule.name(), effect.word(), rule.wanted(), rule.fix()));
    }
  }

  private void add(Readable document) {
    ParamsText params = ((PublishParams) document.command()).params();
    page.append("\n### %s\n\n".formatted(params.name()))
        .append("**%s.** %s\n\n".formatted(params.title(), oneLine(params.description())))
        .append("```yaml\nmetadata:\n")
        .append(
            params
                .text()
                .lines()
                .dropWhile(line -> !line.startsWith("  labels:"))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n")))
        .append("\n```\n");
  }

  private static String ticked(Iterable<String> names) {
    List<String> ticked = new ArrayList<>();
    names.forEach(name -> ticked.add("`" + name + "`"));
    return String.join(", ", ticked);
  }

  private static String oneLine(@Nullable String text) {
    return String.valueOf(text).strip().replaceAll("\\s+", " ");
  }
}

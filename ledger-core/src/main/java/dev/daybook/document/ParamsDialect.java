package dev.daybook.document;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Version;
import dev.daybook.params.ParamsCommand.PublishParams;
import dev.daybook.params.ParamsText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * {@code daybook/v1 PolicyParams}: values for policies, the domains they are for, and the labels
 * policies select them by.
 */
final class ParamsDialect implements Dialect {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  @Override
  public List<String> apiVersions() {
    return List.of("daybook/v1");
  }

  @Override
  public String kind() {
    return "PolicyParams";
  }

  @Override
  public Rank rank() {
    return Rank.PARAMS;
  }

  @Override
  public Supplier<SubjectCommand> read(Section document) {
    Section metadata = document.section("metadata");
    String name = metadata.name("name").required();
    Version version = metadata.version("version").required();
    String title = metadata.text("title").orNull();
    String description = metadata.text("description").orNull();
    String owner = metadata.text("owner").orNull();
    Map<String, String> labels = new TreeMap<>();
    metadata
        .sectionIfPresent("labels")
        .each((label, text) -> labels.put(label, text.text().or("")));

    Section spec = document.section("spec");
    List<String> domains = PolicyDialect.domains(spec);
    Section values = spec.section("values");
    if (values.isPresent() && values.each(ParamsDialect::param).isEmpty()) {
      values.problem("`values` holds nothing", "at least one value", "write `pattern: ^[a-z-]+$`");
    }

    SourceBytes source = document.reading().source();
    return () ->
        new PublishParams(
            new ParamsText(
                name,
                version,
                source.sha256(),
                new String(source.bytes(), StandardCharsets.UTF_8),
                title,
                description,
                owner,
                domains,
                labels));
  }

  /** A value may be anything; its name is one that expressions can write. */
  private static boolean param(String name, Slot value) {
    if (!NAME.matcher(name).matches()) {
      value.problem(
          "`%s` cannot name a param".formatted(name),
          "letters, digits and _",
          "write it like outputPorts");
    }
    return value.isPresent();
  }
}

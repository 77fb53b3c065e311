package dev.daybook.document;

import dev.daybook.decision.Effect;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Version;
import dev.daybook.policy.Enforcement;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.policy.PolicyText;
import dev.daybook.policy.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code daybook/v1 Policy}: who it is, how hard it is and where it applies. Its rules are left to
 * the compiler that judges with them, which reads the same document whole.
 */
final class PolicyDialect implements Dialect {

  @Override
  public List<String> apiVersions() {
    return List.of("daybook/v1");
  }

  @Override
  public String kind() {
    return "Policy";
  }

  @Override
  public Rank rank() {
    return Rank.POLICY;
  }

  @Override
  public Supplier<SubjectCommand> read(Section document) {
    Section metadata = document.section("metadata");
    String name = metadata.name("name").required();
    Version version = metadata.version("version").required();
    String title = metadata.text("title").orNull();
    String description = metadata.text("description").orNull();
    String owner = metadata.text("owner").orNull();
    String contact = metadata.text("contact").orNull();
    String documentation = metadata.text("documentation").orNull();
    metadata.leaveRest();

    Section spec = document.section("spec");
    Enforcement enforcement = enforcement(spec);
    List<String> domains = domains(spec);
    List<String> controls = spec.texts("controls");
    spec.leaveRest();

    SourceBytes source = document.reading().source();
    return () ->
        new PublishPolicy(
            new PolicyText(
                name,
                version,
                source.sha256(),
                new String(source.bytes(), StandardCharsets.UTF_8),
                title,
                description,
                owner,
                contact,
                documentation,
                enforcement.last(),
                enforcement.dated(),
                domains,
                controls));
  }

  /** None for all: {@code scope: global}, or {@code all} among its domains. */
  static List<String> domains(Section spec) {
    if (spec.slot("scope").node() instanceof Node.Scalar) {
      spec.oneOf("scope", Words.same("global"));
      return List.of();
    }
    List<String> named = spec.sectionIfPresent("scope").texts("domains");
    return named.contains("all") ? List.of() : named;
  }

  private static Enforcement enforcement(Section spec) {
    List<Stage> stages = spec.sections("stages", PolicyDialect::stage);
    Value<Effect> forGood = spec.oneOf("enforcement", Enforcement.WORDS);
    return stages.isEmpty() ? Enforcement.always(forGood.required()) : new Enforcement(stages);
  }

  private static Stage stage(Section stage) {
    Effect effect = stage.oneOf("enforcement", Enforcement.WORDS).required();
    return new Stage(effect, stage.day("from").orNull());
  }
}

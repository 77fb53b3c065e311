package dev.daybook.document;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.domain.DomainCommand.RegisterDomain;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Party;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code daybook/v1 Domain}: what a part of the business is, who answers for it, whom to ask. */
final class DomainDialect implements Dialect {

  @Override
  public List<String> apiVersions() {
    return List.of("daybook/v1");
  }

  @Override
  public String kind() {
    return "Domain";
  }

  @Override
  public Rank rank() {
    return Rank.DOMAIN;
  }

  @Override
  public Supplier<SubjectCommand> read(Section document) {
    Section metadata = document.section("metadata");
    String name = metadata.domain("name").required();
    metadata.label("labels");
    Section spec = document.sectionIfPresent("spec");
    String description = spec.text("description").orNull();
    Party owner = spec.party("owner").orNull();
    List<Party> experts = spec.slot("experts").items(DomainDialect::expert);
    List<String> capabilities = spec.texts("capabilities");
    List<String> boundedContexts = spec.texts("boundedContexts");
    List<String> tags = spec.texts("tags");
    return () ->
        new RegisterDomain(
            new DomainSpec(
                name,
                description,
                owner,
                experts,
                capabilities,
                boundedContexts,
                tags,
                document.reading().labels()));
  }

  /** A person: {@code {name, mail}}, or one text. */
  private static Party expert(Slot slot) {
    if (slot.node() instanceof Node.Scalar) {
      return slot.party().required();
    }
    Section expert = slot.section();
    return person(expert.text("name").required(), expert.text("mail").orNull());
  }

  /** A person told by name, and by mail address where there is one. */
  static Party person(String name, @Nullable String mail) {
    return mail == null
        ? new Party(name, Party.Kind.PERSON, name, null)
        : new Party(Folded.name(mail), Party.Kind.MAIL, name, mail);
  }
}

package dev.daybook.domain;

import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A domain as its document describes it.
 *
 * @param name the domain's name, unique ignoring case, without a dot: {@code supply-chain}
 * @param owner the team that answers for the domain
 * @param experts people to ask about the subject matter
 * @param capabilities what the business does there: {@code order fulfilment}
 * @param boundedContexts the models it keeps apart
 * @param labels what the document says beside all this, by JSON pointer; may name persons
 */
public record DomainSpec(
    String name,
    @Nullable String description,
    @Personal @Nullable Party owner,
    @Personal List<Party> experts,
    List<String> capabilities,
    List<String> boundedContexts,
    List<String> tags,
    @Personal(quoted = true) Map<String, String> labels) {

  public DomainSpec {
    experts = List.copyOf(experts);
    capabilities = List.copyOf(capabilities);
    boundedContexts = List.copyOf(boundedContexts);
    tags = List.copyOf(tags);
    labels = Map.copyOf(labels);
  }

  public SubjectName subject() {
    return SubjectName.domain(name);
  }
}

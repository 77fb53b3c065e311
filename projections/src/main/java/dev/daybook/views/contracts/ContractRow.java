package dev.daybook.views.contracts;

import dev.daybook.contract.ContractSpec;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.views.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One version of a contract.
 *
 * @param domain empty where the contract names none
 * @param status {@code draft}, {@code proposed}, {@code active}, {@code deprecated}, {@code
 *     retired}, or {@code withdrawn}
 * @param reason why it was withdrawn or its status changed, where somebody said so
 * @param productStream stream of the product the contract is about
 * @param consumers its readers, as {@code domain/team}
 * @param foldedOwner everything the owner is called, to be found by
 */
record ContractRow(
    String subject,
    String domain,
    String name,
    String version,
    int major,
    int minor,
    int patch,
    String preRelease,
    String status,
    @Nullable String reason,
    @Nullable String owner,
    @Nullable String ownerMail,
    @Nullable String product,
    @Nullable String productStream,
    @Nullable String description,
    List<String> consumers,
    List<String> tags,
    Json spec,
    @Nullable String document,
    Instant publishedAt,
    Instant changedAt,
    List<String> foldedOwner) {

  static final String WITHDRAWN = "withdrawn";

  static ContractRow of(
      ContractSpec spec,
      String status,
      @Nullable String document,
      Instant publishedAt,
      Instant changedAt) {
    Version version = spec.version();
    Party owner = spec.owner();
    String domain = spec.domain() == null ? "" : spec.domain();
    String product = spec.product();
    return new ContractRow(
        spec.subject().toString(),
        domain,
        spec.name(),
        version.text(),
        version.major(),
        version.minor(),
        version.patch(),
        version.preRelease(),
        status,
        null,
        owner == null ? null : owner.id(),
        owner == null ? null : owner.mail(),
        product,
        product == null || domain.isEmpty() ? null : SubjectName.product(domain, product).stream(),
        spec.description(),
        spec.consumers().stream().map(ContractRow::reader).toList(),
        spec.tags(),
        Json.of(spec),
        document,
        publishedAt,
        changedAt,
        owner == null ? List.of() : owner.foldedNames());
  }

  ContractRow at(String to, @Nullable String why, Instant at) {
    return new ContractRow(
        subject,
        domain,
        name,
        version,
        major,
        minor,
        patch,
        preRelease,
        to,
        why,
        owner,
        ownerMail,
        product,
        productStream,
        description,
        consumers,
        tags,
        spec,
        document,
        publishedAt,
        at,
        foldedOwner);
  }

  private static String reader(ContractSpec.Consumer consumer) {
    return String.join(
        "/",
        Stream.of(consumer.domain(), consumer.team())
            .filter(s -> s != null && !s.isEmpty())
            .toList());
  }
}

package dev.daybook.document;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractSpec.Model;
import dev.daybook.contract.ContractSpec.Role;
import dev.daybook.contract.ContractSpec.Server;
import dev.daybook.contract.ContractStatus;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.mesh.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Open Data Contract Standard, {@code v3.0.0} to {@code v3.0.2} and {@code v3.1.0}. The
 * contract is named by its {@code id}; what the typed form has no place for is kept under its
 * pointer.
 *
 * @see <a href="https://bitol-io.github.io/open-data-contract-standard/">ODCS</a>
 */
final class OpenDataContract implements Dialect {

  private static final String NEWEST = "v3.1.0";

  /** The standard's statuses, and those its examples use, which mean one of them. */
  private static final Map<String, ContractStatus> STATUS = status();

  @Override
  public List<String> apiVersions() {
    return List.of("v3.0.0", "v3.0.1", "v3.0.2", NEWEST);
  }

  @Override
  public String kind() {
    return "DataContract";
  }

  @Override
  public Rank rank() {
    return Rank.CONTRACT;
  }

  @Override
  public Supplier<SubjectCommand> read(Section document) {
    OdcsParts parts = new OdcsParts(document.text("apiVersion").or("").equals(NEWEST), NEWEST);
    String name = document.name("id").required();
    document.label("name", "tenant", "slaDefaultElement", "contractCreatedTs");
    Version version = document.version("version").required();
    ContractStatus status = readStatus(document);
    String domain = document.domain("domain").orNull();
    String product = document.text("dataProduct").orNull();
    List<String> tags = document.texts("tags");

    Section describing = document.sectionIfPresent("description");
    String description = describing.text("usage").orNull();
    String purpose = describing.text("purpose").orNull();
    String limitations = describing.text("limitations").orNull();
    parts.definitions(describing);
    parts.customProperties(describing);

    List<QualityCheck> quality = new ArrayList<>();
    List<Model> models = new OdcsSchema(parts, quality).models(document);
    List<Server> servers = new OdcsServers(parts).read(document);
    OdcsAgreements agreements = OdcsAgreements.read(document);
    @Nullable Party owner = parts.team(document.slot("team"));
    @Nullable Party contact = parts.support(document);
    List<Role> roles = document.sections("roles", parts::role);
    Section price = document.sectionIfPresent("price");
    price.label("priceAmount", "priceCurrency", "priceUnit");
    parts.id(price);
    parts.definitions(document);
    parts.customProperties(document);

    return () ->
        new PublishContract(
            new ContractSpec(
                domain,
                name,
                version,
                status,
                owner,
                product,
                contact,
                description,
                purpose,
                limitations,
                List.of(),
                null,
                models,
                agreements.objectives(),
                quality,
                servers,
                roles,
                agreements.retention() == null ? null : agreements.retention().text(),
                agreements.retention() == null ? null : agreements.retention().days(),
                tags,
                document.reading().labels()));
  }

  private static ContractStatus readStatus(Section document) {
    Value<ContractStatus> value = document.oneOf("status", STATUS);
    ContractStatus status = value.required();
    if (value.slot().node() instanceof Node.Scalar scalar
        && value.orNull() != null
        && !scalar.text().strip().equalsIgnoreCase(status.word())) {
      value
          .slot()
          .note(
              "the status `%s` is taken for `%s`".formatted(scalar.text().strip(), status.word()));
    }
    return status;
  }

  private static Map<String, ContractStatus> status() {
    Map<String, ContractStatus> words = new LinkedHashMap<>();
    for (ContractStatus status : ContractStatus.values()) {
      words.put(status.word(), status);
    }
    words.put("production", ContractStatus.ACTIVE);
    words.put("current", ContractStatus.ACTIVE);
    words.put("test", ContractStatus.DRAFT);
    words.put("development", ContractStatus.DRAFT);
    return words;
  }
}

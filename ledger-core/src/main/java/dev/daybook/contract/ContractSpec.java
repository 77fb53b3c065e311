package dev.daybook.contract;

import dev.daybook.mesh.AsWritten;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a data contract as its document describes it, the same shape whatever dialect it
 * was written in. Absent values are null, absent lists empty.
 *
 * @param domain absent where the document names none; then the subject is {@code contract/<name>}
 * @param status absent where the document says nothing; then a first publication is {@code active}
 *     and a later one leaves the version's status as it is
 * @param product the data product the contract is about, by name inside its domain
 * @param labels what the document says beside all this, by JSON pointer; may name persons
 */
public record ContractSpec(
    @Nullable String domain,
    String name,
    Version version,
    @Nullable ContractStatus status,
    @Personal @Nullable Party owner,
    @Nullable String product,
    @Personal @Nullable Party contact,
    @Nullable String description,
    @Nullable String purpose,
    @Nullable String limitations,
    List<Consumer> consumers,
    @Nullable String schemaType,
    List<Model> models,
    List<Objective> objectives,
    List<QualityCheck> quality,
    List<Server> servers,
    List<Role> roles,
    @AsWritten(unit = "d") @Nullable String retention,
    @Nullable Long retentionDays,
    List<String> tags,
    @Personal(quoted = true) Map<String, String> labels) {

  /** The same, owned by somebody else. */
  public ContractSpec withOwner(@Nullable Party other) {
    return with(other, status);
  }

  /** The same at another place in its life. */
  public ContractSpec withStatus(ContractStatus other) {
    return with(owner, other);
  }

  private ContractSpec with(@Nullable Party otherOwner, @Nullable ContractStatus otherStatus) {
    return new ContractSpec(
        domain,
        name,
        version,
        otherStatus,
        otherOwner,
        product,
        contact,
        description,
        purpose,
        limitations,
        consumers,
        schemaType,
        models,
        objectives,
        quality,
        servers,
        roles,
        retention,
        retentionDays,
        tags,
        labels);
  }

  public SubjectName subject() {
    return new SubjectName(SubjectKind.CONTRACT, domain == null ? name : domain + "." + name);
  }

  /** A named reader and what it reads for: part of what is agreed. */
  public record Consumer(String domain, @Nullable String team, @Nullable String useCase) {}

  /** One table, topic or record type. */
  public record Model(
      String name,
      @Nullable String physicalName,
      @Nullable String description,
      List<Field> fields) {}

  /** Where the data is served. */
  public record Server(
      String name,
      @Nullable String type,
      @Nullable String environment,
      @Nullable String location) {}

  /** A role consumers can ask for. */
  public record Role(String role, @Nullable String access) {}
}

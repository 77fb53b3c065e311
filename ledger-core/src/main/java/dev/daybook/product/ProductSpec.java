package dev.daybook.product;

import dev.daybook.mesh.AsWritten;
import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.mesh.Sensitivity;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data product as its document describes it, the same shape whatever dialect it was written in.
 * Absent values are null, absent lists empty.
 *
 * @param tags free words for search, as written
 * @param labels dialect fields that have no place of their own, by JSON pointer, so that nothing a
 *     document says is lost to policies; may name persons
 */
public record ProductSpec(
    String domain,
    String name,
    Version version,
    @Personal @Nullable Party owner,
    @Nullable String description,
    Classification classification,
    List<String> tags,
    List<InputPort> inputPorts,
    List<OutputPort> outputPorts,
    @Nullable Storage storage,
    List<Field> fields,
    List<Objective> objectives,
    Governance governance,
    List<AccessRule> access,
    List<String> accessPolicies,
    List<QualityCheck> quality,
    List<DatasetName> upstream,
    List<DatasetName> downstream,
    @Personal(quoted = true) Map<String, String> labels) {

  /** What a tier can be, best first. */
  public static final List<String> TIERS = List.of("gold", "silver", "bronze");

  public SubjectName subject() {
    return SubjectName.product(domain, name);
  }

  /** The same product with another owner. */
  public ProductSpec withOwner(@Nullable Party other) {
    return new ProductSpec(
        domain,
        name,
        version,
        other,
        description,
        classification,
        tags,
        inputPorts,
        outputPorts,
        storage,
        fields,
        objectives,
        governance,
        access,
        accessPolicies,
        quality,
        upstream,
        downstream,
        labels);
  }

  /**
   * @param type {@code source-aligned}, {@code aggregate} or {@code consumer-aligned}
   * @param tier {@code gold}, {@code silver} or {@code bronze}
   * @param pii whether the product declares personal data; absent where it says nothing
   */
  public record Classification(
      @Nullable String type, @Nullable String tier, @Nullable Boolean pii) {}

  /** Where the product's data comes from; {@code schedule} is a cron expression for batches. */
  public record InputPort(
      String name,
      @Nullable String type,
      @Nullable String source,
      @Nullable String format,
      @Nullable String schedule) {}

  /**
   * How the product is read; {@code type} is {@code sql}, {@code rest}, {@code kafka} and so on.
   */
  public record OutputPort(
      String name,
      @Nullable String type,
      @Nullable String engine,
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String endpoint,
      @Nullable String authentication,
      @Nullable String topic,
      @Nullable String format) {}

  /** Where and how the data lies: table format, location, layout. */
  public record Storage(
      @Nullable String format,
      @Nullable String location,
      List<String> partitionBy,
      List<String> sortBy) {}

  /**
   * What the product promises the law and the mesh.
   *
   * @param retention how long data is kept, as written ({@code 7y})
   * @param retentionDays the same in days, absent where it cannot be told
   */
  public record Governance(
      @Nullable Sensitivity sensitivity,
      @AsWritten(unit = "d") @Nullable String retention,
      @Nullable Long retentionDays,
      @Nullable Boolean gdprCompliant,
      @Nullable Boolean encryptedAtRest,
      @Nullable Boolean auditLogging) {}

  /** Who may do what. */
  public record AccessRule(String role, List<String> permissions) {}
}

package dev.daybook.views.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.contract.ContractStatus;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.views.Json;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds contracts and their versions. */
@Singleton
public final class ContractQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(ContractView.NAME);

  /** Where a version can stand. */
  static final List<String> STATUSES =
      Stream.concat(
              Arrays.stream(ContractStatus.values()).map(ContractStatus::word),
              Stream.of("withdrawn"))
          .toList();

  private final ViewReader reader;

  public ContractQueries(ViewReader reader) {
    this.reader = reader;
  }

  /** Which contracts to list; what is absent does not matter. */
  public record Filter(
      @Nullable String domain,
      @Nullable String status,
      @Nullable SubjectName product,
      @Nullable String owner) {

    public static final Filter NONE = new Filter(null, null, null, null);

    /** Whether it asks for what a contract's newest version says. */
    private boolean isOfVersions() {
      return status != null || product != null || owner != null;
    }
  }

  /** A contract in a list, by its newest version that was not withdrawn. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContractSummary")
  public record Summary(
      String subject,
      @Schema(description = "empty where the contract names none") String domain,
      String name,
      String version,
      @Schema(description = "draft, proposed, active, deprecated, retired or withdrawn")
          String status,
      @Nullable String owner,
      @Nullable String product,
      @Nullable String description,
      List<String> consumers,
      List<String> tags,
      int versions,
      Instant publishedAt,
      Instant changedAt,
      long position) {}

  /** One version of a contract. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContractVersion")
  public record Version(
      String subject,
      String version,
      String status,
      @Nullable String reason,
      @Nullable String owner,
      @Nullable String ownerMail,
      @Nullable String product,
      @Nullable String description,
      List<String> consumers,
      List<String> tags,
      @Schema(description = "bytes at GET /api/v1/documents/{sha256}") @Nullable String document,
      Instant publishedAt,
      Instant changedAt,
      long position,
      @Schema(implementation = Object.class, description = "the typed document") Json spec) {}

  /** A contract with all its versions, newest first. */
  @Schema(name = "Contract")
  public record Contract(String subject, Version newest, List<VersionLine> versions) {}

  /** A version in a list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContractVersionLine")
  public record VersionLine(
      String version,
      String status,
      @Nullable String reason,
      Instant publishedAt,
      Instant changedAt,
      long position) {

    static VersionLine of(Version version) {
      return new VersionLine(
          version.version(),
          version.status(),
          version.reason(),
          version.publishedAt(),
          version.changedAt(),
          version.position());
    }
  }

  /** Contracts in the order of their names. */
  public Page<Summary> list(Moment moment, Filter filter, Limit limit, @Nullable String after) {
    return Page.of(
        reader.list(
            ContractQueries.class,
            filter.isOfVersions() ? "contracts" : "contracts-page",
            Params.at(moment)
                .andFolded("domain", filter.domain())
                .andFolded("status", filter.status())
                .andStream("product", filter.product())
                .andFolded("owner", filter.owner())
                .and("after", after == null ? "" : after)
                .and("limit", limit.andOne()),
            Summary.class),
        limit,
        summary -> SubjectName.parse(summary.subject()).stream());
  }

  public Optional<Contract> contract(Moment moment, SubjectName name) {
    List<Version> versions =
        reader.list(
            ContractQueries.class,
            "versions",
            Params.at(moment).and("stream", name.stream()),
            Version.class);
    return versions.stream()
        .findFirst()
        .map(
            newest ->
                new Contract(
                    newest.subject(), newest, versions.stream().map(VersionLine::of).toList()));
  }

  public Optional<Version> version(Moment moment, SubjectName name, String version) {
    return reader
        .list(
            ContractQueries.class,
            "versions",
            Params.at(moment).and("stream", name.stream()),
            Version.class)
        .stream()
        .filter(found -> found.version().equals(version))
        .findFirst();
  }
}

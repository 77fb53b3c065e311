package dev.daybook.views.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.daybook.views.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the catalog knows of one data product.
 *
 * @param spec the typed document, the same shape whatever dialect it was written in
 * @param document SHA-256 of the original bytes
 * @param position the entry that made it what it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DataProduct", description = "Everything the catalog knows of one data product.")
public record ProductDetail(
    String subject,
    String name,
    String domain,
    String description,
    String owner,
    @Nullable String ownerMail,
    String tier,
    List<String> tags,
    @Schema(name = "output_ports") @JsonProperty("output_ports") List<String> outputPorts,
    @Schema(name = "slo_status") @JsonProperty("slo_status") String sloStatus,
    String version,
    String lifecycle,
    @Nullable LocalDate sunset,
    @Nullable String type,
    @Nullable Boolean pii,
    Instant registeredAt,
    Instant changedAt,
    long position,
    @Schema(description = "bytes at GET /api/v1/documents/{sha256}") @Nullable String document,
    List<Slo> slos,
    List<Contract> contracts,
    @Schema(implementation = Object.class, description = "the typed document") Json spec) {

  /** A promise of the product, or of a contract about it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DataProductSlo")
  public record Slo(
      String subject,
      String objective,
      String target,
      String status,
      @Nullable BigDecimal value,
      String unit,
      @Nullable Instant measuredAt) {}

  /** A contract about the product. */
  @Schema(name = "DataProductContract")
  public record Contract(String subject, String version, String status) {}
}

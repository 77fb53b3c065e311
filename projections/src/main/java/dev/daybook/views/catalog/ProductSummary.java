package dev.daybook.views.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A data product in a list. Two fields keep the names that data-mesh tools know; all others are
 * named as everywhere.
 *
 * @param sloStatus {@code met}, {@code breached} or {@code unknown}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DataProductSummary", description = "A data product in a list.")
public record ProductSummary(
    @JsonIgnore String stream,
    @Schema(example = "customer-360") String name,
    @Schema(example = "sales") String domain,
    @Schema(description = "empty where the document has none") String description,
    @Schema(description = "a team, a mail address, or a name as written; empty for none")
        String owner,
    @Schema(example = "gold") String tier,
    List<String> tags,
    @Schema(
            name = "output_ports",
            description = "how it is read: sql, rest, kafka …",
            example = "[\"sql\", \"kafka\"]")
        @JsonProperty("output_ports")
        List<String> outputPorts,
    @Schema(name = "slo_status", description = "met, breached or unknown")
        @JsonProperty("slo_status")
        String sloStatus,
    @Schema(example = "2.1.0") String version,
    @Schema(description = "active, deprecated or retired") String lifecycle) {}

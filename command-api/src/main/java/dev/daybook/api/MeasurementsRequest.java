package dev.daybook.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /measurements} as its description shows it. */
@Schema(description = "At most 1,000 measurements.")
record MeasurementsRequest(List<MeasurementRequest> measurements) {

  @Schema(name = "MeasurementRequest")
  record MeasurementRequest(
      @Schema(example = "slo/sales.customer-360/freshness") String subject,
      @Schema(example = "2026-11-20T09:30:00Z", format = "date-time") String measuredAt,
      @Schema(
              example = "99.2%",
              description =
                  "A number in the objective's unit (milliseconds, a fraction from 0 to 1, a count)"
                      + " or a text with its own.")
          String value,
      @Schema(
              description = "The measurement's own id; made from the key if absent.",
              format = "uuid")
          @Nullable String id,
      @Schema(description = "The request's environment if absent.") @Nullable String environment,
      @Schema(description = "The pipeline run it came out of.") @Nullable String run) {}
}

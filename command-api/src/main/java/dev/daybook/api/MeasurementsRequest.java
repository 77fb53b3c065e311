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
                  "A text with its unit (99.2%, 3h), or a number. A number without `unit` is a plain"
                      + " number, as an objective such as a row count is promised in; a measurement"
                      + " in another unit than the objective's is denied.")
          String value,
      @Schema(
              example = "percent",
              description =
                  "What a number is counted in: `fraction` (or `ratio`), `percent` (or `%`),"
                      + " `count` (or `number`, `rows`), or a unit of time as documents write it:"
                      + " `ms`, `s`, `minutes`, `h`, `days`.")
          @Nullable String unit,
      @Schema(
              description = "The measurement's own id; made from the key if absent.",
              format = "uuid")
          @Nullable String id,
      @Schema(description = "The request's environment if absent.") @Nullable String environment,
      @Schema(description = "The pipeline run it came out of.") @Nullable String run) {}
}

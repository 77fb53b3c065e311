package dev.daybook.views.slos;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectName;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments.Effective;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds promises, how they stand, and when they were broken. */
@Singleton
public final class SloQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(SloView.NAME);

  /** How a promise stands. */
  static final List<String> STATUSES = List.of("met", "breached", "unknown");

  /** Measurements and breaches one promise is shown with, newest first. */
  static final int SHOWN = 100;

  private final ViewReader reader;

  public SloQueries(ViewReader reader) {
    this.reader = reader;
  }

  /**
   * Which promises to list; what is absent does not matter.
   *
   * @param promisedBy the product or contract
   */
  public record Filter(
      @Nullable String status, @Nullable SubjectName promisedBy, @Nullable String objective) {

    public static final Filter NONE = new Filter(null, null, null);
  }

  /** A promise and how it stands. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Slo")
  public record Slo(
      @Schema(example = "slo/sales.customer-360/freshness") String subject,
      @Schema(description = "stream of the product or contract") String promisedBy,
      String objective,
      @Schema(description = "as the document wrote it", example = "4h") String target,
      @Schema(description = "at_most, less_than, at_least or more_than") String comparison,
      BigDecimal targetValue,
      @Schema(description = "milliseconds, fraction or count") String unit,
      @Schema(description = "how it is measured, as the document says") @Nullable String method,
      @Nullable String description,
      @Schema(description = "met, breached or unknown") String status,
      @Nullable BigDecimal value,
      @Nullable Instant measuredAt,
      @Nullable Instant breachedSince,
      long position,
      @Schema(
              description =
                  "when the value was recorded, where that was after the moment of which is asked"
                      + " what was true: nobody knew it then")
          @Nullable Instant learnedAt) {}

  /** A time in which a promise was broken. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Breach")
  public record Breach(
      Instant since,
      @Nullable Instant until,
      BigDecimal value,
      BigDecimal target,
      @Nullable BigDecimal recoveredValue,
      @Schema(description = "recovered or dropped") @Nullable String ended,
      @Schema(description = "the entry that opened it") long position) {}

  /** A measured value, corrections on their own. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Measurement")
  public record Measurement(
      UUID measurement,
      Instant measuredAt,
      BigDecimal value,
      @Schema(description = "milliseconds, fraction or count") String unit,
      @Nullable String environment,
      @Nullable String run,
      boolean met,
      @Schema(description = "whether a later measurement was known already") boolean late,
      @Schema(description = "whether it replaces a value reported before") boolean corrects,
      @Nullable BigDecimal previous,
      @Nullable String reason,
      Instant recordedAt,
      long position,
      @Schema(
              description =
                  "when it was recorded, where that was after the moment of which is asked what"
                      + " was true")
          @Nullable Instant learnedAt) {}

  /** A promise with its latest breaches and measurements. */
  @Schema(name = "SloDetail")
  public record Detail(Slo slo, List<Breach> breaches, List<Measurement> measurements) {}

  /** Promises in the order of their names. */
  public Page<Slo> list(Moment moment, Filter filter, Limit limit, @Nullable String after) {
    return Page.of(
        reader.list(
            SloQueries.class,
            "slos",
            Params.at(moment)
                .andFolded("status", filter.status())
                .andStream("promisedBy", filter.promisedBy())
                .andFolded("objective", filter.objective())
                .and("after", after == null ? "" : after)
                .and("limit", limit.andOne()),
            Slo.class),
        limit,
        slo -> SubjectName.parse(slo.subject()).stream());
  }

  /**
   * How promises stood at a time by the clocks of those who measured, as far as that is known as of
   * the moment: each as it was promised then, and judged by that.
   */
  public Page<Slo> list(
      Moment moment, Effective effective, Filter filter, Limit limit, @Nullable String after) {
    return Page.of(
        reader.list(
            SloQueries.class,
            "true-at",
            trueAt(moment, effective)
                .and("stream", null)
                .andFolded("status", filter.status())
                .andStream("promisedBy", filter.promisedBy())
                .andFolded("objective", filter.objective())
                .and("after", after == null ? "" : after)
                .and("limit", limit.andOne()),
            Slo.class),
        limit,
        slo -> SubjectName.parse(slo.subject()).stream());
  }

  private static Params trueAt(Moment moment, Effective effective) {
    return Params.at(moment)
        .and("effectiveAt", effective.time().atOffset(ZoneOffset.UTC))
        .and("promisedAt", Math.min(moment.position(), effective.position()));
  }

  /** How one promise stood at a time, with what was measured by then. */
  public Optional<Detail> slo(Moment moment, Effective effective, SubjectName name) {
    return reader
        .first(
            SloQueries.class,
            "true-at",
            trueAt(moment, effective)
                .and("stream", name.stream())
                .and("status", null)
                .and("promisedBy", null)
                .and("objective", null)
                .and("after", "")
                .and("limit", 1),
            Slo.class)
        .map(
            slo ->
                new Detail(
                    slo,
                    reader
                        .list(
                            SloQueries.class,
                            "breaches",
                            Params.at(moment).and("stream", name.stream()).and("limit", SHOWN),
                            Breach.class)
                        .stream()
                        .filter(breach -> !breach.since().isAfter(effective.time()))
                        .toList(),
                    reader.list(
                        SloQueries.class,
                        "measurements-by",
                        Params.at(moment)
                            .and("effectiveAt", effective.time().atOffset(ZoneOffset.UTC))
                            .and("stream", name.stream())
                            .and("limit", SHOWN),
                        Measurement.class)));
  }

  public Optional<Detail> slo(Moment moment, SubjectName name) {
    Params key = Params.at(moment).and("stream", name.stream());
    return reader
        .first(SloQueries.class, "slo", key, Slo.class)
        .map(
            slo -> {
              Params some = Params.at(moment).and("stream", name.stream()).and("limit", SHOWN);
              return new Detail(
                  slo,
                  reader.list(SloQueries.class, "breaches", some, Breach.class),
                  reader.list(SloQueries.class, "measurements", some, Measurement.class));
            });
  }
}

package dev.daybook.views.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a data product is made of and what is made of it.
 *
 * @param truncated whether there is more than an answer holds
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(description = "What a data product is made of and what is made of it.")
public record Lineage(
    @Schema(example = "sales.customer-360") String product,
    int depth,
    List<Node> upstream,
    List<Node> downstream,
    List<Edge> edges,
    boolean truncated) {

  /**
   * @param kind {@code product} for one that is registered, {@code consumer} for a reader a
   *     contract names, else {@code dataset}
   * @param distance steps from the product asked for
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "LineageNode")
  public record Node(
      String name,
      @Schema(description = "product, dataset or consumer") String kind,
      int distance,
      @Nullable String subject,
      @Nullable String domain,
      @Nullable String tier,
      @Nullable String lifecycle) {}

  /**
   * @param via the port or contract that declares it; empty for none
   * @param declaredBy the product or contract whose document says so
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @Schema(name = "LineageEdge")
  public record Edge(
      String from,
      String to,
      @Schema(description = "reads, feeds, serves or agreed") String kind,
      String via,
      String declaredBy) {}
}

package dev.daybook.views.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a data product is made of and what is made of it.
 *
 * @param truncated whether there is more than an answer holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What a data product is made of and what is made of it.")
public record Lineage(
    @Schema(description = "the product asked for") Node product,
    int depth,
    List<Node> upstream,
    List<Node> downstream,
    List<Edge> edges,
    boolean truncated) {

  /**
   * @param id what edges call it
   * @param kind {@code product} for one that is registered, {@code consumer} for a reader a
   *     contract names, else {@code dataset}
   * @param distance steps from the product asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "LineageNode")
  public record Node(
      @Schema(example = "consumer:marketing/analytics") String id,
      @Schema(example = "marketing/analytics") String name,
      @Schema(description = "product, dataset or consumer") String kind,
      int distance,
      @Nullable String subject,
      @Nullable String domain,
      @Nullable String tier,
      @Nullable String lifecycle) {}

  /**
   * @param from the id of the node it comes from
   * @param to the id of the node it goes to
   * @param via the port or contract that declares it; empty for none
   * @param declaredBy the product or contract whose document says so
   */
  @Schema(name = "LineageEdge")
  public record Edge(
      String from,
      String to,
      @Schema(description = "reads, feeds, serves or agreed") String kind,
      String via,
      String declaredBy) {}
}

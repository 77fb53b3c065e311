package dev.daybook.views.catalog;

import dev.daybook.document.Node;
import dev.daybook.document.Problem;
import dev.daybook.edge.Bodies;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Shape;
import dev.daybook.product.ProductSpec;
import dev.daybook.views.catalog.CatalogQueries.Search;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is searched for, as it is sent. All conditions must hold. */
record SearchRequest(
    @Schema(
            description =
                "words in any order, at most 1,000 characters; quotes keep them together, a minus"
                    + " excludes")
        @Nullable String query,
    @Nullable String domain,
    @Schema(description = "gold, silver or bronze") @Nullable String tier,
    @Schema(description = "all of them; at most 50, each of at most 200 characters")
        @Nullable List<String> tags,
    @Schema(description = "1 to 1,000, 100 without it") @Nullable Integer limit) {

  /** Longest query, in characters. */
  private static final int MAX_QUERY = 1_000;

  private static final int MAX_TAGS = 50;

  /** Longest domain or tag, in characters. */
  private static final int MAX_WORD = 200;

  static Search read(byte[] body) {
    Node.Mapping mapping = Bodies.object(body);
    List<Problem> problems = new ArrayList<>();
    Shape shape = new Shape(mapping, problems);
    String query = shape.lineOrAbsent("query", MAX_QUERY);
    String domain = shape.lineOrAbsent("domain", MAX_WORD);
    String tier = shape.wordOrAbsent("tier", ProductSpec.TIERS);
    List<String> tags = shape.linesOrAbsent("tags", MAX_TAGS, MAX_WORD);
    Integer limit = shape.countOrAbsent("limit", 1, Limit.MAX);
    shape.refuseTheRest();
    if (!problems.isEmpty()) {
      throw Bodies.unreadable(problems);
    }
    return new Search(query == null ? "" : query, domain, tier, tags, Limit.of(limit));
  }
}

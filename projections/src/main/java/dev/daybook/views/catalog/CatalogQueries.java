package dev.daybook.views.catalog;

import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import dev.daybook.views.Json;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import dev.daybook.views.contracts.ContractView;
import dev.daybook.views.slos.SloView;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds data products. */
@Singleton
public final class CatalogQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS =
      List.of(CatalogView.NAME, ContractView.NAME, SloView.NAME);

  /** Where a product can stand in its life. */
  static final List<String> LIFECYCLES = List.of("active", "deprecated", "retired");

  /** Results of a search that are looked past at most. */
  static final int MAX_SKIP = 10_000;

  private final ViewReader reader;

  public CatalogQueries(ViewReader reader) {
    this.reader = reader;
  }

  /**
   * Which products to list; what is absent does not matter.
   *
   * @param owner the owner's id, name or mail address
   * @param lifecycle absent for all but retired ones
   */
  public record Filter(
      @Nullable String domain,
      @Nullable String tier,
      @Nullable String owner,
      @Nullable String lifecycle) {

    public static final Filter NONE = new Filter(null, null, null, null);
  }

  /** What to search for; an empty query finds all the other conditions let through. */
  public record Search(
      String query,
      @Nullable String domain,
      @Nullable String tier,
      List<String> tags,
      Limit limit) {}

  /** Products in the order of their names. */
  public Page<ProductSummary> list(
      Moment moment, Filter filter, Limit limit, @Nullable String after) {
    return Page.of(
        reader.list(
            CatalogQueries.class,
            "products",
            Params.at(moment)
                .andFolded("domain", filter.domain())
                .andFolded("tier", filter.tier())
                .andFolded("owner", filter.owner())
                .andFolded("lifecycle", filter.lifecycle())
                .and("after", after == null ? "" : after)
                .and("limit", limit.andOne()),
            ProductSummary.class),
        limit,
        ProductSummary::stream);
  }

  /**
   * Products that fit best, best first.
   *
   * @param skip how many of the best to leave out, 0 to {@value #MAX_SKIP}
   */
  public Page<ProductSummary> search(Moment moment, Search search, int skip) {
    Page<ProductSummary> page =
        Page.of(
            reader.list(
                CatalogQueries.class,
                "search",
                Params.at(moment)
                    .andFolded("query", search.query())
                    .andFolded("domain", search.domain())
                    .andFolded("tier", search.tier())
                    .and("tags", search.tags().stream().map(Folded::name).toList())
                    .and("limit", search.limit().andOne())
                    .and("skip", skip),
                ProductSummary.class),
            search.limit(),
            _ -> Integer.toString(skip + search.limit().items()));
    return skip + search.limit().items() > MAX_SKIP
        ? new Page<>(page.items(), Optional.empty())
        : page;
  }

  public Optional<ProductDetail> product(Moment moment, SubjectName name) {
    Params key = Params.at(moment).and("stream", name.stream());
    return reader
        .first(CatalogQueries.class, "product", key, Found.class)
        .map(
            found ->
                found.with(
                    reader.list(CatalogQueries.class, "product-slos", key, ProductDetail.Slo.class),
                    reader.list(
                        CatalogQueries.class,
                        "product-contracts",
                        key,
                        ProductDetail.Contract.class)));
  }

  /** A product's own row. */
  record Found(
      String subject,
      String name,
      String domain,
      String description,
      String owner,
      @Nullable String ownerMail,
      String tier,
      List<String> tags,
      List<String> outputPorts,
      String sloStatus,
      String version,
      String lifecycle,
      @Nullable LocalDate sunset,
      @Nullable String type,
      @Nullable Boolean pii,
      Instant registeredAt,
      Instant changedAt,
      long position,
      @Nullable String document,
      Json spec) {

    ProductDetail with(List<ProductDetail.Slo> slos, List<ProductDetail.Contract> contracts) {
      return new ProductDetail(
          subject,
          name,
          domain,
          description,
          owner,
          ownerMail,
          tier,
          tags,
          outputPorts,
          sloStatus,
          version,
          lifecycle,
          sunset,
          type,
          pii,
          registeredAt,
          changedAt,
          position,
          document,
          slos,
          contracts,
          spec);
    }
  }
}
